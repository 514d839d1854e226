using System.Net;
using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Leads;

public sealed class LeadsOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Theory]
    [InlineData(0, 0, 0, 0.0, null)]
    [InlineData(4, 0, 0, 0.0, null)]
    [InlineData(2, 1, 1, 0.25, 0.5)]
    [InlineData(0, 3, 1, 0.75, 0.75)]
    public void Conversion_is_counted_of_all_and_of_those_decided(int open, int converted, int disqualified, double rate, double? decided)
    {
        var conversion = SourceConversion.Of(LeadSource.Web, open, converted, disqualified);
        Assert.Equal((rate, decided, open + converted + disqualified), (conversion.Rate, conversion.DecidedRate, conversion.Received));
    }

    [Fact]
    public async Task A_lead_opens_a_file_and_is_converted_into_a_customer_with_an_owner()
    {
        var nora = fixture.Service.As("nora", "sales", "north");
        var lead = await LeadAsync("roadshow", by: nora, more: new { contactName = "Li Na", phone = "+86 139 1234 5678" });
        var customer = (await nora.GetAsync($"/api/v1/customers/{lead["customerId"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("potential", "roadshow"), ((string?)customer["grade"], (string?)customer["source"]));
        Assert.Equal("Li Na", (string?)Assert.Single((await nora.GetAsync($"/api/v1/customers/{lead["customerId"]}/contacts")).Items)["name"]);

        Assert.Equal("if-match.required", (await nora.ActAsync($"{lead.Location}/convert", new { }, null)).Expect(HttpStatusCode.PreconditionRequired).Code);
        var converted = (await nora.ActAsync($"{lead.Location}/convert", new { }, lead.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("converted", "nora"), ((string?)converted["state"], (string?)converted["closedBy"]));
        customer = (await nora.GetAsync($"/api/v1/customers/{lead["customerId"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("ordinary", "nora"), ((string?)customer["grade"], (string?)customer["ownerId"]));
        Assert.Equal("lead.closed", (await nora.ActAsync($"{lead.Location}/disqualify", new { loss = "no-need" }, converted.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    // C6: what may not be given away by a transfer is not given away by a conversion.
    [Fact]
    public async Task A_conversion_gives_no_customer_away_without_the_right_to_transfer()
    {
        await fixture.StaffAsync("olga", "south");
        var (agent, nora) = (fixture.Service.As("abe", "agent", "north"), fixture.Service.As("nora", "sales", "north"));
        var lead = await LeadAsync("web", by: agent, more: new { team = "north" });
        foreach (var (by, body) in new[] { (agent, (object)new { ownerId = "nora" }), (agent, new { team = "south" }), (nora, new { ownerId = "olga" }) })
            Assert.Equal("lead.transfer-not-permitted", (await by.ActAsync($"{lead.Location}/convert", body, lead.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("open", (string?)(await agent.GetAsync(lead.Location!))["state"]);
        (await agent.ActAsync($"{lead.Location}/convert", new { team = "north" }, lead.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("abe", (string?)(await Admin.GetAsync($"/api/v1/customers/{lead["customerId"]}"))["ownerId"]);

        // Somebody else's customer stays theirs; its owner may give it on, and so may a manager.
        var second = (await Admin.PostAsync("/api/v1/leads", new { source = "web", customerId = (await fixture.CustomerAsync(more: new { ownerId = "nora", team = "north" })).Id })).Expect(HttpStatusCode.Created);
        Assert.Equal("lead.transfer-not-permitted", (await agent.ActAsync($"{second.Location}/convert", new { ownerId = "abe" }, second.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        (await nora.ActAsync($"{second.Location}/convert", new { ownerId = "olga", team = "south" }, second.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("olga", (string?)(await Admin.GetAsync($"/api/v1/customers/{second["customerId"]}"))["ownerId"]);
    }

    // C6, C7: who only answers the telephone notes what somebody else is to sell, and still has it before them.
    [Fact]
    public async Task A_lead_of_somebody_who_sells_nothing_is_marketings_and_stays_theirs_to_correct()
    {
        var (agent, mary) = (fixture.Service.As("abe", "agent", "service"), fixture.Service.As("mary", "sales", "marketing"));
        var lead = await LeadAsync("web", by: agent);
        Assert.Equal("marketing", (string?)(await mary.GetAsync($"/api/v1/customers/{lead["customerId"]}")).Expect(HttpStatusCode.OK)["team"]);
        Assert.Equal("open", (string?)(await agent.GetAsync(lead.Location!)).Expect(HttpStatusCode.OK)["state"]);
        Assert.Contains((await agent.GetAsync("/api/v1/leads?limit=200")).Items, item => (string?)item["id"] == $"{lead.Id}");
        var closed = (await agent.ActAsync($"{lead.Location}/disqualify", new { loss = "other", reason = "Rang the wrong number" }, lead.ETag)).Expect(HttpStatusCode.OK);
        var open = (await agent.ActAsync($"{lead.Location}/reopen", null, closed.ETag)).Expect(HttpStatusCode.OK);
        (await mary.ActAsync($"{lead.Location}/convert", new { }, open.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("mary", (string?)(await Admin.GetAsync($"/api/v1/customers/{lead["customerId"]}"))["ownerId"]);

        // One's own stay one's team's.
        foreach (var (by, owner, team) in new[] { (mary, (string?)null, "marketing"), (fixture.Service.As("nora", "sales", "north"), null, "north"), (agent, "abe", "service") })
        {
            var own = await LeadAsync("web", by: by, more: new { ownerId = owner });
            Assert.Equal(team, (string?)(await Admin.GetAsync($"/api/v1/customers/{own["customerId"]}")).Expect(HttpStatusCode.OK)["team"]);
        }
    }

    // C7: a lead is noted on whoever one sees; C6: by noting one nobody takes another team's customer.
    [Fact]
    public async Task A_lead_is_noted_on_any_customer_that_one_sees_and_makes_it_nobodys()
    {
        var agent = fixture.Service.As("abe", "agent", "service");
        var customer = await fixture.CustomerAsync(more: new { team = "south", grade = "ordinary" });
        var lead = (await agent.PostAsync("/api/v1/leads", new { source = "web", customerId = customer.Id })).Expect(HttpStatusCode.Created);
        Assert.Equal("lead.transfer-not-permitted", (await agent.ActAsync($"{lead.Location}/convert", new { }, lead.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        (await fixture.Service.As("sam", "sales", "south").ActAsync($"{lead.Location}/convert", new { }, lead.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("sam", (string?)(await Admin.GetAsync(customer.Location!))["ownerId"]);
        Assert.Equal("lead.customer-unknown", (await fixture.Service.As("nora", "sales", "north").PostAsync("/api/v1/leads", new { source = "web", customerId = customer.Id })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_customer_in_the_pool_is_claimed_before_its_lead_is_converted()
    {
        var customer = await fixture.CustomerAsync(more: new { ownerId = "nora", team = "north", grade = "ordinary" });
        var lead = (await Admin.PostAsync("/api/v1/leads", new { source = "web", customerId = customer.Id })).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"/api/v1/pool/{customer.Id}/release", null, "*")).Expect(HttpStatusCode.OK);
        var nora = fixture.Service.As("nora", "sales", "north");
        foreach (var by in new[] { nora, Admin })
            Assert.Equal("pool.claim-first", (await by.ActAsync($"{lead.Location}/convert", new { }, lead.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.True((bool)(await Admin.GetAsync(customer.Location!))["inPool"]!);
        var used = (int)(await nora.GetAsync("/api/v1/pool/allowance"))["used"]!;
        (await nora.ActAsync($"/api/v1/pool/{customer.Id}/claim", null, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(used + 1, (int)(await nora.GetAsync("/api/v1/pool/allowance"))["used"]!);
        (await nora.ActAsync($"{lead.Location}/convert", new { }, lead.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("nora", (string?)(await Admin.GetAsync(customer.Location!))["ownerId"]);
    }

    [Fact]
    public async Task A_lead_is_disqualified_with_a_reason_and_may_be_reopened()
    {
        var lead = await LeadAsync("exhibition");
        (await Admin.ActAsync($"{lead.Location}/disqualify", new { }, lead.ETag)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("lead.reason-missing", (await Admin.ActAsync($"{lead.Location}/disqualify", new { loss = "other" }, lead.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var closed = (await Admin.ActAsync($"{lead.Location}/disqualify", new { loss = "other", reason = "Moved abroad" }, lead.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("disqualified", "Moved abroad"), ((string?)closed["state"], (string?)closed["reason"]));
        (await Admin.ActAsync($"{lead.Location}/reopen", null, lead.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.Equal("open", (string?)(await Admin.ActAsync($"{lead.Location}/reopen", null, closed.ETag)).Expect(HttpStatusCode.OK)["state"]);
    }

    [Fact]
    public async Task Conversion_is_told_by_source_and_period()
    {
        var from = DateTimeOffset.UtcNow;
        for (var i = 0; i < 4; i++)
        {
            var lead = await LeadAsync("professional");
            if (i < 1) (await Admin.ActAsync($"{lead.Location}/convert", new { ownerId = "nora" }, lead.ETag)).Expect(HttpStatusCode.OK);
            else if (i < 2) (await Admin.ActAsync($"{lead.Location}/disqualify", new { loss = "no-money" }, lead.ETag)).Expect(HttpStatusCode.OK);
        }
        var rows = (await Admin.GetAsync($"/api/v1/leads/conversion?from={Uri.EscapeDataString(from.ToString("O"))}")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(10, rows.Count);
        var row = rows.Single(one => (string?)one["source"] == "professional");
        Assert.Equal((4, 2, 1, 1, 0.25, 0.5), ((int)row["received"]!, (int)row["open"]!, (int)row["converted"]!, (int)row["disqualified"]!, (double)row["rate"]!, (double)row["decidedRate"]!));
        Assert.Equal(2, (await Admin.GetAsync("/api/v1/leads?source=professional&state=open")).Items.Count);
    }

    // C7: whoever begins the day asks for the leads that are theirs to call.
    [Fact]
    public async Task Leads_are_asked_for_by_owner_team_and_campaign_and_say_whom_to_call()
    {
        var (campaign, owner, team) = (Guid.CreateVersion7(), $"lena-{Guid.NewGuid():N}", $"east-{Guid.NewGuid():N}");
        await fixture.StaffAsync(owner, team);
        var number = $"+86139{Random.Shared.Next(10_000_000, 99_999_999)}";
        var (mine, ours) = (await LeadAsync("web", more: new { ownerId = owner, phone = number }), await LeadAsync("web", more: new { team, campaignId = campaign }));
        var (other, third) = (await LeadAsync("web", more: new { campaignId = campaign }), await LeadAsync("list", more: new { ownerId = owner }));
        Assert.Equal([third.Id, mine.Id], await ListAsync($"ownerId={owner}"));
        Assert.Equal([third.Id, ours.Id, mine.Id], await ListAsync($"team={team}"));
        Assert.Equal([other.Id, ours.Id], await ListAsync($"campaignId={campaign}"));
        Assert.Equal([ours.Id], await ListAsync($"campaignId={campaign}&team={team}&state=open"));
        Assert.Empty(await ListAsync($"ownerId={owner}&campaignId={campaign}"));

        var page = (await Admin.GetAsync($"/api/v1/leads?ownerId={owner}&limit=1")).Expect(HttpStatusCode.OK);
        Assert.Equal([mine.Id], await ListAsync($"ownerId={owner}&limit=1&cursor={Uri.EscapeDataString((string)page["next"]!)}"));
        (await Admin.GetAsync($"/api/v1/leads?team={team}&cursor={Uri.EscapeDataString((string)page["next"]!)}")).Expect(HttpStatusCode.BadRequest);
        foreach (var told in new[] { mine, (await Admin.GetAsync(mine.Location!)).Expect(HttpStatusCode.OK) })
            Assert.Equal((owner, team, number), ((string?)told["ownerId"], (string?)told["team"], (string?)told["phone"]));
        // X1: nobody sees more by asking for it.
        Assert.Empty((await fixture.Service.As("nora", "sales", "north").GetAsync($"/api/v1/leads?team={team}")).Expect(HttpStatusCode.OK).Items);
        (await Admin.GetAsync($"/api/v1/leads?team={new string('t', 61)}")).Expect(HttpStatusCode.BadRequest);

        async Task<List<Guid>> ListAsync(string query) => [.. (await Admin.GetAsync($"/api/v1/leads?{query}")).Expect(HttpStatusCode.OK).Items.Select(item => (Guid)item["id"]!)];
    }

    [Fact]
    public async Task Whoever_may_not_see_the_customer_a_lead_looks_like_is_told_whom_to_speak_to()
    {
        await fixture.StaffAsync("lead-keeper", "lead-south");
        using var other = fixture.As("lead-other", "sales", "lead-north");
        await fixture.CustomerAsync(more: new { phone = "+49 30 5550071", ownerId = "lead-keeper", team = "lead-south" });
        await fixture.CustomerAsync(more: new { phone = "+49 30 5550072", team = "lead-east" });
        foreach (var (phone, advice) in new[] { ("+49305550071", "in the hands of lead-keeper, team 'lead-south'"), ("+49305550072", "in the hands of team 'lead-east'") })
        {
            var detail = (string?)(await other.PostAsync("/api/v1/leads", new { source = "web", name = $"Whose {phone}", role = "demander", channel = "end-customer", phone })).Expect(HttpStatusCode.Conflict)["detail"];
            Assert.Contains(advice, detail, StringComparison.Ordinal);
            Assert.DoesNotContain("customerId", detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_lead_that_looks_like_a_known_customer_is_refused_with_the_candidate_and_taken_with_its_id()
    {
        var known = await fixture.CustomerAsync(more: new { phone = "+49 30 5550001" });
        var body = new { source = "web", name = "Somebody else", role = "demander", channel = "end-customer", phone = "+49305550001" };
        var refused = (await Admin.PostAsync("/api/v1/leads", body)).Expect(HttpStatusCode.Conflict);
        Assert.Equal(("customer.duplicate", $"{known.Id}"), (refused.Code, (string?)refused["candidates"]![0]!["id"]));
        Assert.Contains("with its customerId", (string?)refused["detail"], StringComparison.Ordinal);
        var lead = (await Admin.PostAsync("/api/v1/leads", new { source = "web", customerId = known.Id })).Expect(HttpStatusCode.Created);
        Assert.Equal($"{known.Id}", (string?)lead["customerId"]);
        Assert.Single((await Admin.GetAsync($"/api/v1/leads?customerId={known.Id}")).Items);
        (await Admin.PostAsync("/api/v1/leads", new { source = "web", name = "No channel", role = "demander" })).Expect(HttpStatusCode.BadRequest);
        (await fixture.Service.As("ann", "analyst").PostAsync("/api/v1/leads", body)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_service_makes_a_lead_once_for_each_request()
    {
        var service = fixture.AsService();
        var name = $"Outlet {Guid.NewGuid():N}";
        var body = new
        {
            source = "canvassing", name, role = "demander", channel = "distributor", phone = "+86 21 5550 1234", contactName = "Boss Zhang",
            address = new { street = "Nanjing Road 1", city = "Shanghai" }, note = "Sells three brands", requestId = Guid.NewGuid(),
        };
        (await Admin.PostAsync("/internal/leads", body)).Expect(HttpStatusCode.Forbidden);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => service.PostAsync("/internal/leads", body)));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        var customerId = Assert.Single(answers.Select(answer => (string?)answer["customerId"]).Distinct());
        Assert.Single((await Admin.GetAsync($"/api/v1/leads?customerId={customerId}")).Items);
        Assert.Equal("Shanghai", (string?)(await Admin.GetAsync($"/api/v1/customers/{customerId}"))["address"]!["city"]);

        var again = (await service.PostAsync("/internal/leads", new { source = "canvassing", name = "Same phone", role = "demander", channel = "distributor", phone = "+862155501234", requestId = Guid.NewGuid() })).Expect(HttpStatusCode.Created);
        Assert.Equal(customerId, $"{Assert.Single(await ToldAsync((Guid)again["leadId"]!)).CustomerId}");
        Assert.Equal((customerId, true), ((string?)again["customerId"], (bool)again["existing"]!));
    }

    [Fact]
    public async Task Every_step_of_a_lead_is_told_with_whose_it_is_and_nothing_of_the_person()
    {
        var (nora, campaign) = (fixture.Service.As("nora", "sales", "north"), Guid.CreateVersion7());
        await fixture.StaffAsync("olaf", "south");
        var lead = await LeadAsync("web", by: nora, more: new { campaign = "Spring", campaignId = campaign, note = "Likes tea", phone = "+86 139 7777 1234" });
        var lost = (await nora.ActAsync($"{lead.Location}/disqualify", new { loss = "other", reason = "Said by Li Na" }, lead.ETag)).Expect(HttpStatusCode.OK);
        var open = (await nora.ActAsync($"{lead.Location}/reopen", null, lost.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{lead.Location}/convert", new { ownerId = "olaf", team = "south" }, open.ETag)).Expect(HttpStatusCode.OK);

        var told = await ToldAsync(lead.Id);
        Assert.Equal([(1, "open", null), (2, "disqualified", "other"), (3, "open", null), (4, "converted", null)], told.Select(e => ((int)e.Version, e.State, e.Loss)));
        Assert.All(told, e => Assert.Equal(("web", "Spring", campaign, $"{lead["customerId"]}"), (e.Source, e.Campaign, e.CampaignId, $"{e.CustomerId}")));
        Assert.All(told, e => Assert.Equal((DateTimeOffset)lead["createdAt"]!, e.EnteredAt));
        Assert.Equal([false, true, false, true], told.Select(e => e.ClosedAt is not null));
        Assert.Equal([(null, "north"), ("olaf", "south")], told.Select(e => (e.OwnerId, e.Team)).Distinct());
        var text = JsonSerializer.Serialize(told);
        Assert.All(new[] { "tea", "Li Na", "77771234", (string)lead["customerName"]! }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lead_that_goes_along_with_a_merge_and_comes_back_is_told_with_the_customer_it_belongs_to()
    {
        var (kept, gone) = (await fixture.CustomerAsync(more: new { ownerId = "nora" }), await fixture.CustomerAsync());
        Answer[] leads = [await OnAsync(kept.Id), await OnAsync(gone.Id)];
        var merge = await Eventually.BecomesAsync(() => Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*"), answer => answer.Status == HttpStatusCode.OK, "the merge");
        await Eventually.BecomesAsync(() => Admin.ActAsync($"{kept.Location}/merge/{merge["id"]}/undo", null, "*"), answer => answer.Status == HttpStatusCode.OK, "the undo");

        var moved = await ToldAsync(leads[1].Id);
        Assert.Equal([(1, gone.Id, null), (2, kept.Id, "nora"), (3, gone.Id, null)], moved.Select(e => ((int)e.Version, e.CustomerId, e.OwnerId)));
        Assert.Equal(3, (int)(await Admin.GetAsync(leads[1].Location!)).Expect(HttpStatusCode.OK)["version"]!);
        Assert.Single(await ToldAsync(leads[0].Id));

        async Task<Answer> OnAsync(Guid customerId) => (await Admin.PostAsync("/api/v1/leads", new { source = "list", customerId })).Expect(HttpStatusCode.Created);
    }

    private async Task<List<LeadChanged>> ToldAsync(Guid lead) => [.. (await fixture.PublishedAsync<LeadChanged>()).Where(e => e.LeadId == lead)];

    private async Task<Answer> LeadAsync(string source, ApiClient? by = null, object? more = null)
    {
        var body = new Dictionary<string, object?> { ["source"] = source, ["name"] = $"Lead {Guid.NewGuid():N}", ["role"] = "demander", ["channel"] = "end-customer" };
        foreach (var property in more?.GetType().GetProperties() ?? []) body[property.Name] = property.GetValue(more);
        return (await (by ?? Admin).PostAsync("/api/v1/leads", body)).Expect(HttpStatusCode.Created);
    }
}
