using System.Net;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Contacts;

/// <summary>C3: the people at a customer. C21: what the history tells of them and of the file.</summary>
public sealed class ContactsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_contact_has_channels_in_their_own_form_each_with_its_consent()
    {
        var customer = await fixture.CustomerAsync();
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new
        {
            name = "李娜", jobTitle = "Buyer", preferred = "wechat",
            channels = new object[]
            {
                new { channel = "phone", value = "138 0013 8000", consent = "given" }, new { channel = "email", value = "Li.Na@Example.COM", consent = "withdrawn" }, new { channel = "wechat", value = "lina88" },
            },
        })).Expect(HttpStatusCode.Created);
        var channels = contact["channels"]!.AsArray();
        Assert.Equal(["+8613800138000", "li.na@example.com", "lina88"], channels.Select(point => (string)point!["value"]!));
        Assert.Equal(["given", "withdrawn", "unknown"], channels.Select(point => (string)point!["consent"]!));
        Assert.Equal([true, true, false], channels.Select(point => point!["consentAt"] is not null));

        var patched = (await Admin.PatchAsync(contact.Location!, new { jobTitle = (string?)null, notes = "Speaks Cantonese" }, contact.ETag)).Expect(HttpStatusCode.OK);
        Assert.Null(patched["jobTitle"]);
        Assert.Equal((string?)contact["channels"]!.ToJsonString(), patched["channels"]!.ToJsonString());
        (await Admin.PatchAsync(contact.Location!, new { notes = "late" }, contact.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await Admin.PatchAsync(contact.Location!, new { notes = "blind" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        (await Admin.DeleteAsync(contact.Location!, patched.ETag)).Expect(HttpStatusCode.NoContent);
        (await Admin.GetAsync(contact.Location!)).Expect(HttpStatusCode.NotFound);
    }

    // C3: the consent is as old as it is, however often it is said again.
    [Fact]
    public async Task A_consent_that_is_said_again_keeps_its_date_and_another_one_gets_its_own()
    {
        var customer = await fixture.CustomerAsync();
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", Said("given", "given", "2024-05-01T08:00:00Z"))).Expect(HttpStatusCode.Created);
        var changed = (await Admin.PutAsync(contact.Location!, Said("given", "withdrawn", null), contact.ETag)).Expect(HttpStatusCode.OK);
        var (phone, mail) = Dates(changed);
        Assert.Equal(new(2024, 5, 1, 8, 0, 0, TimeSpan.Zero), phone);
        Assert.True(mail > phone);
        changed = (await Admin.PutAsync(contact.Location!, Said("given", "withdrawn", "2025-06-01T08:00:00Z"), changed.ETag)).Expect(HttpStatusCode.OK);
        var later = new DateTimeOffset(2025, 6, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal((later, later), Dates(changed));

        static object Said(string phone, string mail, string? at) => new
        {
            name = "Li Na",
            channels = new object[] { new { channel = "phone", value = "138 0013 8000", consent = phone, consentAt = at }, new { channel = "email", value = "Li.Na@Example.COM", consent = mail, consentAt = at } },
        };

        static (DateTimeOffset, DateTimeOffset) Dates(Answer contact) => ((DateTimeOffset)contact["channels"]![0]!["consentAt"]!, (DateTimeOffset)contact["channels"]![1]!["consentAt"]!);
    }

    [Theory]
    [InlineData("""{"name":" "}""", "validation")]
    [InlineData("""{"name":"A\nB"}""", "contact.name-control")]
    [InlineData("""{"name":"A","channels":[{"channel":"phone","value":"13800138000","consent":"given","consentAt":"2190-01-01T00:00:00Z"}]}""", "contact.consent-to-come")]
    [InlineData("""{"name":"A","channels":[{"channel":"phone","value":"12"}]}""", "contact.channel-invalid")]
    [InlineData("""{"name":"A","channels":[{"channel":"email","value":"nobody"}]}""", "contact.channel-invalid")]
    [InlineData("""{"name":"A","channels":[{"channel":"wechat","value":"a"}],"preferred":"phone"}""", "contact.preferred-unreachable")]
    [InlineData("""{"name":"A","channels":[{"channel":"phone","value":"13800138000"},{"channel":"phone","value":"+86 138 0013 8000"}]}""", "contact.channel-twice")]
    public async Task What_nobody_could_be_reached_by_is_refused(string body, string code)
    {
        var customer = await fixture.CustomerAsync();
        var answer = (await Admin.PostAsync($"{customer.Location}/contacts", System.Text.Json.Nodes.JsonNode.Parse(body))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(code, answer.Code);
        Assert.Empty((await Admin.GetAsync($"{customer.Location}/contacts")).Items);
    }

    // C20: what an erasure has taken away nobody writes back, for there is no second one.
    [Fact]
    public async Task Nothing_is_written_of_the_people_at_a_customer_that_was_erased()
    {
        var customer = await fixture.CustomerAsync();
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Li Na" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{customer.Location}/erase", new { confirm = customer.Id }, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("customer.not-active", (await Admin.PutAsync(contact.Location!, new { name = "Li Na" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("customer.not-active", (await Admin.PatchAsync(contact.Location!, new { notes = "Li Na moved to Graz" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.DoesNotContain("Li Na", (await Admin.GetAsync($"{customer.Location}/contacts")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_read_a_contact_before_the_erasure_does_not_write_it_back_after_it()
    {
        var customer = await fixture.CustomerAsync();
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Li Na" })).Expect(HttpStatusCode.Created);
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var read = await db.Contacts.IgnoreQueryFilters().SingleAsync(c => c.Id == contact.Id);
            (await Admin.ActAsync($"{customer.Location}/erase", new { confirm = customer.Id }, "*")).Expect(HttpStatusCode.NoContent);
            read.Change(new ContactData("Li Na", null, null, [], null, "Moved to Graz"));
            return await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
        });
        Assert.DoesNotContain("Graz", (await Admin.GetAsync($"{customer.Location}/contacts")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    // C18: who rings from a contact's phone is found.
    [Fact]
    public async Task A_customer_is_found_by_the_phones_and_mails_of_the_people_there()
    {
        var end = $"{Random.Shared.Next(10_000_000, 100_000_000)}";
        var (phone, mail) = ($"139{end}", $"li{Guid.NewGuid():N}@example.com");
        var customer = await fixture.CustomerAsync(more: new { team = "south", grade = "ordinary" });
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new
        {
            name = "Li Na", channels = new object[] { new { channel = "wechat", value = "lina" }, new { channel = "phone", value = phone }, new { channel = "email", value = mail } },
        })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "His desk", channels = new[] { new { channel = "phone", value = phone } } })).Expect(HttpStatusCode.Created);
        foreach (var asked in new[] { $"phone={phone}", $"phone=%2B86{phone}", $"phone={end}", $"q={phone}", $"q={end}", $"q={end}&sort=name", $"q={mail}", $"email={mail.ToUpperInvariant()}" })
        {
            var found = Assert.Single((await Admin.GetAsync($"/api/v1/customers?{asked}")).Expect(HttpStatusCode.OK).Items);
            Assert.Equal(customer.Id, (Guid)found["id"]!);
        }
        Assert.Single((await fixture.As("sue", "sales", "south").GetAsync($"/api/v1/customers?phone={phone}")).Items);
        Assert.Empty((await fixture.As("nora", "sales", "north").GetAsync($"/api/v1/customers?phone={phone}")).Items);

        var another = await fixture.CustomerAsync(more: new { phone });
        Assert.Equal(new HashSet<Guid> { customer.Id, another.Id }, (await Admin.GetAsync($"/api/v1/customers?phone={phone}")).Items.Select(item => (Guid)item["id"]!).ToHashSet());
        var changed = (await Admin.PatchAsync(contact.Location!, new { channels = new[] { new { channel = "phone", value = phone } } }, contact.ETag)).Expect(HttpStatusCode.OK);
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?q={mail}")).Items);
        (await Admin.DeleteAsync(contact.Location!, changed.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/customers?phone={phone}")).Items.Count);
        (await Admin.ActAsync($"{another.Location}/merge", new { duplicateId = customer.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(another.Id, (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/customers?phone={phone}")).Items)["id"]!);
        (await Admin.PatchAsync(another.Location!, new { phone = (string?)null }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(another.Id, (Guid)Assert.Single((await Admin.GetAsync($"/api/v1/customers?phone={phone}")).Items)["id"]!);
    }

    // C18: who is asked for by name is found, as far as the asker sees the customer.
    [Fact]
    public async Task A_customer_is_found_by_the_names_of_the_people_there()
    {
        var (latin, chinese) = ($"Quen{Random.Shared.Next(100_000, 1_000_000)}lin Okafor", new string([.. Enumerable.Range(0, 4).Select(_ => (char)Random.Shared.Next(0x4E00, 0x9F00))]));
        var customer = await fixture.CustomerAsync(more: new { team = "south", grade = "ordinary" });
        var first = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = latin })).Expect(HttpStatusCode.Created);
        var second = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = chinese })).Expect(HttpStatusCode.Created);
        var twin = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = $"{chinese} 2" })).Expect(HttpStatusCode.Created);
        foreach (var sort in new[] { "", "&sort=name", "&sort=-name", "&sort=-created", "&sort=team", "&sort=grade", "&team=south", "&team=south&sort=name" })
        {
            foreach (var asked in new[] { latin, latin[4..12].ToUpperInvariant(), latin[..6], chinese, chinese[1..3], chinese[2..] })
                Assert.Equal([customer.Id], await FoundAsync($"{Uri.EscapeDataString(asked)}{sort}", customer.Id));
        }
        Assert.Empty(await FoundAsync(Uri.EscapeDataString($"{latin} {chinese}")));
        Assert.Equal([customer.Id], await FoundAsync(Uri.EscapeDataString(chinese), by: fixture.As("sue", "sales", "south")));
        Assert.Empty(await FoundAsync(Uri.EscapeDataString(chinese), by: fixture.As("nora", "sales", "north")));
        Assert.Empty(await FoundAsync($"{Uri.EscapeDataString(chinese)}&team=north"));

        // Another name is found, the old one no more; what two have in common stays until both have gone.
        var renamed = (await Admin.PatchAsync(first.Location!, new { name = $"Bo{customer.Id:N}" }, first.ETag)).Expect(HttpStatusCode.OK);
        Assert.Empty(await FoundAsync(Uri.EscapeDataString(latin)));
        Assert.Equal([customer.Id], await FoundAsync($"{customer.Id:N}&sort=name"));
        (await Admin.DeleteAsync(second.Location!, second.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal([customer.Id], await FoundAsync(Uri.EscapeDataString(chinese)));
        (await Admin.PatchAsync(customer.Location!, new { name = $"Aaron {Guid.NewGuid():N}" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal([customer.Id], await FoundAsync($"{Uri.EscapeDataString(chinese)}&sort=name"));

        var survivor = await fixture.CustomerAsync($"Zoe {Guid.NewGuid():N}");
        var merge = (await Admin.ActAsync($"{survivor.Location}/merge", new { duplicateId = customer.Id }, "*")).Expect(HttpStatusCode.OK);
        foreach (var sort in new[] { "", "&sort=name" }) Assert.Equal([survivor.Id], await FoundAsync($"{Uri.EscapeDataString(chinese)}{sort}"));
        (await Admin.ActAsync($"{survivor.Location}/merge/{merge["id"]}/undo", null, "*")).Expect(HttpStatusCode.OK);
        foreach (var sort in new[] { "", "&sort=name" }) Assert.Equal([customer.Id], await FoundAsync($"{Uri.EscapeDataString(chinese)}{sort}"));
        (await Admin.DeleteAsync(twin.Location!, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await FoundAsync(Uri.EscapeDataString(chinese)));
        (await Admin.ActAsync($"{customer.Location}/erase", new { confirm = customer.Id }, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await FoundAsync($"Bo{customer.Id:N}&status=erased"));
        Assert.Equal(0, await PostingsLeftAsync(customer.Id, "bo" + $"{customer.Id:N}"[..1]));
    }

    // A service that comes after one which did not search these names finds the people who are there.
    [Fact]
    public async Task People_who_were_there_before_are_found_after_the_next_start()
    {
        var name = $"Elder {Guid.NewGuid():N}";
        var customer = await fixture.CustomerAsync();
        (await Admin.PostAsync($"{customer.Location}/contacts", new { name })).Expect(HttpStatusCode.Created);
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var key = await db.AllCustomers.Where(c => c.Id == customer.Id).Select(c => c.Key).SingleAsync();
            await db.CustomerGrams.Where(gram => gram.CustomerKey == key).ExecuteDeleteAsync();
            await db.CustomerNameGrams.Where(gram => gram.CustomerKey == key).ExecuteDeleteAsync();
            return await db.Set<Counter>().Where(counter => counter.Name == OldNames.PeopleDone).ExecuteDeleteAsync();
        });
        Assert.Empty(await FoundAsync(name));
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        await fixture.EventuallyAsync($"/api/v1/customers?q={name}", answer => answer.Items.Count == 1, "the name of before");
        Assert.Equal([customer.Id], await FoundAsync($"{name}&sort=name"));
    }

    [Fact]
    public async Task A_name_is_found_as_it_is_written_and_as_it_is_typed()
    {
        var part = $"{Guid.NewGuid():N}"[..8];
        var customer = await fixture.CustomerAsync($"Großhandel O’Hara {part}");
        (await Admin.PostAsync($"{customer.Location}/contacts", new { name = $"Łukasz Bjørn {part}" })).Expect(HttpStatusCode.Created);
        var plain = await fixture.CustomerAsync($"Grosshandel O'Hara, Lukasz Bjorn {part}");
        foreach (var sort in new[] { "", "&sort=name", "&sort=-name", "&sort=team" })
        {
            foreach (var asked in new[] { $"O'Hara", "o’hara", "O‘HARA", "grosshandel", "GROẞHANDEL", "lukasz", "ŁUKASZ", "bjorn", "Bjørn", "o’", $"hara{(sort == "" ? " " + part : "")}" })
            {
                var found = (await Admin.GetAsync($"/api/v1/customers?limit=200&q={Uri.EscapeDataString(asked)}{sort}")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!).ToList();
                if (!asked.Contains(part, StringComparison.Ordinal)) Assert.Contains(plain.Id, found);
                Assert.Equal(asked.Contains(part, StringComparison.Ordinal) ? 1 : 2, found.Count(id => id == customer.Id || id == plain.Id));
            }
        }
        Assert.Equal([customer.Id], await FoundAsync(Uri.EscapeDataString($"o'hara {part}")));
        (await Admin.PatchAsync(customer.Location!, new { name = $"Aaron {part}" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Empty(await FoundAsync(Uri.EscapeDataString("o'hara"), customer.Id));
        Assert.Equal(0, await PostingsLeftAsync(customer.Id, "o'h"));
    }

    [Fact]
    public async Task Names_of_before_are_found_as_they_are_typed_after_the_next_start()
    {
        var part = $"{Guid.NewGuid():N}"[..8];
        var (named, there) = (await fixture.CustomerAsync($"Ølgård {part}"), await fixture.CustomerAsync());
        (await Admin.PostAsync($"{there.Location}/contacts", new { name = $"Æsa Ølgård {part}" })).Expect(HttpStatusCode.Created);
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var keys = await db.AllCustomers.Where(c => c.Id == named.Id || c.Id == there.Id).Select(c => c.Key).ToArrayAsync();
            var gone = await db.CustomerGrams.Where(gram => keys.Contains(gram.CustomerKey) && gram.Gram == "olg").ExecuteDeleteAsync();
            return gone + await db.CustomerNameGrams.Where(gram => keys.Contains(gram.CustomerKey) && gram.Gram == "olg").ExecuteDeleteAsync();
        });
        Assert.Empty(await FoundAsync($"olgard+{part}"));
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        foreach (var sort in new[] { "", "&sort=name" })
            await fixture.EventuallyAsync($"/api/v1/customers?q=olgard+{part}{sort}", answer => answer.Items.Count == 2, "the names of before");
    }

    // Of several replicas and starts each goes on where the others have come to.
    [Fact]
    public async Task What_has_been_looked_through_for_names_of_before_is_not_looked_through_again()
    {
        var part = $"{Guid.NewGuid():N}"[..8];
        var (looked, left) = (await fixture.CustomerAsync($"Ølgård {part}"), await fixture.CustomerAsync($"Sons of Ølgård {part}"));
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            await db.BeginWriteAsync();
            var keys = await db.AllCustomers.Where(c => c.Id == looked.Id || c.Id == left.Id).OrderBy(c => c.Key).Select(c => c.Key).ToArrayAsync();
            await db.CustomerGrams.Where(gram => keys.Contains(gram.CustomerKey) && gram.Gram == "olg").ExecuteDeleteAsync();
            await db.TakeAsync(OldNames.CustomersTyped, 0, CancellationToken.None);
            await db.Set<Counter>().Where(counter => counter.Name == OldNames.CustomersTyped).ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Value, keys[0]));
            await db.CommitAsync();
            return keys;
        });
        await fixture.Service.StopAsync();
        await fixture.Service.StartAgainAsync();
        await fixture.EventuallyAsync($"/api/v1/customers?q=olgard+{part}", answer => answer.Items.Count > 0, "the name that was left");
        Assert.Equal([left.Id], await FoundAsync($"olgard+{part}"));
    }

    // What another version or a race left behind must not stand in the way of a change for ever.
    [Fact]
    public async Task A_posting_that_is_there_already_refuses_no_change()
    {
        // In other letters than the customer's name, with which it shall have no gram in common.
        var (name, tag) = ($"Left {new string([.. Enumerable.Range(0, 12).Select(_ => (char)Random.Shared.Next(0x4E00, 0x9F00))])}", Guid.NewGuid().ToString("N"));
        var customer = await fixture.CustomerAsync();
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var key = await db.AllCustomers.Where(c => c.Id == customer.Id).Select(c => c.Key).SingleAsync();
            var naming = new Naming(SearchText.Normalise(name), []);
            db.AddRange(naming.Grams.Select(gram => new CustomerGram { Gram = gram.Item1, CustomerKey = key }));
            db.AddRange(naming.BegunGrams.Select(gram => new CustomerNameGram { Gram = gram.Item1, Start = gram.Item2!, CustomerKey = key }));
            db.Add(new CustomerTag { Tag = tag, CustomerKey = key });
            return await db.SaveChangesAsync();
        });
        var renamed = (await Admin.PatchAsync(customer.Location!, new { name, tags = new[] { tag } }, customer.ETag)).Expect(HttpStatusCode.OK);
        foreach (var sort in new[] { "", "&sort=name" }) Assert.Equal([customer.Id], await FoundAsync($"{Uri.EscapeDataString(name)}{sort}"));
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items);
        (await Admin.PatchAsync(customer.Location!, new { name = $"Bo {customer.Id:N}", tags = Array.Empty<string>() }, renamed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Empty(await FoundAsync(Uri.EscapeDataString(name)));
        Assert.Empty((await Admin.GetAsync($"/api/v1/customers?tag={tag}")).Items);
    }

    private async Task<Guid[]> FoundAsync(string asked, Guid? among = null, ApiClient? by = null) =>
        [.. (await (by ?? Admin).GetAsync($"/api/v1/customers?q={asked}")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!).Where(id => among is null || id == among)];

    private Task<int> PostingsLeftAsync(Guid customer, string gram) => fixture.Service.InScopeAsync(scope =>
    {
        var db = scope.GetRequiredService<CustomersDb>();
        return db.CustomerGrams.CountAsync(posting => posting.Gram == gram && db.AllCustomers.Any(c => c.Id == customer && c.Key == posting.CustomerKey));
    });

    [Fact]
    public async Task Another_teams_contacts_are_not_there()
    {
        var customer = await fixture.CustomerAsync(more: new { team = "south", grade = "ordinary" });
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Li Na" })).Expect(HttpStatusCode.Created);
        var north = fixture.As("nora", "sales", "north");
        foreach (var path in new[] { contact.Location!, $"{customer.Location}/contacts" }) Assert.Equal(HttpStatusCode.NotFound, (await north.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await north.DeleteAsync(contact.Location!, "*")).Status);
        Assert.Equal(HttpStatusCode.OK, (await fixture.As("sue", "sales", "south").GetAsync(contact.Location!)).Status);
    }

    [Fact]
    public async Task The_history_says_who_when_from_what_to_what_and_through_which_request()
    {
        var customer = await fixture.CustomerAsync(more: new { language = "en" });
        var trace = System.Diagnostics.ActivityTraceId.CreateRandom().ToHexString();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        (await fixture.As("mia", "manager").SendAsync(HttpMethod.Patch, customer.Location!, new { language = "zh-Hans", address = new { city = "上海" } },
            ("If-Match", customer.ETag!), ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"))).Expect(HttpStatusCode.OK);
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Li Na" })).Expect(HttpStatusCode.Created);
        (await Admin.DeleteAsync(contact.Location!, contact.ETag)).Expect(HttpStatusCode.NoContent);
        var history = (await Admin.GetAsync($"{customer.Location}/history")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal([("contact", "deleted"), ("contact", "created"), ("customer", "updated"), ("customer", "created")], history.Select(line => ((string)line["entity"]!, (string)line["action"]!)));
        // C21: what has gone still says what it was.
        Assert.Contains(history[0]["fields"]!.AsArray(), field => ((string?)field!["field"], (string?)field["from"], (string?)field["to"]) == ("name", "Li Na", null));
        Assert.Contains(history[0]["fields"]!.AsArray(), field => (string?)field!["field"] == "channels");
        var change = history[2];
        Assert.Equal(("mia", trace), ((string?)change["by"], (string?)change["traceId"]));
        Assert.InRange((DateTimeOffset)change["at"]!, before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal([("address.city", null, "上海"), ("language", "en", "zh-Hans")],
            change["fields"]!.AsArray().Select(field => ((string)field!["field"]!, (string?)field["from"], (string?)field["to"])).OrderBy(field => field.Item1));
        var second = (await Admin.GetAsync($"{customer.Location}/history?limit=3")).Next;
        Assert.Equal("created", (string?)Assert.Single((await Admin.GetAsync($"{customer.Location}/history?limit=3&cursor={second}")).Items)["action"]);
    }
}
