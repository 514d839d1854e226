using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I7: conversion, velocity, win rate, forecasts and demand.</summary>
public sealed class FunnelOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 2, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Deals_pass_the_stages_and_each_figure_names_its_deals()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer, "Alpha"));
        insights.Engagement.Add(
            Deal(customer, "won", 1000_00, 100, ("contact", 0), ("offer", 10), ("contract", 20)), Deal(customer, "won", 3000_00, 100, ("contact", 0), ("offer", 20)),
            Deal(customer, "lost", 500_00, 0, ("contact", 0), ("offer", 5)), Deal(customer, "lost", 700_00, 0, ("contact", 0)),
            Deal(customer, "open", 2000_00, 40, ("contact", 0), ("offer", 30)), Deal(customer, "open", 1000_00, 10, ("contact", 0)));
        await insights.CaughtUpAsync();
        const string range = "pipeline=funnel&from=2026-01-01&to=2026-12-31";

        var funnel = await insights.ShowAsync($"funnel?{range}");
        Assert.Equal((6, 2, 2, 2, 3000.00m, 4000.00m), ((int)funnel["deals"]!, (int)funnel["open"]!, (int)funnel["won"]!, (int)funnel["lost"]!, (decimal)funnel["openAmount"]!, (decimal)funnel["wonAmount"]!));
        Assert.Equal((.5, 4), ((double)funnel["winRate"]!["value"]!, (int)funnel["winRate"]!["sampleSize"]!));
        Assert.Equal(40.0, (double)funnel["cycleDays"]!, 6);
        // 2 deals × ½ × 2 000 ÷ 40 days.
        Assert.Equal(50.00m, (decimal)funnel["velocityPerDay"]!);
        Assert.Equal(["contact", "offer", "contract"], funnel["stages"]!.AsArray().Select(s => (string)s!["stage"]!));
        var contact = funnel["stages"]![0]!;
        Assert.Equal((6, 4, 1, 1, .8, 16.25), ((int)contact["entered"]!, (int)contact["wentOn"]!, (int)contact["lost"]!, (int)contact["here"]!, (double)contact["conversion"]!["value"]!, (double)contact["meanDays"]!));
        foreach (var stage in funnel["stages"]!.AsArray())
        {
            foreach (var (passage, field) in new[] { ("entered", "entered"), ("went-on", "wentOn"), ("lost", "lost"), ("here", "here") })
                Assert.Equal((int)stage![field]!, (await insights.AllAsync($"funnel/deals?{range}&stage={stage["stage"]}&passage={passage}")).Count);
        }
        Assert.Equal(4000.00m, (await insights.AllAsync($"funnel/deals?{range}&state=won")).Sum(d => (decimal)d["amount"]!));

        var weighted = await insights.ShowAsync("funnel/forecast?by=month");
        Assert.Equal((900.00m, 3000.00m), ((decimal)weighted["weighted"]!, (decimal)weighted["amount"]!));
        foreach (var sum in weighted["sums"]!.AsArray())
        {
            var deals = await insights.AllAsync($"funnel/forecast/deals?by=month&key={sum!["key"]}");
            Assert.Equal(((int)sum["deals"]!, (decimal)sum["amount"]!), (deals.Count, deals.Sum(d => (decimal)d["amount"]!)));
            Assert.InRange((decimal)sum["weighted"]!, (decimal)sum["low"]!, (decimal)sum["high"]!);
        }
    }

    // I7: an end is no stage. What was lost and taken up again was lost where it stood and came there once more; the time between belongs to no stage.
    [Fact]
    public async Task A_lost_deal_was_lost_in_the_stage_it_stood_in_also_when_it_is_taken_up_again()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer, "Again"));
        insights.Engagement.Add([.. new object[]
        {
            Deal(customer, "lost", 100_00, 0, Start.AddDays(9), ("contact", 0), ("offer", 4)), Deal(customer, "won", 200_00, 100, Start.AddDays(20), ("contact", 0), ("lost", 6), ("contact", 10), ("offer", 12)),
            Deal(customer, "open", 0, 0, ("contact", 0), ("offer", 2), ("lost", 5), ("offer", 8)), Deal(customer, "lost", 400_00, 0, Start),
        }.Cast<OpportunityChanged>().Select(deal => deal with { Pipeline = "again" })]);
        await insights.CaughtUpAsync();
        const string range = "pipeline=again&from=2026-01-01&to=2026-12-31";
        var funnel = await insights.ShowAsync($"funnel?{range}");
        Assert.Equal((4, 1, 1, 2), ((int)funnel["deals"]!, (int)funnel["open"]!, (int)funnel["won"]!, (int)funnel["lost"]!));
        Assert.Equal([("contact", 4, 3, 1, 0, .75, 8.0 / 3), ("offer", 4, 1, 2, 1, 1.0 / 3, 8.0)], funnel["stages"]!.AsArray().Select(s => ((string)s!["stage"]!, (int)s["entered"]!, (int)s["wentOn"]!,
            (int)s["lost"]!, (int)s["here"]!, (double)s["conversion"]!["value"]!, (double)s["meanDays"]!)));
        Assert.Equal([(0m, 3), (100.00m, 5)], (await insights.AllAsync($"funnel/deals?{range}&stage=offer&passage=lost"))
            .Select(deal => ((decimal)deal["amount"]!, (int)deal["days"]!)).Order());
        Assert.Equal([200.00m], (await insights.AllAsync($"funnel/deals?{range}&stage=contact&passage=lost")).Select(deal => (decimal)deal["amount"]!));
        Assert.Empty(await insights.AllAsync($"funnel/deals?{range}&stage=lost"));
    }

    // I7: of deals that leave a stage within the day, too, the mean time is what it was, and together with the other stages' it is the cycle's.
    [Fact]
    public async Task A_stay_in_a_stage_counts_by_its_hours()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer, "Hour"));
        insights.Engagement.Add([.. new[] { 12, 36 }.Select(hours => (object)Happenings.Deal(
            customer, "won", 1000_00, Start, Start.AddHours(hours + 6), [new StageEntry("contact", Start), new StageEntry("offer", Start.AddHours(hours))], 100, "hours"))]);
        await insights.CaughtUpAsync();
        var funnel = await insights.ShowAsync("funnel?pipeline=hours&from=2026-01-01&to=2026-12-31");
        Assert.Equal([1.0, .25], funnel["stages"]!.AsArray().Select(stage => (double)stage!["meanDays"]!));
        Assert.Equal(1.25, (double)funnel["cycleDays"]!, 6);
        Assert.Equal([0, 1], (await insights.AllAsync("funnel/deals?pipeline=hours&from=2026-01-01&to=2026-12-31&stage=contact")).Select(deal => (int)deal["days"]!).Order());
    }

    [Fact]
    public async Task Single_deals_are_for_who_may_read_deals_and_tasks_for_who_may_read_them()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer, "Gamma"));
        insights.Engagement.Add(Deal(customer, "lost", 100_00, 0, ("contact", 0)) with { Pipeline = "guarded" },
            new TaskChanged(Guid.NewGuid(), 1, customer, "gil", "gate", "Ring", "open", "care", Start, null), new TaskChanged(Guid.NewGuid(), 1, customer, "una", "yard", "Write", "open", "care", Start, null));
        await insights.CaughtUpAsync();
        var agent = insights.Service.As("gil", "agent", "gate");
        Assert.Equal(1, (int)(await insights.ShowAsync("funnel?pipeline=guarded&from=2026-01-01&to=2026-12-31", agent))["deals"]!);
        foreach (var path in new[] { "funnel/deals", "funnel/forecast/deals", $"channels/campaigns/{Guid.NewGuid()}/deals", "dashboard/behind?measure=open-opportunities", "dashboard/behind?measure=contracts-signed" })
            Assert.Equal("forbidden", (await agent.GetAsync($"/api/v1/insights/{path}")).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Contains(await insights.AllAsync("dashboard/behind?measure=open-tasks"), task => (string?)task["person"] == "una");
        Assert.Equal(["gil"], (await insights.AllAsync("dashboard/behind?measure=open-tasks", agent)).Select(task => (string?)task["person"]));
    }

    [Fact]
    public async Task Deals_that_are_written_down_when_they_are_won_do_not_sell_without_end()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer, "Beta"));
        insights.Engagement.Add(
            Deal(customer, "won", 1000_00, 100, Start.AddMinutes(1), ("contact", 0)) with { Pipeline = "quick" },
            Deal(customer, "open", 0, 0, ("contact", 0)) with { Pipeline = "quick" });
        await insights.CaughtUpAsync();
        // 1 deal × 1 × 1 000 in the one day that a cycle takes at least.
        Assert.Equal(1000.00m, (decimal)(await insights.ShowAsync("funnel?pipeline=quick&from=2026-01-01&to=2026-12-31"))["velocityPerDay"]!);
    }

    [Fact]
    public async Task Sales_and_demand_are_foreseen_from_full_months_with_intervals()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer));
        var month = ThisMonth();
        for (var back = 24; back >= 0; back--)
        {
            insights.Customers.Add(Happenings.Purchase(customer, $"D{back}", month.AddMonths(-back), (1, "steady", 10, 1000_00), (2, "rare", back % 6 == 3 ? 6 : -0.0m, back % 6 == 3 ? 1 : 0)));
        }
        await insights.CaughtUpAsync();
        var forecast = await insights.ShowAsync("forecast?horizon=3");
        Assert.Equal(3, forecast["months"]!.AsArray().Count);
        Assert.Equal($"{month:yyyy-MM}", (string?)forecast["months"]![0]!["period"]);
        Assert.All(forecast["months"]!.AsArray(), m => Assert.InRange((double)m!["expected"]!, 990, 1010));
        Assert.All(forecast["months"]!.AsArray(), m => Assert.InRange((double)m!["expected"]!, (double)m["low"]!, (double)m["high"]!));

        // I13: as a table it is the months to come and not the many behind.
        var table = await insights.TableAsync("forecast?horizon=3");
        Assert.Equal(("period,expected,low,high", 3), (table.Heading, table.Rows.Length));
        Assert.StartsWith($"{month:yyyy-MM},", table.Rows[0], StringComparison.Ordinal);

        var demand = (await insights.ShowAsync("forecast/demand?horizon=6&limit=200")).Items.ToDictionary(p => (string)p["product"]!);
        Assert.Equal(("smoothing", "croston"), ((string)demand["steady"]["method"]!, (string)demand["rare"]["method"]!));
        Assert.Equal(60, (double)demand["steady"]["total"]!["expected"]!, 1.0);
        Assert.InRange((double)demand["rare"]["total"]!["expected"]!, 4, 8);
        // What was foreseen is kept, and asked for otherwise it is foreseen anew.
        var again = (await insights.ShowAsync("forecast/demand?horizon=6&limit=200")).Items.ToDictionary(p => (string)p["product"]!);
        Assert.Equal(demand["steady"].ToJsonString(), again["steady"].ToJsonString());
        var shorter = (await insights.ShowAsync("forecast/demand?horizon=3&level=0.5&product=steady")).Items.Single();
        Assert.Equal(30, (double)shorter["total"]!["expected"]!, 1.0);
        Assert.Equal(3, shorter["months"]!.AsArray().Count);
        (await insights.Admin.GetAsync("/api/v1/insights/forecast?series=contracts&team=nobody")).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Whatever_the_months_were_like_a_forecast_is_made_of_numbers()
    {
        await using var house = new InsightsFixture();
        await house.InitializeAsync();
        var month = ThisMonth();
        var series = new Dictionary<string, Func<int, long>>
        {
            ["nothing"] = _ => 0, ["same"] = _ => 700, ["once"] = back => back == 9 ? 500 : 0, ["back"] = back => back % 2 == 0 ? 400 : -900, ["least"] = back => back % 3 == 0 ? 1 : 0,
            ["huge"] = back => 1_000_000_000_000_000 + back * 7_000_000_000_000, ["line"] = back => 1000 - (10 * back), ["leap"] = back => back == 1 ? 9_000_000_000_000 : 1,
        };
        foreach (var (team, minor) in series)
        {
            var customer = Guid.NewGuid();
            house.Customers.Add(Happenings.Customer(customer, team: team));
            for (var back = 40; back > 0; back--)
            {
                var amount = minor(back);
                // What comes to nothing was sold and came back.
                (int, string, decimal, long)[] lines = amount == 0 ? [(1, team, 5, 100), (2, team, -5, -100)] : [(1, team, amount > 0 ? 5 : -5, amount)];
                house.Customers.Add(Happenings.Purchase(customer, $"{team}{back}", month.AddMonths(-back), lines));
                house.Engagement.Add(new ContractSigned(Guid.NewGuid(), Guid.NewGuid(), customer, "sam", team, Math.Max(0, amount), "CNY", Math.Max(0, amount), month.AddMonths(-back)));
            }
        }
        // A product of last month alone, and one of the last two.
        house.Customers.Add(Happenings.Purchase(Guid.NewGuid(), "new1", month.AddMonths(-1), (1, "new", 3, 100), (2, "newer", 3, 100)), Happenings.Purchase(Guid.NewGuid(), "new2", month.AddMonths(-2), (1, "new", 4, 100)));
        await house.CaughtUpAsync();
        foreach (var team in series.Keys)
        {
            foreach (var kind in new[] { "sales", "contracts" })
            {
                foreach (var level in new[] { ".01", ".95", ".999999" })
                {
                    var shown = await house.ShowAsync($"forecast?series={kind}&team={team}&horizon=60&level={level}");
                    Assert.All(shown["months"]!.AsArray(), m => Assert.True((double)m!["low"]! <= (double)m["expected"]! && (double)m["expected"]! <= (double)m["high"]!, $"{team}: {m!.ToJsonString()}"));
                }
            }
        }
        foreach (var product in series.Keys.Append("new").Append("newer"))
        {
            var shown = (await house.ShowAsync($"forecast/demand?product={product}&horizon=24&level=.999999")).Items.Single();
            Assert.All(shown["months"]!.AsArray(), m => Assert.InRange((double)m!["expected"]!, (double)m["low"]!, (double)m["high"]!));
        }
    }

    /// <summary>The middle of the month by the organisation's clock: hours before it ends in Greenwich the next has begun.</summary>
    private static DateTimeOffset ThisMonth()
    {
        var today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today;
        return new(today.Year, today.Month, 15, 4, 0, 0, TimeSpan.Zero);
    }

    private static OpportunityChanged Deal(Guid customer, string state, long minor, int probability, params (string Stage, int Day)[] stages) =>
        Deal(customer, state, minor, probability, Start.AddDays(40), stages);

    private static OpportunityChanged Deal(Guid customer, string state, long minor, int probability, DateTimeOffset closed, params (string Stage, int Day)[] stages) => Happenings.Deal(
        customer, state, minor, Start, state == "open" ? null : closed, stages.Select(s => new StageEntry(s.Stage, Start.AddDays(s.Day))), probability, "funnel");
}
