using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Privacy;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Privacy;

/// <summary>C20: what is erased is gone from every file of the service.</summary>
public sealed class ErasureOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task No_file_of_the_database_says_anything_of_an_erased_person()
    {
        // A word of its own for every field, so that a failure says which one was forgotten.
        var canary = new Canary();
        for (var i = 0; i < 40; i++) await fixture.CustomerAsync();
        var person = (await Admin.PostAsync("/api/v1/customers", new
        {
            kind = "person", role = "demander", channel = "end-customer", name = canary["name"], phone = "+86 138 1234 5670", email = $"{canary["mail"]}@example.com", taxId = canary["tax"],
            externalId = canary["external"], address = new { street = canary["street"], city = canary["city"], postalCode = "zip-" + canary["zip"] }, tags = new[] { canary["tag"] },
            allowDuplicate = true,
        }, ("Idempotency-Key", Guid.NewGuid().ToString()))).Expect(HttpStatusCode.Created);
        var merged = await fixture.CustomerAsync(canary["merged"], new { kind = "person", email = $"{canary["othermail"]}@example.com" });
        (await Admin.ActAsync($"{person.Location}/merge", new { duplicateId = merged.Id, reason = canary["mergereason"] }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PatchAsync(person.Location!, new { name = canary["newname"] }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{person.Location}/contacts", new
        {
            name = canary["contact"], jobTitle = canary["job"], department = canary["department"], notes = canary["notes"],
            channels = new object[] { new { channel = "email", value = $"{canary["contactmail"]}@example.com" }, new { channel = "wechat", value = canary["wechat"] }, new { channel = "address", value = canary["place"] } },
        }, ("Idempotency-Key", Guid.NewGuid().ToString()))).Expect(HttpStatusCode.Created);
        var left = (await Admin.PostAsync($"{person.Location}/contacts", new { name = canary["gone"], channels = new[] { new { channel = "email", value = $"{canary["gonemail"]}@example.com" } } })).Expect(HttpStatusCode.Created);
        (await Admin.DeleteAsync(left.Location!, left.ETag)).Expect(HttpStatusCode.NoContent);
        await RefusedImportAsync($"{canary["gonemail"]}@example.com");
        (await Admin.PostAsync($"{person.Location}/stage/evidence", new { kind = "visit-held", reason = canary["evidence"] })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{person.Location}/stage/end", new { reason = canary["ended"] }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{person.Location}/loyalty/adjustments", new { points = 5, reason = canary["points"] })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{person.Location}/care", new { kind = "birthday", calendar = "solar", month = 5, day = 6, label = canary["label"] })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"{person.Location}/consents", new { purpose = "marketing", given = true, source = "paper", proof = canary["proof"] })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", Order(person.Id))).Expect(HttpStatusCode.Created);
        await RefusedImportAsync(canary["name"]);
        for (var i = 0; i < 40; i++) await fixture.CustomerAsync();
        var folder = fixture.Service.Folder.Path;
        Assert.Equal(canary.Words.Order(), canary.FoundIn(folder).Order());

        (await Admin.ActAsync($"{person.Location}/erase", new { confirm = merged.Id }, "*")).Expect(HttpStatusCode.BadRequest);
        (await fixture.As("max", "manager").ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.Forbidden);
        (await Admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(() => Task.FromResult(fixture.Service.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");
        Assert.Empty(canary.FoundIn(folder));
        Assert.Empty(FilesOnDisk.With(folder, "+8613812345670"));

        var after = (await Admin.GetAsync(person.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("erased", "erased"), ((string?)after["name"], (string?)after["status"]));
        Assert.Equal("customer.not-active", (await Admin.PatchAsync(person.Location!, new { name = "Back" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("customer.erased", (await Admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.Conflict).Code);
        // The books stay: the order with its amount, the points, who did what and when.
        Assert.Equal(10m, (decimal)Assert.Single((await Admin.GetAsync($"/api/v1/purchases?customerId={person.Id}")).Items)["amount"]!);
        Assert.Equal(5, (long)(await Admin.GetAsync($"{person.Location}/loyalty"))["balance"]!);
        var history = (await Admin.GetAsync($"{person.Location}/history?limit=200")).Items;
        Assert.True(history.Count > 5);
        Assert.All(history.SelectMany(line => line["fields"]!.AsArray()), field => Assert.Null(field!["to"]));

        var told = (await fixture.PublishedAsync<CustomerErased>()).Select(erased => erased.CustomerId).ToHashSet();
        Assert.Superset(new HashSet<Guid> { person.Id, merged.Id }, told);
        var last = (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == person.Id).MaxBy(change => change.Version)!;
        Assert.Equal(("erased", "erased", null, null), (last.Status, last.Name, last.Phone, last.Email));
    }

    // C20: a person is also who only stands at a customer, and who has been removed there.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_file_of_the_database_says_anything_of_an_erased_contact_and_the_customer_stays(bool removedBefore)
    {
        var canary = new Canary();
        var number = $"+49301{Random.Shared.Next(1_000_000, 9_999_999)}";
        var customer = await fixture.CustomerAsync(more: new { phone = number, ownerId = "nora", team = "north" });
        var other = (await Admin.PostAsync($"{customer.Location}/contacts", new { name = "Somebody Else", notes = "Stays" })).Expect(HttpStatusCode.Created);
        object Said(string name, string notes) => new
        {
            name, jobTitle = canary["job"], department = canary["department"], notes,
            channels = new object[] { new { channel = "email", value = $"{canary["contactmail"]}@example.com" }, new { channel = "phone", value = number }, new { channel = "address", value = canary["street"] } },
        };
        var contact = (await Admin.PostAsync($"{customer.Location}/contacts", Said(canary["oldname"], canary["notes"]), ("Idempotency-Key", Guid.NewGuid().ToString()))).Expect(HttpStatusCode.Created);
        contact = (await Admin.PutAsync(contact.Location!, Said(canary["name"], canary["othernotes"]), contact.ETag)).Expect(HttpStatusCode.OK);
        var chain = $"{customer.Location}/decision-chain/members";
        (await Admin.PutAsync($"{chain}/{contact.Id}", new { role = "decider", attitude = "opposed", note = canary["chainnote"] }, "*")).Expect(HttpStatusCode.OK);
        var (known, later) = ($"Knows the way {Guid.NewGuid():N}", $"Knows it no more {Guid.NewGuid():N}");
        foreach (var note in new[] { known, later })
            (await Admin.PutAsync($"{chain}/{other.Id}", new { role = "supporter", reportsTo = contact.Id, note }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"{customer.Location}/consents", new { purpose = "marketing", given = true, source = "paper", proof = canary["proof"], contactId = contact.Id })).Expect(HttpStatusCode.Created);
        var list = (await Admin.PostAsync("/api/v1/segments", new { name = $"Around {canary["name"]}", kind = "dynamic", criteria = new { q = canary["name"] } })).Expect(HttpStatusCode.Created);
        await RefusedImportAsync($"{canary["contactmail"]}@example.com");
        if (removedBefore) (await Admin.DeleteAsync($"/api/v1/contacts/{contact.Id}", "*")).Expect(HttpStatusCode.NoContent);
        var folder = fixture.Service.Folder.Path;
        Assert.Equal(canary.Words.Order(), canary.FoundIn(folder).Order());

        var path = $"/api/v1/contacts/{contact.Id}/erase";
        Assert.Equal("erasure.not-confirmed", (await Admin.ActAsync(path, new { confirm = customer.Id }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.ActAsync(path, new { confirm = contact.Id }, "\"77\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await fixture.As("max", "manager").ActAsync(path, new { confirm = contact.Id }, "*")).Expect(HttpStatusCode.Forbidden);
        (await Admin.ActAsync(path, new { confirm = contact.Id }, "*")).Expect(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(() => Task.FromResult(fixture.Service.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");
        Assert.Empty(canary.FoundIn(folder));

        (await Admin.GetAsync($"/api/v1/contacts/{contact.Id}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(other.Id, (Guid)Assert.Single((await Admin.GetAsync($"{customer.Location}/contacts")).Items)["id"]!);
        var after = (await Admin.GetAsync(customer.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(((string)customer["name"]!, number, "active"), ((string?)after["name"], (string?)after["phone"], (string?)after["status"]));
        var history = (await Admin.GetAsync($"{customer.Location}/history?limit=200")).Items;
        Assert.Contains(history, line => (Guid)line["entityId"]! == contact.Id && (string?)line["action"] == "deleted");
        Assert.All(history.Where(line => (Guid)line["entityId"]! == contact.Id).SelectMany(line => line["fields"]!.AsArray()), field => Assert.Equal((null, null), ((string?)field!["from"], (string?)field["to"])));
        // What the chain said of others stands there as it did.
        var told = history.Where(line => (string?)line["entity"] == "decision-chain").SelectMany(line => line["fields"]!.AsArray()).ToList();
        Assert.Contains(told, field => ((string?)field!["from"])?.Contains(known, StringComparison.Ordinal) == true && ((string?)field["to"])?.Contains(later, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(told, field => field!.ToJsonString().Contains("opposed", StringComparison.Ordinal) || field.ToJsonString().Contains("reportsTo", StringComparison.Ordinal));
        Assert.DoesNotContain(canary["name"], (await Admin.GetAsync(list.Location!)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        // Of the customer nothing was said to be erased.
        Assert.DoesNotContain((await fixture.PublishedAsync<CustomerErased>()), erased => erased.CustomerId == customer.Id);
        Assert.Equal(number, (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id).MaxBy(change => change.Version)!.Phone);
        (await Admin.ActAsync(path, new { confirm = contact.Id }, "*")).Expect(HttpStatusCode.NoContent);
        // Others are told, by the id alone, and each time: elsewhere something may have been written beside it since.
        var erased = (await fixture.PublishedAsync<ContactErased>()).Where(erased => erased.ContactId == contact.Id).ToList();
        Assert.Equal(2, erased.Count);
        Assert.All(erased, told => Assert.Equal((customer.Id, customer.Id), (told.CustomerId, Assert.Single(told.Files))));
        (await Admin.ActAsync($"/api/v1/contacts/{Guid.CreateVersion7()}/erase", new { confirm = contact.Id }, "*")).Expect(HttpStatusCode.NotFound);
    }

    // C11, C16: where both files had a chain, the merged one keeps its own, and an undo brings it back.
    [Fact]
    public async Task Of_an_erased_contact_the_chain_of_a_merged_file_says_nothing_either()
    {
        var canary = new Canary();
        var (kept, merged) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        async Task<Guid> ChainedAsync(Answer customer, string name, string note)
        {
            var contact = (await Admin.PostAsync($"{customer.Location}/contacts", new { name })).Expect(HttpStatusCode.Created);
            (await Admin.PutAsync($"{customer.Location}/decision-chain/members/{contact.Id}", new { role = "decider", note }, "*")).Expect(HttpStatusCode.OK);
            return contact.Id;
        }

        await ChainedAsync(kept, "Kept", "Stays");
        var contact = await ChainedAsync(merged, canary["name"], canary["note"]);
        var other = await ChainedAsync(merged, "Other", "Stays too");
        var merge = (await Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = merged.Id, reason = "One firm" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(canary.Words.Order(), canary.FoundIn(fixture.Service.Folder.Path).Order());

        (await Admin.ActAsync($"/api/v1/contacts/{contact}/erase", new { confirm = contact }, "*")).Expect(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(() => Task.FromResult(fixture.Service.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");
        Assert.Empty(canary.FoundIn(fixture.Service.Folder.Path));
        (await Admin.ActAsync($"{kept.Location}/merge/{merge.Id}/undo", null, "*")).Expect(HttpStatusCode.OK);
        var chain = (await Admin.GetAsync($"{merged.Location}/decision-chain")).Expect(HttpStatusCode.OK);
        Assert.Equal(other, (Guid)Assert.Single(chain["members"]!.AsArray())!["contactId"]!);

        // Of one who is erased after the undo, something may have stayed with the file that theirs was one with.
        (await Admin.ActAsync($"/api/v1/contacts/{other}/erase", new { confirm = other }, "*")).Expect(HttpStatusCode.NoContent);
        var told = (await fixture.PublishedAsync<ContactErased>()).Where(erased => erased.ContactId == contact || erased.ContactId == other).ToDictionary(erased => erased.ContactId);
        Assert.Equal((kept.Id, merged.Id), (told[contact].CustomerId, told[other].CustomerId));
        foreach (var id in new[] { contact, other }) Assert.Equal(new[] { kept.Id, merged.Id }.Order(), told[id].Files.Order());
    }

    // C17, C20: where the firm is and its other people are is not this person's alone.
    [Fact]
    public async Task Refused_rows_at_the_customers_own_address_stay_when_a_contact_there_is_erased()
    {
        var tag = Guid.NewGuid().ToString("N")[..8];
        var (street, city, site, home) = ($"{tag} Harbour Road 5", $"{tag} Port", $"{tag} Works Gate 3", $"{tag} Garden Lane 7");
        var customer = await fixture.CustomerAsync(more: new { address = new { street, city, postalCode = $"{tag}-10115" } });
        async Task<Answer> AtAsync(params string[] places) => (await Admin.PostAsync($"{customer.Location}/contacts", new
        {
            name = $"Somebody {Guid.NewGuid():N}", channels = places.Select(value => new { channel = "address", value }).ToArray(),
        })).Expect(HttpStatusCode.Created);
        var contact = await AtAsync(street, city.ToUpperInvariant(), $"{street}, {tag}-10115 {city}", site, home);
        await AtAsync(site);
        var kept = new List<(Answer Job, string Place)>();
        foreach (var place in new[] { street, city, site }) kept.Add((await RefusedImportAsync(place), place));
        var named = await RefusedImportAsync(home);

        (await Admin.ActAsync($"/api/v1/contacts/{contact.Id}/erase", new { confirm = contact.Id }, "*")).Expect(HttpStatusCode.NoContent);
        foreach (var (job, place) in kept) Assert.Contains(place, (await Admin.GetAsync($"{job.Location}/errors")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(home, (await Admin.GetAsync($"{named.Location}/errors")).Text, StringComparison.Ordinal);
    }

    // C17, C20: a refused row stands there as it came, and is the person's however the number or the name is written.
    [Theory]
    [InlineData(",demander,agent,030 5512 3499,", "5512 3499")]
    [InlineData(",demander,agent,+49 (30) 5512-3499,", "5512-3499")]
    [InlineData("ＷＡＮＧ  QIANG of {0},martian,agent,,", "QIANG")]
    [InlineData("\"Wang Qiang of {0} \"\"the tall\"\"\",martian,agent,,", "Qiang")]
    public async Task A_refused_row_that_names_an_erased_person_in_another_way_of_writing_goes_too(string row, string sign)
    {
        var tag = Guid.NewGuid().ToString("N");
        var person = await fixture.CustomerAsync($"Wang Qiang of {tag}", new { kind = "person", phone = "+49 30 55123499", allowDuplicate = true });
        var other = $"Somebody else {tag},martian,agent,+49 30 55123400,";
        async Task<Answer> RefusedAsync(string line)
        {
            var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StringContent($"name,role,channel,phone,note\n{line}\n"), "file", "x.csv" } };
            var job = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
            await fixture.EventuallyAsync(job.Location!, end => (string?)end["state"] == "succeeded" && (int)end["rejected"]! == 1, "the import");
            Assert.Contains(line.Trim(',').Split(',')[0].Trim('"').Split('"')[0], (await Admin.GetAsync($"{job.Location}/errors")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            return job;
        }

        var (named, unnamed) = (await RefusedAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, row, tag)), await RefusedAsync(other));
        (await Admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.NoContent);
        Assert.DoesNotContain(sign, (await Admin.GetAsync($"{named.Location}/errors")).Text, StringComparison.Ordinal);
        Assert.Contains("Somebody else", (await Admin.GetAsync($"{unnamed.Location}/errors")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    // C20: nothing is written of somebody who is erased.
    [Fact]
    public async Task Why_an_erased_customers_lead_was_lost_is_not_written_down()
    {
        var lead = (await Admin.PostAsync("/api/v1/leads", new { name = $"Lost {Guid.NewGuid():N}", role = "demander", channel = "end-customer", source = "web" })).Expect(HttpStatusCode.Created);
        var customer = (string)lead["customerId"]!;
        (await Admin.ActAsync($"/api/v1/customers/{customer}/erase", new { confirm = customer }, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("customer.not-active", (await Admin.ActAsync($"{lead.Location}/disqualify", new { loss = "other", reason = "Wang has died" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.ActAsync($"{lead.Location}/convert", new { }, "*")).Expect(HttpStatusCode.Conflict);
        Assert.Null((string?)(await Admin.GetAsync(lead.Location!)).Expect(HttpStatusCode.OK)["reason"]);
    }

    [Fact]
    public async Task Lists_and_saved_filters_that_name_the_person_say_so_no_more_and_find_nobody()
    {
        var word = $"Wiłhelmine{Random.Shared.Next(100_000, 1_000_000)}";
        var phone = $"139{Random.Shared.Next(10_000_000, 100_000_000)}";
        var person = await fixture.CustomerAsync(word, new { kind = "person", phone });
        var list = await SegmentAsync(new { name = $"Friends of {word}", kind = "list", description = $"Whom {word.ToUpperInvariant()} knows" });
        var byName = await SegmentAsync(new { name = $"Asks for {word}", kind = "dynamic", criteria = new { q = word, kind = new[] { "person" } } });
        var asTyped = await SegmentAsync(new { name = $"Typed {Guid.NewGuid():N}", kind = "dynamic", criteria = new { q = word.ToLowerInvariant().Replace('ł', 'l') } });
        var byPhone = await SegmentAsync(new { name = $"Phone {Guid.NewGuid():N}", kind = "dynamic", criteria = new { phone = $"{phone[..3]} {phone[3..]}" } });
        var other = await SegmentAsync(new { name = $"{word}s garden {Guid.NewGuid():N}", kind = "dynamic", criteria = new { tag = "vip" } });
        (await Admin.PostAsync($"{list.Location}/members", new { customerIds = new[] { person.Id } })).Expect(HttpStatusCode.OK);

        var export = (await Admin.PostAsync("/api/v1/exports", new { filter = new { q = $"by {word}" } })).Expect(HttpStatusCode.Accepted);
        await Eventually.BecomesAsync(() => Admin.GetAsync(export.Location!), answer => answer["finishedAt"] is not null, "the export");

        (await Admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("erased", (string?)(await Admin.GetAsync("/api/v1/exports")).Items.Single(item => (Guid)item["id"]! == export.Id)["filter"]!["q"]);
        var after = (await Admin.GetAsync(list.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(("Friends of erased", "Whom erased knows"), ((string?)after["name"], (string?)after["description"]));
        foreach (var segment in new[] { byName, asTyped, byPhone })
        {
            var told = (await Admin.GetAsync(segment.Location!)).Expect(HttpStatusCode.OK);
            Assert.Equal("erased", (string?)told["criteria"]!["q"]);
            Assert.DoesNotContain(phone[3..], told.Text, StringComparison.Ordinal);
            Assert.Equal(0, (long)(await Admin.GetAsync($"{segment.Location}/count")).Expect(HttpStatusCode.OK)["count"]!);
        }
        var kept = (await Admin.GetAsync(other.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal((string?)other["name"], (string?)kept["name"]);
        Assert.Equal(other.ETag, kept.ETag);
        await Eventually.IsTrueAsync(() => Task.FromResult(fixture.Service.Services.GetRequiredService<SqliteScrub>().IsClean), "the scrub");
        Assert.Empty(FilesOnDisk.With(fixture.Service.Folder.Path, $"of {word}"));
        Assert.Empty(FilesOnDisk.With(fixture.Service.Folder.Path, $"for {word}"));
        Assert.Empty(FilesOnDisk.With(fixture.Service.Folder.Path, $"by {word}"));

        async Task<Answer> SegmentAsync(object body) => (await Admin.PostAsync("/api/v1/segments", body)).Expect(HttpStatusCode.Created);
    }

    // Whoever is erased may have been called like one of our codes.
    [Fact]
    public async Task The_books_of_exports_are_read_on_when_the_person_was_called_like_a_code()
    {
        var mail = $"office-{Guid.NewGuid():N}@example.com";
        var person = await fixture.CustomerAsync("Supplier", new { email = mail });
        var export = (await Admin.PostAsync("/api/v1/exports", new { filter = new { email = mail, role = new[] { "supplier" }, kind = new[] { "organisation" } }, sort = "name", columns = new[] { "name", "funds" } }))
            .Expect(HttpStatusCode.Accepted);
        var whole = (await Admin.PostAsync("/api/v1/exports", new { format = "xlsx", filter = new { kind = new[] { "organisation" } }, sort = "name" })).Expect(HttpStatusCode.Accepted);
        foreach (var asked in new[] { export, whole }) await Eventually.BecomesAsync(() => Admin.GetAsync(asked.Location!), answer => answer["finishedAt"] is not null, "the export");

        (await Admin.ActAsync($"{person.Location}/erase", new { confirm = person.Id }, "*")).Expect(HttpStatusCode.NoContent);
        var told = (await Admin.GetAsync("/api/v1/exports?limit=200")).Expect(HttpStatusCode.OK).Items.Single(item => (Guid)item["id"]! == export.Id);
        Assert.Equal(("csv", "name", true, 0), ((string?)told["format"], (string?)told["sort"], (bool)told["sensitive"]!, (int)told["rows"]!));
        Assert.Equal(("erased", "organisation"), ((string?)told["filter"]!["q"], (string?)Assert.Single(told["filter"]!["kind"]!.AsArray())));
        Assert.Equal((null, null), (told["filter"]!["role"], told["filter"]!["email"]));
        (await Admin.GetAsync($"{export.Location}/report")).Expect(HttpStatusCode.OK);
        // Where a list had come to in the order of names is a name too.
        Assert.Equal([null, null], await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().Set<Job>()
            .Where(job => job.Id == export.Id || job.Id == whole.Id).Select(job => job.Checkpoint).ToListAsync()));
    }

    [Fact]
    public async Task Every_table_and_text_that_knows_a_customer_is_dealt_with()
    {
        await fixture.Service.InScopeAsync(scope =>
        {
            var db = scope.GetRequiredService<CustomersDb>();
            var known = ErasureTables.All.ToDictionary(table => table.Name);
            foreach (var type in db.Model.GetEntityTypes().Where(type => type.FindProperty("CustomerId") is not null))
            {
                var name = Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(type)!;
                Assert.True(known.TryGetValue(name, out var table), $"{name} is not in ErasureTables");
                if (table.Removed) continue;
                var dealtWith = table.Texts.Concat(table.Emptied).Concat(table.EmptyLists).Concat(table.Kept).ToHashSet();
                var texts = type.GetProperties().Where(p => (p.GetTypeMapping().Converter?.ProviderClrType ?? p.ClrType) == typeof(string)).Select(p => p.Name);
                Assert.Empty(texts.Except(dealtWith).Select(text => $"{name}.{text}"));
            }
            return Task.FromResult(true);
        });
    }

    private async Task<Answer> RefusedImportAsync(string name)
    {
        var form = new MultipartFormDataContent { { new StringContent("customers"), "kind" }, { new StringContent($"name,role\n{name},martian\n"), "file", "x.csv" } };
        var job = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (int)(await Admin.GetAsync(job.Location!))["rejected"]! == 1, "the import");
        Assert.Contains(name, (await Admin.GetAsync($"{job.Location}/errors")).Text);
        return job;
    }

    private static object Order(Guid customer) => new
    {
        customerId = customer, orderNumber = Guid.NewGuid().ToString("N"), orderedAt = DateTimeOffset.UtcNow, lines = new[] { new { product = "P1", quantity = 1, amount = 10 } },
    };

    /// <summary>Words that stand nowhere else.</summary>
    private sealed class Canary
    {
        private readonly string seed = Guid.NewGuid().ToString("N")[..8];
        private readonly HashSet<string> words = [];

        public IReadOnlyCollection<string> Words => words;

        public string this[string field]
        {
            get
            {
                var word = $"qx{field}{seed}";
                words.Add(word);
                return word;
            }
        }

        public List<string> FoundIn(string folder)
        {
            var files = FilesOnDisk.Below(folder).Select(FilesOnDisk.Read).ToList();
            return [.. words.Where(word => files.Exists(file => FilesOnDisk.Has(file, word)))];
        }
    }
}
