using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E10 over HTTP: campaigns, their members from a segment, responses, cost and result; market research.</summary>
public sealed class CampaignsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task Members_come_from_a_segment_as_a_job_each_once_although_it_is_taken_again()
    {
        var segment = Guid.CreateVersion7();
        fixture.CustomersNeighbour.Segments[segment] = [.. Enumerable.Range(0, 1203).Select(_ => Guid.CreateVersion7())];
        var campaign = await PlanAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var job = (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members/from-segment", new { segmentId = segment })).Expect(HttpStatusCode.Accepted);
            var done = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/campaigns/member-jobs/{job.Id}"), answer => (string?)answer["state"] == "succeeded", "the job to be done");
            Assert.Equal(1203, (int)done["read"]!);
        }
        Assert.Equal(1203, (int)(await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/result")).Expect(HttpStatusCode.OK)["members"]!);
        Assert.Equal(1203, (await fixture.PublishedAsync<CampaignChanged>()).Last(c => c.CampaignId == campaign.Id).Members);
        var unknown = (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members/from-segment", new { segmentId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Accepted);
        var failed = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/campaigns/member-jobs/{unknown.Id}"), answer => (string?)answer["state"] == "failed", "the job to fail");
        Assert.Contains("no segment", (string?)failed["failure"]);
    }

    [Fact]
    public async Task Its_result_states_the_cost_of_a_response_and_of_a_won_deal()
    {
        var campaign = await PlanAsync();
        var customers = new[] { await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada") };
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members", new { customerIds = customers })).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/costs", new { text = "Hall", amountMinor = 90_000, on = "2026-01-01" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/costs", new { text = "Returned deposit", amountMinor = -10_000, on = "2026-01-02" })).Expect(HttpStatusCode.Created);
        string[] said = ["attended", "interested", "no-answer"];
        foreach (var (customer, response) in customers.Zip(said)) (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members/{customer}/response", new { response })).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customers[0], title = "Of the seminar", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(), amountMinor = 5000, campaignId = campaign.Id })).Expect(HttpStatusCode.Created);

        var told = Assert.Single(await fixture.PublishedAsync<OpportunityChanged>(), deal => deal.CampaignId == campaign.Id);
        Assert.Equal((customers[0], (string?)campaign["name"]), (told.CustomerId, told.Campaign));
        var result = (await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/result")).Expect(HttpStatusCode.OK);
        Assert.Equal((4, 2, 0.5), ((int)result["members"]!, (int)result["responded"]!, (double)result["responseRate"]!));
        Assert.Equal((80_000, 40_000, 1, 0), ((int)result["costMinor"]!, (int)result["costPerResponseMinor"]!, (int)result["openDeals"]!, (int)result["wonDeals"]!));
        Assert.Null(result["costPerWonDealMinor"]);
        Assert.Equal(3, (await fixture.PublishedAsync<CampaignResponded>()).Count(responded => responded.CampaignId == campaign.Id));
        Assert.Equal("campaign-response", (string?)(await Admin.GetAsync($"/api/v1/timeline?customerId={customers[1]}")).Items[0]["kind"]);
        Assert.Single((await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/members?response=attended")).Items);
        // Silence is no response, in the list as in the result.
        foreach (var (responded, members) in new[] { ("true", customers[..2]), ("false", customers[2..]) })
            Assert.Equal(members.Select(id => id.ToString()).Order(), (await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/members?responded={responded}")).Items.Select(member => (string)member["customerId"]!).Order());
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members/{Guid.CreateVersion7()}/response", new { response = "attended" })).Expect(HttpStatusCode.NotFound);
        Assert.Equal("campaign.unknown", (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customers[0], title = "X", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(), campaignId = Guid.CreateVersion7() })).Expect(HttpStatusCode.BadRequest).Code);
    }

    // X2: a booking says nothing of a version, so that nobody's comes too late.
    [Fact]
    public async Task Costs_booked_at_the_same_moment_all_count()
    {
        var campaign = await PlanAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/costs", new { text = "Stand", amountMinor = i, on = "2026-01-01" })));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal(210, (int)(await Admin.GetAsync(campaign.Location!)).Expect(HttpStatusCode.OK)["costMinor"]!);
    }

    [Theory]
    [InlineData(0L), InlineData(long.MinValue), InlineData(long.MaxValue), InlineData(-1_000_000_000_000_001L)]
    public async Task A_cost_that_is_none_is_refused(long amount)
    {
        var campaign = await PlanAsync();
        Assert.Equal("campaign.cost-amount", (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/costs", new { text = "Stand", amountMinor = amount, on = "2026-01-01" })).Expect(HttpStatusCode.BadRequest).Code);
    }

    // E10: a cost counts at once, and would have been spent before it was.
    [Fact]
    public async Task A_cost_of_a_day_to_come_is_refused_and_one_of_today_is_booked()
    {
        var campaign = await PlanAsync();
        Task<Answer> BookAsync(int days) => Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/costs", new { text = "Stand", amountMinor = 100, on = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(days) });
        Assert.Equal("time.in-future", (await BookAsync(2)).Expect(HttpStatusCode.BadRequest).Code);
        (await BookAsync(0)).Expect(HttpStatusCode.Created);
        Assert.Equal(100, (int)(await Admin.GetAsync(campaign.Location!)).Expect(HttpStatusCode.OK)["costMinor"]!);
    }

    // E10: what no column can hold is said, and books nothing.
    [Theory]
    [InlineData(1L), InlineData(-1L)]
    public async Task Costs_that_together_are_beyond_all_money_are_refused(long sign)
    {
        var campaign = await PlanAsync();
        Task<Answer> BookAsync(long amount) => Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/costs", new { text = "Stand", amountMinor = sign * amount, on = "2026-01-01" });
        (await BookAsync(1_000_000_000_000_000)).Expect(HttpStatusCode.Created);
        Assert.Equal("campaign.cost-amount", (await BookAsync(1)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal(sign * 1_000_000_000_000_000, (long)(await Admin.GetAsync(campaign.Location!)).Expect(HttpStatusCode.OK)["costMinor"]!);
        Assert.Single((await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/costs")).Items);
    }

    [Fact]
    public async Task Of_its_members_everybody_sees_the_customers_one_sees_anyway()
    {
        var campaign = await PlanAsync();
        var (north, south) = (await fixture.CustomerAsync(team: "north"), await fixture.CustomerAsync(team: "south"));
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members", new { customerIds = new[] { north, south } })).Expect(HttpStatusCode.OK);
        var sam = fixture.Service.As("sam", "sales", "north");
        Assert.Equal([north], (await sam.GetAsync($"/api/v1/campaigns/{campaign.Id}/members")).Expect(HttpStatusCode.OK).Items.Select(member => (Guid)member["customerId"]!));
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/members")).Items.Count);
        Assert.Equal(2, (int)(await sam.GetAsync($"/api/v1/campaigns/{campaign.Id}/result")).Expect(HttpStatusCode.OK)["members"]!);
    }

    // C16, C20
    [Fact]
    public async Task A_merged_file_stands_for_its_survivor_and_for_nobody_once_that_was_erased()
    {
        var campaign = await PlanAsync();
        var (survivor, merged) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 2, "ada", status: "merged", mergedInto: survivor));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(merged, 2), "the merge to be known");
        var other = await PlanAsync();
        (await Admin.PostAsync($"/api/v1/campaigns/{other.Id}/members", new { customerIds = new[] { merged } })).Expect(HttpStatusCode.OK);
        Assert.Equal([survivor], (await Admin.GetAsync($"/api/v1/campaigns/{other.Id}/members")).Items.Select(member => (Guid)member["customerId"]!));
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(survivor, 2, null, status: "erased"));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(survivor, 2), "the erasure to be known");
        Assert.Equal("customer.unknown", (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members", new { customerIds = new[] { merged } })).Expect(HttpStatusCode.BadRequest).Code);
    }

    // C16, E10
    [Fact]
    public async Task Two_members_that_are_merged_are_one_with_what_either_said_and_two_again_after_the_undo()
    {
        var campaign = await PlanAsync();
        var (survivor, merged, merge) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"), Guid.CreateVersion7());
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members", new { customerIds = new[] { survivor, merged } })).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members/{merged}/response", new { response = "attended" })).Expect(HttpStatusCode.OK);
        async Task<IEnumerable<(Guid, string?)>> MembersAsync() => (await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/members")).Expect(HttpStatusCode.OK).Items.Select(member => ((Guid)member["customerId"]!, (string?)member["response"]));
        async Task<(int, int)> ResultAsync() => (await Admin.GetAsync($"/api/v1/campaigns/{campaign.Id}/result")).Expect(HttpStatusCode.OK) is var result ? ((int)result["members"]!, (int)result["responded"]!) : default;
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 2, "ada", status: "merged", mergedInto: survivor), new CustomersMerged(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => await fixture.KnowsAsync(merged, 2) && (await MembersAsync()).All(member => member.Item1 == survivor), "the member to follow");
        Assert.Equal([(survivor, "attended")], await MembersAsync());
        Assert.Equal((1, 1), await ResultAsync());
        (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members/{survivor}/response", new { response = "interested" })).Expect(HttpStatusCode.OK);
        Assert.Equal([(survivor, "interested")], await MembersAsync());
        var more = (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members", new { customerIds = new[] { await fixture.CustomerAsync(owner: "ada") } })).Expect(HttpStatusCode.OK);
        Assert.Equal((2, 2, 1), ((int)more["members"]!, (await ResultAsync()).Item1, (await ResultAsync()).Item2));

        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 3, "ada"), new CustomerMergeUndone(merge, survivor, merged, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => (await MembersAsync()).Count() == 3, "the member to go home");
        Assert.Contains((merged, "interested"), await MembersAsync());
        Assert.Contains((survivor, null), await MembersAsync());
    }

    [Fact]
    public async Task A_campaign_goes_from_planned_over_running_to_its_end()
    {
        var campaign = await PlanAsync();
        Assert.Equal("campaign.not-running", (await Admin.ActAsync($"/api/v1/campaigns/{campaign.Id}/end", null, campaign.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var running = (await Admin.ActAsync($"/api/v1/campaigns/{campaign.Id}/start", null, campaign.ETag)).Expect(HttpStatusCode.OK);
        var ended = (await Admin.ActAsync($"/api/v1/campaigns/{campaign.Id}/end", new { result = "Twelve new shops" }, running.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("ended", "Twelve new shops"), ((string?)ended["state"], (string?)ended["result"]));
        Assert.Equal("campaign.over", (await Admin.PostAsync($"/api/v1/campaigns/{campaign.Id}/members", new { customerIds = new[] { await fixture.CustomerAsync() } })).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal(["planned", "running", "ended"], (await fixture.PublishedAsync<CampaignChanged>()).Where(c => c.CampaignId == campaign.Id).Select(c => c.State));
        (await fixture.Service.As("sam", "sales", "north").PostAsync("/api/v1/campaigns", Body())).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("campaign.ends-before-start", (await Admin.PostAsync("/api/v1/campaigns", new { name = "X", goal = "Y", channel = "gala", budgetMinor = 1, currency = "CNY", startsOn = "2027-02-02", endsOn = "2027-02-01" })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task What_was_learnt_about_the_market_is_written_down_and_changed_by_its_author_only()
    {
        var sam = fixture.Service.As("sam", "sales", "north");
        var note = (await sam.PostAsync("/api/v1/research", new { title = "Prices in the north", topic = "prices", text = "Green Leaf sells at 12", region = "North" })).Expect(HttpStatusCode.Created);
        var body = new { title = "Prices in the north", topic = "prices", text = "Green Leaf sells at 13" };
        Assert.Equal("research.not-yours", (await fixture.Service.As("tom", "sales", "north").PutAsync($"/api/v1/research/{note.Id}", body, note.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        (await sam.PutAsync($"/api/v1/research/{note.Id}", body, note.ETag)).Expect(HttpStatusCode.OK);
        Assert.Contains((await Admin.GetAsync("/api/v1/research?topic=prices")).Items, one => (string?)one["text"] == "Green Leaf sells at 13");
    }

    private static object Body() => new { name = "Spring seminar", goal = "Twenty shops come", channel = "seminar", budgetMinor = 100_000, currency = "CNY", startsOn = "2027-03-01", endsOn = "2027-03-31" };

    private async Task<Answer> PlanAsync() => (await Admin.PostAsync("/api/v1/campaigns", Body())).Expect(HttpStatusCode.Created);
}
