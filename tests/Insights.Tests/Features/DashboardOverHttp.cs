using System.Net;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Testing;
using CustomersContracts = CrmPlatform.Customers.Contracts.V1;
using EngagementContracts = CrmPlatform.Engagement.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Features;

public sealed class DashboardOverHttp : IAsyncLifetime
{
    private static readonly OrganisationCalendar Calendar = new("Asia/Shanghai", TimeProvider.System);

    private readonly InsightsFixture insights = new();

    [Fact]
    public async Task Sales_are_lines_with_quantity_and_amount_and_refunds_stand_apart()
    {
        var (buyer, returner, stranger) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var now = DateTimeOffset.UtcNow;
        insights.Customers.Add(
            Happenings.Customer(buyer), Happenings.Customer(returner),
            Happenings.Purchase(buyer, "1", now, (1, "A", 2, 1000), (2, "B", 1, 500)),
            // More of the same order, a line for nothing, and something that comes back.
            Happenings.Purchase(buyer, "1", now, (3, "C", 1, 250)),
            Happenings.Purchase(buyer, "2", now, (1, "A", 1, 0)),
            Happenings.Purchase(buyer, "C3", now, (1, "A", -1, -500)),
            Happenings.Purchase(returner, "C4", now, (1, "A", -1, -300)),
            // Bought before anybody told of the customer.
            Happenings.Purchase(stranger, "5", new DateTimeOffset(2011, 12, 9, 12, 0, 0, TimeSpan.Zero), (1, "A", 1, 999)));
        await insights.CaughtUpAsync();

        var shown = await InsightsFixture.DashboardAsync(insights.Admin);
        var sales = shown["sales"]!;
        Assert.Equal((3, 2, 2, 7), ((int)sales["customers"]!, (int)sales["buyers"]!, (int)sales["orders"]!, (int)sales["lines"]!));
        Assert.Equal((27.49m, 8.00m, 19.49m), ((decimal)sales["sales"]!, (decimal)sales["refunds"]!, (decimal)sales["net"]!));
        Assert.Equal((1, 17.50m, 8.00m), ((int)sales["today"]!["orders"]!, (decimal)sales["today"]!["sales"]!, (decimal)sales["today"]!["refunds"]!));
        Assert.Equal(["2011-12", $"{Calendar.Today:yyyy-MM}"], sales["months"]!.AsArray().Select(month => (string)month!["period"]!));
        Assert.Equal(2, (int)shown["customers"]!["total"]!);

        var one = (await insights.Admin.GetAsync($"/api/v1/insights/customers/{buyer}")).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 17.50m, 5.00m), ((int)one["purchases"]!["orders"]!, (decimal)one["purchases"]!["sales"]!, (decimal)one["purchases"]!["refunds"]!));
        Assert.Equal($"{Calendar.Today:yyyy-MM-dd}", (string?)one["purchases"]!["lastPurchaseOn"]);
        Assert.Null(((await insights.Admin.GetAsync($"/api/v1/insights/customers/{returner}")).Expect(HttpStatusCode.OK))["rfm"]);
    }

    // E10: of each member the last word counts, whenever it comes in and whichever day it speaks of; silence is none.
    [Fact]
    public async Task A_campaign_s_responses_are_its_members_and_not_their_words()
    {
        var (campaign, loyal, fickle) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var noon = Calendar.StartOf(Calendar.Today.AddDays(-9)).AddHours(12);
        insights.Engagement.Add(new EngagementContracts.CampaignChanged(campaign, 1, "Fair", "exhibition", "running", 0, 0, "CNY", 2, null, null));
        Say(loyal, "interested", noon, 0);
        Say(fickle, "interested", noon, 1);
        await SeenAsync((9, 2));
        Say(fickle, "interested", noon.AddDays(2), 4);
        await SeenAsync((9, 1), (7, 1));
        // What was said before comes in after.
        Say(fickle, "declined", noon.AddDays(1), 3);
        await SeenAsync((9, 1), (7, 1));
        Say(fickle, "no-answer", noon.AddDays(2), 5);
        await SeenAsync((9, 1));

        void Say(Guid member, string response, DateTimeOffset at, int minute) =>
            insights.Engagement.Add([FakeFeed.Item(new EngagementContracts.CampaignResponded(campaign, "Fair", member, response, at), at: noon.AddDays(5).AddMinutes(minute))]);

        async Task SeenAsync(params (int DaysAgo, int Count)[] expected)
        {
            await insights.CaughtUpAsync();
            var range = $"measure=campaign-responses&from={Calendar.Today.AddDays(-9):yyyy-MM-dd}&to={Calendar.Today:yyyy-MM-dd}";
            var days = (await insights.ShowAsync($"dashboard/history?{range}"))["periods"]!.AsArray();
            Assert.Equal(expected.Select(e => ($"{Calendar.Today.AddDays(-e.DaysAgo):yyyy-MM-dd}", e.Count)),
                days.Select(day => ((string)day!["period"]!, (int)day["count"]!)).Where(day => day.Item2 != 0));
            Assert.Equal(expected.Sum(e => e.Count), (await insights.AllAsync($"dashboard/behind?{range}")).Count);
            Assert.Equal(expected.Sum(e => e.Count), (int)(await insights.AllAsync("channels/campaigns")).Single()["responses"]!);
        }
    }

    [Fact]
    public async Task A_team_sees_the_complaints_of_its_customers_in_every_figure_whoever_handles_them()
    {
        var (ours, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        var monday = Calendar.StartOf(OrganisationCalendar.WeekOf(Calendar.Today));
        insights.Customers.Add(Happenings.Customer(ours, team: "north"), Happenings.Customer(theirs, team: "south"));
        insights.Complaints.Add(
            Happenings.Complaint(Guid.NewGuid(), ours, "received", monday, cause: "corners"), Happenings.Complaint(Guid.NewGuid(), ours, "closed", monday, cause: "corners", closed: monday.AddMinutes(5)),
            Happenings.Complaint(Guid.NewGuid(), theirs, "received", monday, cause: "late"), Happenings.Complaint(Guid.NewGuid(), theirs, "received", monday, cause: "late", team: "north"),
            Happenings.Complaint(Guid.NewGuid(), null, "received", monday, cause: "late", openedBy: "olga"));
        await insights.CaughtUpAsync();
        var sam = insights.Service.As("sam", "sales", "north");

        await SeesAsync(sam, open: 2, opened: 3, closed: 1);
        await SeesAsync(insights.Service.As("cy", "sales", "service"), open: 3, opened: 4, closed: 1);
        await SeesAsync(insights.Admin, open: 4, opened: 5, closed: 1);
        // Who took it in sees it as in Service, whoever has it now.
        var olga = insights.Service.As("olga", "sales", "east");
        await SeesAsync(olga, open: 1, opened: 1, closed: 0);
        insights.Customers.Add(Happenings.Customer(ours, team: "south", version: 2));
        await insights.CaughtUpAsync();
        await SeesAsync(sam, open: 1, opened: 1, closed: 0);
        await insights.RebuildAsync();
        await SeesAsync(sam, open: 1, opened: 1, closed: 0);
        await SeesAsync(olga, open: 1, opened: 1, closed: 0);
    }

    private async Task SeesAsync(ApiClient client, int open, int opened, int closed)
    {
        var shown = (await InsightsFixture.DashboardAsync(client))["complaints"]!;
        Assert.Equal((open, opened, closed), ((int)shown["open"]!, (int)shown["openedThisWeek"]!, (int)shown["closedThisWeek"]!));
        var week = $"from={OrganisationCalendar.WeekOf(Calendar.Today):yyyy-MM-dd}&to={OrganisationCalendar.WeekOf(Calendar.Today).AddDays(6):yyyy-MM-dd}";
        Assert.Equal(open, (await insights.AllAsync("dashboard/behind?measure=open-complaints", client)).Count);
        foreach (var (measure, count) in new[] { ("complaints-opened", opened), ("complaints-closed", closed) })
        {
            Assert.Equal(count, (int)(await insights.ShowAsync($"dashboard/history?measure={measure}&{week}", client))["count"]!);
            Assert.Equal(count, (await insights.AllAsync($"dashboard/behind?measure={measure}&{week}", client)).Count);
        }
        Assert.Equal(opened, (int)(await insights.ShowAsync($"pareto?{week}", client))["cases"]!);
        Assert.Equal(opened, (await insights.AllAsync($"pareto/cases?{week}", client)).Count);
    }

    [Fact]
    public async Task Visits_of_this_week_and_open_complaints_are_counted_in_their_last_state()
    {
        var customer = Guid.NewGuid();
        var monday = Calendar.StartOf(OrganisationCalendar.WeekOf(Calendar.Today));
        Guid[] visits = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
        Guid[] complaints = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
        insights.Customers.Add(Happenings.Customer(customer));
        insights.Engagement.Add(
            Happenings.Visit(visits[0], customer, "done", monday, version: 3),
            Happenings.Visit(visits[0], customer, "planned", monday, version: 1),
            Happenings.Visit(visits[1], customer, "planned", monday.AddDays(2)),
            // The last minute of last week, by the organisation's clock.
            Happenings.Visit(visits[2], customer, "done", monday.AddMinutes(-31)),
            Happenings.Visit(visits[3], customer, "missed", monday.AddHours(1)));
        insights.Complaints.Add(
            Happenings.Complaint(complaints[0], customer, "received", monday),
            Happenings.Complaint(complaints[1], customer, "closed", monday, version: 2, closed: monday.AddHours(2)),
            Happenings.Complaint(complaints[1], customer, "received", monday, version: 1),
            Happenings.Complaint(complaints[2], null, "escalated", monday.AddDays(-30)));
        await insights.CaughtUpAsync();

        var shown = await InsightsFixture.DashboardAsync(insights.Admin);
        var seen = shown["visits"]!;
        Assert.Equal((1, 1, 1, 30), ((int)seen["heldThisWeek"]!, (int)seen["plannedThisWeek"]!, (int)seen["missedThisWeek"]!, (int)seen["minutesThisWeek"]!));
        Assert.Equal((2, 2, 1), ((int)shown["complaints"]!["open"]!, (int)shown["complaints"]!["openedThisWeek"]!, (int)shown["complaints"]!["closedThisWeek"]!));
        var one = (await insights.Admin.GetAsync($"/api/v1/insights/customers/{customer}"))["contacts"]!;
        Assert.Equal((1, 2), ((int)one["openComplaints"]!, (int)one["complaints"]!));
    }

    [Fact]
    public async Task Sales_people_see_their_team_and_what_was_sold_stays_with_who_sold_it()
    {
        var (kept, moved) = (Guid.NewGuid(), Guid.NewGuid());
        // Of today by the organisation's clock, also in the first minutes of the day.
        var then = Calendar.StartOf(Calendar.Today);
        insights.Customers.Add(
            Happenings.Customer(kept, team: "north", owner: "nina"), Happenings.Customer(moved, team: "north", owner: "nina"),
            Happenings.Purchase(kept, "1", then, (1, "A", 1, 1000)), Happenings.Purchase(moved, "2", then, (1, "A", 1, 100)),
            Happenings.Customer(moved, team: "south", owner: "sam", version: 2),
            new CustomersContracts.CustomerTransferred(moved, "nina", "sam", "north", "south", null, "ada", then.AddMinutes(5)),
            Happenings.Purchase(moved, "3", then.AddMinutes(6), (1, "A", 1, 10)));
        await insights.CaughtUpAsync();

        var (north, south) = (insights.Service.As("nina", "sales", "north"), insights.Service.As("sam", "sales", "south"));
        var (ofNorth, ofSouth) = ((await InsightsFixture.DashboardAsync(north))["sales"]!, (await InsightsFixture.DashboardAsync(south))["sales"]!);
        // All time: the customers of today. Today: who had the customer when it bought.
        Assert.Equal((10.00m, 1.10m), ((decimal)ofNorth["sales"]!, (decimal)ofSouth["sales"]!));
        Assert.Equal((11.00m, 0.10m), ((decimal)ofNorth["today"]!["sales"]!, (decimal)ofSouth["today"]!["sales"]!));
        Assert.Equal((1, 1), ((int)(await InsightsFixture.DashboardAsync(north))["customers"]!["total"]!, (int)(await InsightsFixture.DashboardAsync(south))["customers"]!["total"]!));
        // Who sold to somebody who is another's now is told of the sum, and not what the customer is called today.
        var sold = (await north.GetAsync("/api/v1/insights/dashboard/sales/customers")).Items.ToDictionary(item => (Guid)item["customerId"]!, item => (string?)item["name"]);
        Assert.Equal(("Customer", ""), (sold[kept], sold[moved]));
        Assert.Equal([kept], (await north.GetAsync("/api/v1/insights/rfm")).Items.Select(item => (Guid)item["customerId"]!));
        (await north.GetAsync($"/api/v1/insights/customers/{moved}")).Expect(HttpStatusCode.NotFound);
        (await south.GetAsync($"/api/v1/insights/customers/{moved}")).Expect(HttpStatusCode.OK);
        (await north.PostAsync("/api/v1/insights/rebuild")).Expect(HttpStatusCode.Forbidden);
        (await insights.Service.Client(null).GetAsync("/api/v1/insights/dashboard")).Expect(HttpStatusCode.Unauthorized);
    }

    // C6, I12: who won a customer is paid for it, whoever has it by the end of the month.
    [Fact]
    public async Task A_new_customer_stays_with_the_first_person_who_had_it()
    {
        var (won, given, lost, twice) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var at = new DateTimeOffset(2019, 3, 4, 4, 0, 0, TimeSpan.Zero);
        CustomersContracts.CustomerTransferred Moved(Guid customer, string? from, string? to, string fromTeam, string toTeam, int day) => new(customer, from, to, fromTeam, toTeam, null, "ada", at.AddDays(day));
        insights.Customers.Add(
            // Told before its owner is, and in the wrong order.
            Moved(won, "pia", null, "first", "first", 2), Moved(won, "ann", "pia", "first", "first", 1), Happenings.Customer(won, team: "first", owner: "ann", createdAt: at),
            Moved(won, null, "sam", "first", "second", 3), Happenings.Customer(won, team: "second", owner: "sam", createdAt: at, version: 2),
            // Nobody's until somebody got it, and then another.
            Happenings.Customer(given, team: "first", createdAt: at), Moved(given, null, "bea", "first", "second", 1), Moved(given, "bea", "cid", "second", "second", 2),
            Happenings.Customer(given, team: "second", owner: "cid", createdAt: at, version: 3),
            // Erased since, and entered twice by mistake.
            Happenings.Customer(lost, team: "first", owner: "ann", createdAt: at), new CustomersContracts.CustomerErased(lost, at.AddDays(9)), Happenings.Customer(lost, team: "first", owner: "ann", createdAt: at, version: 2, status: "erased"),
            Happenings.Customer(twice, team: "first", owner: "ann", createdAt: at), Happenings.Customer(twice, team: "first", owner: "ann", createdAt: at, version: 2, status: "merged"));
        await insights.CaughtUpAsync();
        const string range = "measure=new-customers&from=2019-03-01&to=2019-03-31";
        foreach (var (person, expected) in new[] { ("ann", 2), ("pia", 0), ("sam", 0), ("bea", 1), ("cid", 0) })
        {
            Assert.Equal(expected, (int)(await insights.ShowAsync($"dashboard/history?{range}&person={person}"))["count"]!);
            Assert.Equal(expected, (await insights.AllAsync($"dashboard/behind?{range}&person={person}")).Count);
            Assert.Equal(expected, (await insights.ShowAsync($"kpi?period=2019-03&subject={person}&measure=new-customers"))["rows"]!.AsArray().Sum(row => (int)row!["value"]!));
        }
        // Ann sees what is hers by it, and no name of who is another's now.
        var behind = await insights.AllAsync($"dashboard/behind?{range}", insights.Service.As("ann", "sales", "first"));
        Assert.Equivalent(new[] { won, lost }, behind.Select(item => (Guid)item["customerId"]!), strict: true);
        Assert.All(behind, item => Assert.Equal("", (string?)item["customerName"]));
        Assert.Equal([given], (await insights.AllAsync($"dashboard/behind?{range}", insights.Service.As("bea", "sales", "second"))).Select(item => (Guid)item["customerId"]!));
    }

    [Fact]
    public async Task A_merged_customer_counts_with_its_survivor_and_comes_back_when_the_merge_is_undone()
    {
        var (survivor, merged, merge) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var now = DateTimeOffset.UtcNow;
        insights.Customers.Add(
            Happenings.Customer(survivor), Happenings.Customer(merged),
            Happenings.Purchase(survivor, "1", now, (1, "A", 1, 1000)), Happenings.Purchase(merged, "2", now, (1, "A", 1, 100)),
            new CustomersContracts.CustomersMerged(merge, survivor, merged, "ada", now), Happenings.Customer(merged, version: 2, status: "merged"),
            // Late lines of an order that was the merged customer's.
            Happenings.Purchase(survivor, "2", now, (2, "B", 1, 10)));
        await insights.CaughtUpAsync();
        var asked = (await insights.Admin.GetAsync($"/api/v1/insights/customers/{merged}")).Expect(HttpStatusCode.OK);
        Assert.Equal(survivor, (Guid)asked["customerId"]!);
        Assert.Equal((2, 11.10m), ((int)asked["purchases"]!["orders"]!, (decimal)asked["purchases"]!["sales"]!));
        var sales = (await InsightsFixture.DashboardAsync(insights.Admin))["sales"]!;
        Assert.Equal((1, 2, 11.10m), ((int)sales["buyers"]!, (int)sales["orders"]!, (decimal)sales["sales"]!));

        insights.Customers.Add(new CustomersContracts.CustomerMergeUndone(merge, survivor, merged, "ada", now), Happenings.Customer(merged, version: 3));
        await insights.CaughtUpAsync();
        asked = (await insights.Admin.GetAsync($"/api/v1/insights/customers/{merged}")).Expect(HttpStatusCode.OK);
        Assert.Equal((merged, 1.00m), ((Guid)asked["customerId"]!, (decimal)asked["purchases"]!["sales"]!));
        Assert.Equal((2, 11.10m), ((int)(await InsightsFixture.DashboardAsync(insights.Admin))["sales"]!["buyers"]!, (decimal)(await InsightsFixture.DashboardAsync(insights.Admin))["sales"]!["sales"]!));
    }

    public ValueTask InitializeAsync() => insights.InitializeAsync();

    public ValueTask DisposeAsync() => insights.DisposeAsync();
}
