using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>A random company of three hundred days, shared by the tests that only look.</summary>
public sealed class RandomCompany : IAsyncLifetime
{
    public InsightsFixture Insights { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Insights.InitializeAsync();
        var history = new RandomHistory(2026);
        history.Go(900);
        Insights.Customers.Add([.. history.FromCustomers]);
        Insights.Engagement.Add([.. history.FromEngagement]);
        Insights.Complaints.Add([.. history.FromService]);
        var (start, random) = (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new Random(7));
        for (var i = 0; i < 40; i++)
        {
            var (customer, at) = (Guid.NewGuid(), start.AddMinutes(random.Next(300 * 24 * 60)));
            Insights.Complaints.Add(new SurveyAnswered(Guid.NewGuid(), Guid.NewGuid(), customer, "nps", random.Next(11), 0, 10, "closing", [], at),
                new RemedyBooked(Guid.NewGuid(), Guid.NewGuid(), customer, "refund", null, 100, "CNY", "ada", at));
            Insights.Engagement.Add(new ContractSigned(Guid.NewGuid(), Guid.NewGuid(), customer, "sam", "north", 5000, "CNY", 5000 + i, at),
                new ActivityRecorded(Guid.NewGuid(), customer, "sue", "south", "meeting", "outbound", "care", at, 20 + i, null),
                new CampaignResponded(Guid.NewGuid(), "Spring", customer, "yes", at));
        }
        await Insights.CaughtUpAsync();
    }

    public ValueTask DisposeAsync() => Insights.DisposeAsync();
}

/// <summary>I13: every number leads to what it counts, and the two come to the same, whoever asks and whose days they are.</summary>
public sealed class DrillDownOverHttp(RandomCompany company) : IClassFixture<RandomCompany>
{
    private const string Range = "from=2026-01-01&to=2026-11-15";

    public static TheoryData<string> Measures => [.. Enum.GetValues<Measure>().Where(m => m is not (Measure.Customers or Measure.OpenComplaints or Measure.OpenTasks or Measure.OpenOpportunities)).Select(EnumCode.Of)];

