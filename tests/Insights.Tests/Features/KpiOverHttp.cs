using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I12: figures against targets, what that earns, and who has how much to do.</summary>
public sealed class KpiOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    [Fact]
    public async Task Reaching_a_target_earns_by_its_step_and_every_figure_leads_to_its_customers()
    {
        var customer = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 5, 6, 4, 0, 0, TimeSpan.Zero);
        insights.Customers.Add(Staff("kai", "east"), Happenings.Customer(customer, team: "east", owner: "kai", createdAt: at), Happenings.Purchase(customer, "K1", at, (1, "A", 1, 110_00), (2, "B", -1, -10_00)));
        insights.Engagement.Add([.. Enumerable.Range(0, 3).Select(i => (object)Happenings.Visit(Guid.NewGuid(), customer, "done", at.AddDays(i), owner: "kai", team: "east"))]);
        await insights.CaughtUpAsync();
        var target = (await insights.Admin.PostAsync("/api/v1/insights/kpi/targets", new { measure = "sales", period = "2026-05", of = "person", subject = "kai", value = 80.00 })).Expect(HttpStatusCode.Created);
        (await insights.Admin.PostAsync("/api/v1/insights/kpi/targets", new { measure = "visits-held", period = "2026-05", of = "person", subject = "kai", value = 4 })).Expect(HttpStatusCode.Created);
        (await insights.Admin.PostAsync("/api/v1/insights/kpi/incentives", new
        {
            name = "Sales 2026", measure = "sales", steps = new[] { new { fromPercent = 100, rate = 10 }, new { fromPercent = 125, rate = 50 }, new { fromPercent = 126, rate = 900 } },
        })).Expect(HttpStatusCode.Created);

        var kpi = await insights.ShowAsync("kpi?period=2026-05&subject=kai");
        var sales = kpi["rows"]!.AsArray().Single(r => (string?)r!["measure"] == "sales")!;
        // 100 of 80 is exactly 125 %: fifty per mille of it.
        Assert.Equal((100.00m, 80.00m, 125.0, 5.00m), ((decimal)sales["value"]!, (decimal)sales["target"]!, (double)sales["percent"]!, (decimal)sales["incentive"]!));
        Assert.Equal("Kai", (string?)sales["name"]);
        var behind = await insights.AllAsync(((string)sales["behind"]!)["/api/v1/insights/".Length..]);
        Assert.Equal((customer, 100.00m), ((Guid)behind.Single()["customerId"]!, (decimal)behind.Single()["net"]!));
        var visits = kpi["rows"]!.AsArray().Single(r => (string?)r!["measure"] == "visits-held")!;
        Assert.Equal((3, 75.0), ((int)visits["value"]!, (double)visits["percent"]!));
        Assert.Equal(3, (await insights.AllAsync(((string)visits["behind"]!)["/api/v1/insights/".Length..])).Count);
        // I13: a table without rows has the heading of one with rows.
        var (some, none) = (await insights.TableAsync("kpi?period=2026-05&subject=kai"), await insights.TableAsync("kpi?period=2003-05"));
        Assert.StartsWith("subject,name,measure,", some.Heading, StringComparison.Ordinal);
        Assert.Equal((some.Heading, 0), (none.Heading, none.Rows.Length));
        Assert.NotEmpty(some.Rows);
        Assert.Equal(100.00m, (decimal)(await insights.ShowAsync("kpi?period=2026-Q2&of=team&subject=east&measure=sales"))["rows"]![0]!["value"]!);

        (await insights.Admin.PostAsync("/api/v1/insights/kpi/targets", new { measure = "sales", period = "2026-05", of = "person", subject = "kai", value = 1 })).Expect(HttpStatusCode.Conflict);
        (await insights.Admin.PutAsync($"/api/v1/insights/kpi/targets/{target.Id}", new { value = 50 }, null)).Expect((HttpStatusCode)428);
        foreach (var (of, subject) in new[] { ("person", "kay"), ("team", "easter") })
        {
            var unknown = (await insights.Admin.PostAsync("/api/v1/insights/kpi/targets", new { measure = "orders", period = "2026-05", of, subject, value = 1 })).Expect(HttpStatusCode.BadRequest);
            Assert.Contains("/api/v1/staff", (string)unknown["errors"]!["subject"]![0]!, StringComparison.Ordinal);
        }
        // X1: another team's targets are not there.
        Assert.Contains(await insights.AllAsync("kpi/targets", insights.Service.As("kim", "sales", "east")), t => (Guid)t["id"]! == (Guid)target["id"]!);
        Assert.DoesNotContain(await insights.AllAsync("kpi/targets", insights.Service.As("wes", "sales", "west")), t => (Guid)t["id"]! == (Guid)target["id"]!);
        (await insights.Service.As("wes", "sales", "west").GetAsync($"/api/v1/insights/kpi/targets/{target.Id}")).Expect(HttpStatusCode.NotFound);
        (await insights.Admin.PutAsync($"/api/v1/insights/kpi/targets/{target.Id}", new { value = 50 }, "\"9\"")).Expect(HttpStatusCode.PreconditionFailed);
        (await insights.Admin.PutAsync($"/api/v1/insights/kpi/targets/{target.Id}", new { value = 50 }, target.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(90.00m, (decimal)(await insights.ShowAsync("kpi?period=2026-05&subject=kai&measure=sales"))["incentives"]!);
        (await insights.Service.As("kai", "sales", "east").PutAsync($"/api/v1/insights/kpi/targets/{target.Id}", new { value = 1 }, "*")).Expect(HttpStatusCode.Forbidden);
        Assert.Empty((await insights.ShowAsync("kpi?period=2026-05&subject=kai", insights.Service.As("sue", "sales", "west")))["rows"]!.AsArray());
    }

    // C10, I12, I13: whoever sold what came back earned nothing by it.
    [Fact]
    public async Task What_came_back_takes_its_margin_along()
    {
        var customer = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 4, 6, 4, 0, 0, TimeSpan.Zero);
        insights.Customers.Add(Staff("mia", "margins"), Happenings.Customer(customer, team: "margins", owner: "mia", createdAt: at));
        (int, string, decimal, long, long?)[] lines = [(1, "A", 10, 1000_00, 600_00), (2, "A", -10, -1000_00, -600_00), (3, "B", 1, 50_00, null), (4, "B", -1, -50_00, null),
            (5, "A", 1, 100_00, 60_00), (6, "A", -1, -100_00, 60_00)];
        foreach (var (ordinal, product, quantity, amount, cost) in lines)
        {
            insights.Customers.Add(new PurchaseRecorded(customer, "R1", at, "CNY", "CNY", [new PurchasedLine(ordinal, product, quantity, amount, amount, cost)], false));
            await insights.CaughtUpAsync();
            var (net, margin) = ordinal switch { 1 => (1000.00m, 400.00m), 3 => (50.00m, 0m), 5 => (100.00m, 40.00m), _ => (0m, 0m) };
            var total = (await insights.ShowAsync("dashboard/sales?from=2026-04-01&to=2026-04-30&team=margins"))["total"]!;
            Assert.Equal((net, margin), ((decimal)total["net"]!, (decimal)total["margin"]!));
            Assert.Equal(margin, (decimal)(await insights.AllAsync("dashboard/sales/customers?from=2026-04-01&to=2026-04-30&team=margins")).Single()["margin"]!);
            Assert.Equal(margin, (await insights.ShowAsync("kpi?period=2026-04&subject=mia&measure=margin"))["rows"]!.AsArray().Sum(row => (decimal)row!["value"]!));
        }
    }

    [Fact]
    public async Task A_day_s_work_is_weighed_against_the_shift()
    {
        var monday = OrganisationCalendar.WeekOf(new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today.AddDays(14));
        var at = new DateTimeOffset(monday.ToDateTime(new TimeOnly(10, 0)), TimeSpan.FromHours(8));
        insights.Customers.Add(Staff("wen", "wharf"));
        insights.Engagement.Add(
            Happenings.Visit(Guid.NewGuid(), Guid.NewGuid(), "planned", at, owner: "wen", team: "wharf"), Happenings.Visit(Guid.NewGuid(), Guid.NewGuid(), "cancelled", at, owner: "wen", team: "wharf"),
            new TaskChanged(Guid.NewGuid(), 1, null, "wen", "wharf", "T", "open", "care", at, null), new TaskChanged(Guid.NewGuid(), 1, null, "wen", "wharf", "T", "done", "care", at, at));
        await insights.CaughtUpAsync();
        var days = (await insights.ShowAsync($"kpi/workload?team=wharf&from={monday:yyyy-MM-dd}&to={monday.AddDays(1):yyyy-MM-dd}"))["days"]!.AsArray();
        Assert.Equal((480, 75, 1, 1), ((int)days[0]!["capacityMinutes"]!, (int)days[0]!["plannedMinutes"]!, (int)days[0]!["visits"]!, (int)days[0]!["tasksDue"]!));
        Assert.Equal((0, 0), ((int)days[1]!["capacityMinutes"]!, (int)days[1]!["plannedMinutes"]!));
        Assert.Null(days[1]!["load"]);
    }

    [Fact]
    public async Task What_is_overdue_weighs_on_today_and_on_no_day_gone_by()
    {
        var calendar = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System);
        var first = calendar.Today;
        DateTimeOffset At(int days) => new(first.AddDays(days).ToDateTime(new TimeOnly(10, 0)), TimeSpan.FromHours(8));
        insights.Customers.Add(Staff("zoe", "pier"));
        foreach (var days in new[] { -40, -2 }) insights.Engagement.Add(new TaskChanged(Guid.NewGuid(), 1, null, "zoe", "pier", "T", "open", "care", At(days), null));
        await insights.CaughtUpAsync();
        // The day may end while it is asked about.
        DateOnly today;
        List<List<int>> due;
        do
        {
            today = calendar.Today;
            due = [await DueAsync(today, today.AddDays(1)), await DueAsync(today.AddDays(-1), today), await DueAsync(first.AddDays(-2), first.AddDays(-1))];
        }
        while (calendar.Today != today);
        Assert.Equal([[2, 0], [0, 2], [1, 0]], due);

        async Task<List<int>> DueAsync(DateOnly from, DateOnly to) =>
            [.. (await insights.ShowAsync($"kpi/workload?team=pier&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}"))["days"]!.AsArray().Select(day => (int)day!["tasksDue"]!)];
    }

    private static StaffChanged Staff(string id, string team) =>
        new(id, 1, char.ToUpperInvariant(id[0]) + id[1..], team, null, null, ["sales"], [], ["zh"], [new StaffShift("monday", 540, 1020)], "Asia/Shanghai", true);
}
