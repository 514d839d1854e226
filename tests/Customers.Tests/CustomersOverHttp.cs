using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests;

public sealed partial class CustomersOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_file_is_opened_and_read_back()
    {
        var created = (await Admin.PostAsync("/api/v1/customers", new
        {
            kind = "organisation", role = "demander", channel = "agent", name = "王伟 贸易有限公司 🚀", phone = "138 0013 8000", email = "Wang@Example.com",
        })).Expect(HttpStatusCode.Created);

        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal($"/api/v1/customers/{created.Id}", created.Location);
        var read = (await Admin.GetAsync(created.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal("王伟 贸易有限公司 🚀", (string?)read["name"]);
        Assert.Equal("+8613800138000", (string?)read["phone"]);
        Assert.Equal("wang@example.com", (string?)read["email"]);
        Assert.Equal("stranger", (string?)read["stage"]);
        Assert.Equal("C", (string?)read["class"]);
        Assert.Equal("\"1\"", read.ETag);
    }

    [Theory]
    [InlineData("""{"address":{"latitude":91}}""", "address.latitude")]
    [InlineData("""{"address":{"country":"Germany"}}""", "address.country")]
    [InlineData("""{"email":"nope"}""", "email")]
    [InlineData("""{"tags":[""]}""", "tags")]
    [InlineData("""{"name":null}""", "name")]
    public async Task A_patch_is_asked_the_same_questions_as_a_whole_file(string patch, string field)
    {
        var customer = await fixture.CustomerAsync();
        using var body = new StringContent(patch, System.Text.Encoding.UTF8, "application/merge-patch+json");
        var answer = (await Admin.SendAsync(HttpMethod.Patch, customer.Location!, body, ("If-Match", customer.ETag!))).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(answer["errors"]![field]);
    }

    // C6: the file is in the hands of whoever looks after it, and of their team.
    [Fact]
    public async Task A_file_that_is_opened_with_an_owner_and_no_team_is_the_owners_teams()
    {
        (await Admin.PutAsync("/api/v1/staff/ines", new { name = "Ines", team = "iberia" }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("iberia", (string?)(await fixture.CustomerAsync(more: new { ownerId = "ines", grade = "ordinary" }))["team"]);
        Assert.Equal("east", (string?)(await fixture.CustomerAsync(more: new { ownerId = "ines", team = "east" }))["team"]);
        Assert.Equal("north", (string?)(await fixture.CustomerAsync(by: fixture.As("nick", "sales", "north")))["team"]);
        var lead = (await Admin.PostAsync("/api/v1/leads", new { name = "A lead of Ines", role = "demander", channel = "end-customer", source = "web", ownerId = "ines" })).Expect(HttpStatusCode.Created);
        var found = (await fixture.AsService().PostAsync("/internal/leads", new { source = "canvassing", name = "An outlet of Ines", role = "demander", channel = "distributor", requestId = Guid.NewGuid(), ownerId = "ines" })).Expect(HttpStatusCode.Created);
        foreach (var customer in new[] { lead["customerId"], found["customerId"] })
            Assert.Equal("iberia", (string?)(await Admin.GetAsync($"/api/v1/customers/{customer}")).Expect(HttpStatusCode.OK)["team"]);
        var unowned = (await Admin.PostAsync("/api/v1/leads", new { name = "A lead for Ines", role = "demander", channel = "end-customer", source = "web" })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"{unowned.Location}/convert", new { ownerId = "ines" }, unowned.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("iberia", (string?)(await Admin.GetAsync($"/api/v1/customers/{unowned["customerId"]}")).Expect(HttpStatusCode.OK)["team"]);
    }

    [Fact]
    public async Task A_category_is_chosen_before_the_file_is_opened()
    {
        var withoutRole = (await Admin.PostAsync("/api/v1/customers", new { kind = "person", name = "X" })).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(withoutRole["errors"]!["role"]);
        var withoutChannel = (await Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", name = "X" })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("category.channel-missing", withoutChannel.Code);
        Assert.NotNull(withoutChannel["errors"]!["channel"]);
        (await Admin.PostAsync("/api/v1/customers", new { kind = "organisation", role = "supplier", name = "X" })).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("\u202e")]
    [InlineData("\u200b\u2060 \ufeff")]
    public async Task A_name_of_which_nothing_is_to_be_seen_is_none(string name)
    {
        var customer = await fixture.CustomerAsync();
        Assert.Equal("customer.name-empty", (await Admin.PostAsync("/api/v1/customers", new { kind = "person", role = "supplier", name })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("customer.name-empty", (await Admin.PostAsync("/api/v1/leads", new { role = "supplier", name, source = "web" })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("contact.name-empty", (await Admin.PostAsync($"{customer.Location}/contacts", new { name })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Theory]
    [InlineData("""{"kind":"person","role":"supplier","name":"X","nonsense":1}""", "nonsense")]
    [InlineData("""{"kind":"martian","role":"supplier","name":"X"}""", "kind")]
    [InlineData("""{"kind":1,"role":"supplier","name":"X"}""", "kind")]
    [InlineData("""{"kind":"person","role":"supplier","name":42}""", "name")]
    [InlineData("""{"kind":"person","role":"supplier","name":null}""", "name")]
    [InlineData("""{"kind":"person","role":"supplier"}""", "name")]
    [InlineData("""{"kind":"person","role":"supplier","name":"   "}""", "name")]
    [InlineData("""{"kind":"person","role":"supplier","name":"X","email":"nope"}""", "email")]
    [InlineData("""{"kind":"person","role":"supplier","name":"X","phone":"12"}""", "phone")]
    [InlineData("""{"kind":"person","role":"supplier","name":"X","phone":"0760nophone1"}""", "phone")]
    [InlineData("""{"kind":"person","role":"supplier","name":"X","referredBy":"x"}""", "referredBy")]
    [InlineData("""{"kind":"person","role":"supplier","name":"X","address":{"latitude":91}}""", "address.latitude")]
    [InlineData("""{"kind":"person","role":"supplier","name":"X" """, "")]
    [InlineData("", "")]
    [InlineData("[]", "")]
    public async Task A_wrong_body_is_answered_with_the_field_that_is_wrong(string body, string field)
    {
        var answer = (await Admin.PostAsync("/api/v1/customers", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.NotNull(answer.Code);
        Assert.NotNull(answer["traceId"]);
        if (field.Length > 0) Assert.NotNull(answer["errors"]![field]);
        else Assert.NotNull(answer["detail"]);
    }

    [Fact]
    public async Task Without_a_token_nobody_comes_in()
    {
        var answer = (await fixture.Service.Client(null).GetAsync("/api/v1/customers")).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("unauthenticated", answer.Code);
    }

    [Fact]
    public async Task Sales_sees_its_own_team_and_no_other()
    {
        var north = fixture.Service.As("nora", "sales", "north");
        var south = fixture.Service.As("sam", "sales", "south");
        var mine = (await north.PostAsync("/api/v1/customers", New("Team test"))).Expect(HttpStatusCode.Created);
        (await north.GetAsync(mine.Location!)).Expect(HttpStatusCode.OK);
        (await south.GetAsync(mine.Location!)).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain((await south.GetAsync("/api/v1/customers?limit=200")).Items, item => (string?)item["id"] == mine.Id.ToString());
    }

    [Fact]
    public async Task Whoever_is_in_no_team_says_whose_the_file_is_and_finds_their_own_again()
    {
        using var alone = fixture.As("lone-seller", "sales");
        object Body(object more) => Merged(new { kind = "person", role = "demander", channel = "end-customer", name = $"Of nobody's team {Guid.NewGuid():N}" }, more);
        var refused = (await alone.PostAsync("/api/v1/customers", Body(new { }))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("ownership.team-missing", refused.Code);
        Assert.NotNull(refused["errors"]!["team"]);
        var own = (await alone.PostAsync("/api/v1/customers", Body(new { ownerId = "lone-seller" }))).Expect(HttpStatusCode.Created);
        (await alone.GetAsync(own.Location!)).Expect(HttpStatusCode.OK);
        (await alone.PostAsync("/api/v1/customers", Body(new { team = "north" }))).Expect(HttpStatusCode.Created);
        // Who sees all finds it whosever it is.
        using var agent = fixture.As("lone-agent", "agent");
        var theirs = (await agent.PostAsync("/api/v1/customers", Body(new { }))).Expect(HttpStatusCode.Created);
        (await agent.GetAsync(theirs.Location!)).Expect(HttpStatusCode.OK);

        static Dictionary<string, object?> Merged(params object[] parts) => parts.SelectMany(part => part.GetType().GetProperties().Select(p => (p.Name, Value: p.GetValue(part)))).ToDictionary(p => p.Name, p => p.Value);
    }

    [Fact]
    public async Task A_change_needs_the_version_it_is_based_on()
    {
        var created = (await Admin.PostAsync("/api/v1/customers", New("Versioned"))).Expect(HttpStatusCode.Created);
        Assert.Equal("if-match.required", (await Admin.PatchAsync(created.Location!, new { name = "New" }, null)).Expect(HttpStatusCode.PreconditionRequired).Code);
        var changed = (await Admin.PatchAsync(created.Location!, new { name = "New", phone = "+49 30 901820" }, created.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("\"2\"", changed.ETag);
        Assert.Equal("stale", (await Admin.PatchAsync(created.Location!, new { name = "Late" }, created.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        var history = (await Admin.GetAsync($"{created.Location}/history")).Expect(HttpStatusCode.OK);
        Assert.Equal("updated", (string?)history.Items[0]["action"]);
        Assert.Contains(history.Items[0]["fields"]!.AsArray(), f => (string?)f!["field"] == "name" && (string?)f["from"] == "Versioned" && (string?)f["to"] == "New");
        Assert.Equal("created", (string?)history.Items[1]["action"]);
        Assert.Equal("ada", (string?)history.Items[1]["by"]);
    }

    // X3: of two states with one version only the first is taken, so what comes after a change of nothing would be lost everywhere else.
    [Fact]
    public async Task A_change_of_nothing_takes_no_version_from_the_next_change()
    {
        var customer = await fixture.CustomerAsync(more: new { language = "en", tags = new[] { "a" } });
        var same = (await Admin.PatchAsync(customer.Location!, new { language = "en", tags = new[] { "a" } }, customer.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(customer.ETag, same.ETag);
        (await Admin.DeleteAsync($"{customer.Location}/axes/maturity", "*")).Expect(HttpStatusCode.OK);
        foreach (var reason in new[] { "Rang at once", "Rang again" })
            (await Admin.PutAsync($"{customer.Location}/axes/heat", new { value = "high", reason }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(["Rang again", "Rang at once"], (await Admin.GetAsync($"{customer.Location}/axes/heat/history")).Items.Select(entry => (string?)entry["reason"]));
        var last = (await Admin.PatchAsync(customer.Location!, new { language = "de" }, "*")).Expect(HttpStatusCode.OK);
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id).ToList(), changes => changes.Exists(change => change.Language == "de"), "the last change");
        Assert.Equal(told.Count, told.Select(change => change.Version).Distinct().Count());
        Assert.Equal(("de", (long)last["version"]!), (told.MaxBy(change => change.Version)!.Language, told.MaxBy(change => change.Version)!.Version));
    }

    [Fact]
    public async Task A_register_that_is_written_as_it_stands_takes_no_version_from_the_next_change_either()
    {
        var (subject, code) = ($"leo-{Guid.NewGuid():N}", $"P-{Guid.NewGuid():N}");
        foreach (var active in new[] { true, true, false })
        {
            var entered = await Admin.PutAsync($"/api/v1/staff/{subject}", new { name = "Leo", team = "north", skills = new[] { "wine" }, shifts = new[] { new { day = "monday", from = "09:00", to = "18:00" } }, active }, "*");
            Assert.True(entered.Status is HttpStatusCode.OK or HttpStatusCode.Created, entered.ToString());
            var product = await Admin.PutAsync($"/api/v1/products/{code}", new { name = "Wine", active }, "*");
            Assert.True(product.Status is HttpStatusCode.OK or HttpStatusCode.Created, product.ToString());
            (await Admin.PutAsync("/api/v1/support-plans/C", new { cadenceDays = active ? 31 : 32, discountRoomPercent = 3, serviceLevel = "standard", lookedAfterBy = "sales team" }, "*")).Expect(HttpStatusCode.OK);
        }
        var staff = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<StaffChanged>()).Where(change => change.StaffId == subject).ToList(), changes => changes.Exists(change => !change.Active), "the last change");
        Assert.Equal([(1L, true), (2L, false)], staff.Select(change => (change.Version, change.Active)));
        var products = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<ProductChanged>()).Where(change => change.Code == code).ToList(), changes => changes.Exists(change => !change.Active), "the last change");
        Assert.Equal([(1L, true), (2L, false)], products.Select(change => (change.Version, change.Active)));
        var plans = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<SupportPlanChanged>()).Where(change => change.Class == "C").ToList(), changes => changes.Exists(change => change.CadenceDays == 32), "the last change");
        Assert.Equal([31, 32], plans.Select(change => change.CadenceDays));
        Assert.Equal(plans.Count, plans.Select(change => change.Version).Distinct().Count());
    }

    // C6: whoever changes a file is told that it is given away by a transfer, and what is merely repeated or left out changes nothing.
    [Fact]
    public async Task A_change_of_a_file_does_not_pass_over_another_owner_or_team_in_silence()
    {
        var customer = await fixture.CustomerAsync(more: new { ownerId = "nora" });
        object Whole(string? ownerId, string? team) => new { kind = "organisation", role = "demander", channel = "end-customer", name = $"Owned {customer.Id:N}", ownerId, team };
        foreach (var (field, body) in new (string, object)[] { ("ownerId", new { ownerId = "ada" }), ("ownerId", new { ownerId = (string?)null }), ("team", new { team = "south" }), ("team", new { team = (string?)null }) })
            Named(field, await Admin.PatchAsync(customer.Location!, body, "*"));
        Named("ownerId", await Admin.PutAsync(customer.Location!, Whole("ada", null), "*"));
        Named("team", await Admin.PutAsync(customer.Location!, Whole("nora", "south"), "*"));
        foreach (var body in new[] { Whole("nora", "north"), Whole(null, null) })
        {
            var changed = (await Admin.PutAsync(customer.Location!, body, "*")).Expect(HttpStatusCode.OK);
            Assert.Equal(("nora", "north"), ((string?)changed["ownerId"], (string?)changed["team"]));
        }

        static void Named(string field, Answer answer)
        {
            Assert.Equal("ownership.by-transfer", (string?)answer.Expect(HttpStatusCode.BadRequest)["code"]);
            Assert.NotNull(answer["errors"]![field]);
        }
    }

    // X1: a team with a space before it is nobody's, and whoever is in it sees nothing.
    [Fact]
    public async Task A_team_is_the_same_with_spaces_around_it()
    {
        var subject = $"ole-{Guid.NewGuid():N}";
        var entered = (await Admin.PutAsync($"/api/v1/staff/{subject}", new { name = "Ole", team = " fjord " }, "*")).Expect(HttpStatusCode.Created);
        Assert.Equal("fjord", (string?)entered["team"]);
        var customer = await fixture.CustomerAsync();
        (await Admin.ActAsync($"{customer.Location}/transfer", new { team = " fjord" }, "*")).Expect(HttpStatusCode.OK);
        (await fixture.As(subject, "sales", "fjord").GetAsync(customer.Location!)).Expect(HttpStatusCode.OK);
    }

    // Shifts are counted by the IANA database; a zone by another name would put nobody on duty.
    [Fact]
    public async Task A_first_entry_takes_the_version_of_nothing_and_zones_by_their_iana_names_only()
    {
        var subject = $"zoe-{Guid.NewGuid():N}";
        object Entry(string zone) => new { name = "Zoe", team = "fjord", timeZone = zone };
        foreach (var zone in new[] { "W. Europe Standard Time", "localtime", "Mars/Olympus" })
            Assert.Equal("staff.time-zone-unknown", (await Admin.PutAsync($"/api/v1/staff/{subject}", Entry(zone), "*")).Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.PutAsync($"/api/v1/staff/{subject}", Entry("Europe/Berlin"), "\"1\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await Admin.PutAsync($"/api/v1/staff/{subject}", Entry("Europe/Berlin"), "\"0\"")).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync($"/api/v1/staff/{subject}", Entry("Europe/Berlin"), "\"0\"")).Expect(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_register_takes_no_longer_key_than_it_can_hold()
    {
        (await Admin.PutAsync($"/api/v1/staff/{new string('s', 101)}", new { name = "Ole", team = "fjord" }, "*")).Expect(HttpStatusCode.BadRequest);
        (await Admin.PutAsync($"/api/v1/products/{new string('p', 61)}", new { name = "Wine" }, "*")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_same_idempotency_key_has_its_effect_once()
    {
        var name = $"Once {Guid.NewGuid():N}";
        var first = (await Admin.PostAsync("/api/v1/customers", New(name), ("Idempotency-Key", name))).Expect(HttpStatusCode.Created);
        var second = (await Admin.PostAsync("/api/v1/customers", New(name), ("Idempotency-Key", name))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Location, second.Location);
        Assert.Equal("idempotency.other-body", (await Admin.PostAsync("/api/v1/customers", New(name + "!"), ("Idempotency-Key", name))).Expect(HttpStatusCode.UnprocessableEntity).Code);
        Assert.Single((await Admin.GetAsync($"/api/v1/customers?q={name}")).Items);
    }

    [Fact]
    public async Task Another_service_may_ask_for_a_colleague_its_events_have_not_told_of()
    {
        (await Admin.PutAsync("/api/v1/staff/new-one", new { name = "New One", team = "north", roles = new[] { "sales" }, timeZone = "Asia/Shanghai" }, "*")).Expect(HttpStatusCode.Created);
        var told = (await fixture.AsService().GetAsync("/internal/staff/new-one")).Expect(HttpStatusCode.OK);
        Assert.Equal(("new-one", "north", 1, "Asia/Shanghai"), ((string?)told["staffId"], (string?)told["team"], (int)told["version"]!, (string?)told["timeZone"]));
        (await fixture.AsService().GetAsync("/internal/staff/nobody")).Expect(HttpStatusCode.NotFound);
        (await Admin.GetAsync("/internal/staff/new-one")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_owner_is_an_active_member_of_staff_or_whoever_asks_by_every_way_to_one()
    {
        await fixture.StaffAsync("gone-by", "north");
        var gone = (await Admin.GetAsync("/api/v1/staff/gone-by")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync("/api/v1/staff/gone-by", new { name = "Gone By", team = "north", roles = new[] { "sales" }, active = false }, gone.ETag)).Expect(HttpStatusCode.OK);
        foreach (var ownerId in new[] { "gone-by", "a-ghost" })
        {
            var name = $"Owned {Guid.NewGuid():N}";
            var file = await Admin.PostAsync("/api/v1/customers", new { kind = "organisation", role = "demander", channel = "agent", name, grade = "strategic", ownerId });
            var lead = await Admin.PostAsync("/api/v1/leads", new { source = "web", name, role = "demander", channel = "agent", ownerId });
            var open = (await Admin.PostAsync("/api/v1/leads", new { source = "web", name, role = "demander", channel = "agent" })).Expect(HttpStatusCode.Created);
            var converted = await Admin.ActAsync($"{open.Location}/convert", new { grade = "strategic", ownerId }, open.ETag);
            Assert.All(new[] { file, lead, converted }, refused => Assert.Equal("ownership.owner-unknown", refused.Expect(HttpStatusCode.BadRequest).Code));
            Assert.Equal("open", (string?)(await Admin.GetAsync(open.Location!)).Expect(HttpStatusCode.OK)["state"]);

            using var form = new MultipartFormDataContent
            {
                { new StringContent("customers"), "kind" },
                { new StringContent($"name,role,channel,grade,ownerId\nImported {name},demander,agent,strategic,{ownerId}\nImported too {name},demander,agent,strategic,nora\n"), "file", "owned.csv" },
            };
            var import = (await Admin.PostAsync("/api/v1/imports", form)).Expect(HttpStatusCode.Accepted);
            var job = await fixture.EventuallyAsync(import.Location!, answer => (string?)answer["state"] == "succeeded", "the import");
            Assert.Equal((1, 1), ((int)job["accepted"]!, (int)job["rejected"]!));
        }
        Assert.Equal("ada", (string?)(await fixture.CustomerAsync(more: new { grade = "strategic", ownerId = "ada" }))["ownerId"]);
    }

    private static object New(string name) => new { kind = "organisation", role = "supplier", name };
}