    [Theory, MemberData(nameof(Measures))]
    public async Task A_count_by_month_by_day_and_in_another_time_zone_is_what_stands_behind_it(string measure)
    {
        foreach (var client in new[] { company.Insights.Admin, company.Insights.Service.As("sam", "sales", "north") })
        {
            var months = await company.Insights.ShowAsync($"dashboard/history?measure={measure}&grain=month&{Range}", client);
            var days = await company.Insights.ShowAsync($"dashboard/history?measure={measure}&grain=day&{Range}", client);
            var behind = await company.Insights.AllAsync($"dashboard/behind?measure={measure}&{Range}", client);
            Assert.Equal((int)months["count"]!, behind.Count);
            Assert.Equal((int)months["count"]!, days["periods"]!.AsArray().Sum(p => (int)p!["count"]!));
            Assert.Equal((decimal?)months["amount"] ?? 0, behind.Sum(b => (decimal?)b["amount"] ?? 0));
            Assert.Equal((long?)months["minutes"] ?? 0, behind.Sum(b => (long?)b["minutes"] ?? 0));
            Assert.Equal(behind.Count, behind.Select(b => (Guid)b["id"]!).Distinct().Count());

            var elsewhere = await company.Insights.ShowAsync($"dashboard/history?measure={measure}&grain=day&{Range}&zone=America/New_York", client);
            var there = await company.Insights.AllAsync($"dashboard/behind?measure={measure}&{Range}&zone=America/New_York", client);
            var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
            Assert.Equal((int)elsewhere["count"]!, there.Count);
            Assert.Equal(there.CountBy(b => $"{TimeZoneInfo.ConvertTime((DateTimeOffset)b["at"]!, zone):yyyy-MM-dd}").OrderBy(d => d.Key),
                elsewhere["periods"]!.AsArray().Where(p => (int)p!["count"]! > 0).Select(p => KeyValuePair.Create((string)p!["period"]!, (int)p["count"]!)));
        }
        Assert.True(measure is "visits-missed" || (await company.Insights.AllAsync($"dashboard/behind?measure={measure}&{Range}")).Count > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&zone=Europe/Berlin")]
    public async Task Sales_of_a_range_are_those_of_its_customers_for_whoever_asks(string zone)
    {
        foreach (var (client, whose) in new[]
        {
            (company.Insights.Admin, ""), (company.Insights.Admin, "&team=south"), (company.Insights.Admin, "&person=sue"), (company.Insights.Service.As("sam", "sales", "north"), ""),
        })
        {
            foreach (var range in new[] { "from=2026-03-01&to=2026-05-31", "from=2026-06-07&to=2026-06-07" })
            {
                var history = await company.Insights.ShowAsync($"dashboard/sales?grain=day&{range}{zone}{whose}", client);
                var customers = await company.Insights.AllAsync($"dashboard/sales/customers?{range}{zone}{whose}", client);
                foreach (var field in new[] { "orders", "lines", "sales", "refunds", "net", "margin" })
                {
                    Assert.Equal((decimal)history["total"]![field]!, history["periods"]!.AsArray().Sum(p => (decimal)p![field]!));
                    Assert.Equal((decimal)history["total"]![field]!, customers.Sum(c => (decimal)c[field]!));
                }
            }
        }
    }

    [Fact]
    public async Task Segments_come_to_the_same_as_their_customers_for_whoever_asks()
    {
        var seen = new List<int>();
        foreach (var client in new[] { company.Insights.Admin, company.Insights.Service.As("sam", "sales", "north"), company.Insights.Service.As("sue", "sales", "south") })
        {
            var segments = await company.Insights.ShowAsync("rfm/segments", client);
            var all = (await company.Insights.AllAsync("rfm", client)).FindAll(customer => customer["segment"] is not null);
            Assert.Equal((all.Count, all.Sum(c => (decimal)c["net"]!)), ((int)segments["customers"]!, (decimal)segments["net"]!));
            foreach (var segment in segments["segments"]!.AsArray())
            {
                var members = await company.Insights.AllAsync($"rfm?segment={segment!["segment"]}", client);
                Assert.Equal((members.Count, members.Sum(m => (long)m["orders"]!), members.Sum(m => (decimal)m["net"]!)),
                    ((int)segment["customers"]!, (long)segment["orders"]!, (decimal)segment["net"]!));
            }
            seen.Add(all.Count);
        }
        Assert.All(seen, count => Assert.InRange(count, 1, seen[0]));
    }

    [Fact]
    public async Task Who_may_read_the_tasks_of_a_team_counts_those_of_that_team()
    {
        var agent = company.Insights.Service.As("ben", "agent", "north");
        var open = (int)(await InsightsFixture.DashboardAsync(agent))["tasks"]!["open"]!;
        Assert.Equal(open, (await company.Insights.AllAsync("dashboard/behind?measure=open-tasks", agent)).Count);
        var all = await InsightsFixture.DashboardAsync(company.Insights.Admin);
        Assert.True((int)all["tasks"]!["open"]! > open);
        Assert.Equal((int)all["visits"]!["heldThisWeek"]!, (int)(await InsightsFixture.DashboardAsync(agent))["visits"]!["heldThisWeek"]!);

        var done = await company.Insights.ShowAsync($"dashboard/history?measure=tasks-done&grain=month&{Range}", agent);
        Assert.Equal((int)done["count"]!, (await company.Insights.AllAsync($"dashboard/behind?measure=tasks-done&{Range}", agent)).Count);
        foreach (var row in (await company.Insights.ShowAsync("kpi?period=2026&measure=tasks-done", agent))["rows"]!.AsArray())
        {
            var behind = await company.Insights.AllAsync(((string)row!["behind"]!)["/api/v1/insights/".Length..], agent);
            Assert.Equal((int)row["value"]!, behind.Count);
        }
    }

    [Fact]
    public async Task The_same_zone_by_another_way_comes_to_the_same()
    {
        // Asia/Chongqing has been Asia/Shanghai's time for decades: sums that are kept against rows that are counted.
        var kept = await company.Insights.ShowAsync("dashboard/sales?grain=day&from=2026-02-01&to=2026-04-30");
        var counted = await company.Insights.ShowAsync("dashboard/sales?grain=day&from=2026-02-01&to=2026-04-30&zone=Asia/Chongqing");
        Assert.Equal(kept["periods"]!.ToJsonString(), counted["periods"]!.ToJsonString());
    }
}
