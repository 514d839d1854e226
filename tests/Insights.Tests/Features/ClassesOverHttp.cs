using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Abc;
using CrmPlatform.Insights.Tests.Hosting;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I2: classes from purchases, published when they change and only then.</summary>
public sealed class ClassesOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly int Year = AbcClassification.LastFullYear(new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today);
    private static readonly DateTimeOffset Summer = new(Year, 7, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Agents_top_franchisees_and_growing_customers_are_told_of_once_and_the_sums_agree()
    {
        var (agent, grower, slow) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Guid[] franchisees = [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid())];
        insights.Customers.Add(
            Happenings.Customer(agent, channel: "agent"), Happenings.Customer(grower, cooperation: 4, loyalty: 5), Happenings.Customer(slow, cooperation: 5, loyalty: 5));
        foreach (var (franchisee, i) in franchisees.Select((id, i) => (id, i)))
            insights.Customers.Add(Happenings.Customer(franchisee, channel: "franchisee"), Happenings.Purchase(franchisee, $"F{i}", Summer, (1, "A", 1, 1000 * (i + 1))));
        foreach (var (customer, minor) in new[] { (grower, new long[] { 1000, 1100, 1210 }), (slow, [1000, 1100, 1209]) })
            insights.Customers.Add([.. minor.Select((amount, y) => (object)Happenings.Purchase(customer, $"{customer:N}{y}", Summer.AddYears(y - 2), (1, "A", 1, amount)))]);
        // Nobody who ever bought, nobody any more, and nobody of one's own.
        var (stranger, archived, merged) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        insights.Customers.Add(Happenings.Customer(stranger, team: "south"), Happenings.Customer(archived, status: "archived"), Happenings.Customer(merged));
        insights.Customers.Add(new CustomersMerged(Guid.NewGuid(), slow, merged, "ada", DateTimeOffset.UtcNow));
        await insights.CaughtUpAsync();
        Assert.Equal(14, (await insights.AllAsync("abc")).Count);

        await insights.ComputeAsync("abc");
        var classes = await insights.ShowAsync("abc/summary");
        Assert.Equal(Year, (int)classes["report"]!["year"]!);
        Assert.Equal((3, 1, 10), ((int)classes["report"]!["a"]!, (int)classes["report"]!["b"]!, (int)classes["report"]!["c"]!));
        Assert.Equal([("A", 3), ("B", 1), ("C", 10)], classes["classes"]!.AsArray().Select(c => ((string)c!["class"]!, (int)c["customers"]!)));
        foreach (var sum in classes["classes"]!.AsArray())
        {
            var members = await insights.AllAsync($"abc?class={sum!["class"]}");
            Assert.Equal((int)sum["customers"]!, members.Count);
            Assert.Equal((decimal)sum["sales"]!, members.Sum(m => (decimal)m["sales"]!));
            Assert.All(members, m => Assert.NotEmpty((string)m["reason"]!["zhHans"]!));
        }
        Assert.Equal(14, (await insights.AllAsync("abc")).Select(c => (Guid)c["customerId"]!).Distinct().Count());
        var paged = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await insights.ShowAsync($"abc?class=C&limit=3{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}");
            paged.AddRange(page.Items.Select(item => (Guid)item["customerId"]!));
            cursor = page.Next;
        }
        Assert.Equal((10, stranger), (paged.Distinct().Count(), paged[^1]));
        var south = insights.Service.As("sue", "sales", "south");
        Assert.Equal([("A", 0), ("B", 0), ("C", 1)], (await insights.ShowAsync("abc/summary", south))["classes"]!.AsArray().Select(c => ((string)c!["class"]!, (int)c["customers"]!)));
        Assert.Equal(stranger, (Guid)(await insights.AllAsync("abc", south)).Single()["customerId"]!);
        // X1: what the classification came to over everybody is for who sees everybody.
        Assert.Null((await insights.ShowAsync("abc/summary", south))["report"]);
        var told = await insights.PublishedAsync<CustomerClassified>();
        Assert.Equivalent(new[] { (agent, "A"), (franchisees[9], "A"), (franchisees[8], "A"), (grower, "B") }, told.Select(e => (e.CustomerId, e.Class)), strict: true);
        Assert.All(told, e => Assert.True(e.Reason.Length > 0 && e.ReasonZhHans.Length > 0 && e.ReasonZhHant.Length > 0));

        await insights.ComputeAsync("abc");
        Assert.Equal(told.Count, (await insights.PublishedAsync<CustomerClassified>()).Count);

        // Late lines lift the eleventh-year sales of the slow one over the line; the next computation says so.
        insights.Customers.Add(Happenings.Purchase(slow, $"{slow:N}late", Summer, (1, "A", 1, 1)));
        await insights.CaughtUpAsync();
        await insights.ComputeAsync("abc", new { asOf = $"{Year + 1}-01-01" });
        Assert.Equal((slow, "B"), (await insights.PublishedAsync<CustomerClassified>()).Skip(told.Count).Select(e => (e.CustomerId, e.Class)).Single());

        // C4: a look back at an earlier year says what it came to and leaves everybody's class of today alone.
        var now = await SeenAsync();
        await insights.ComputeAsync("abc", new { asOf = $"{Year - 1}-06-30" });
        Assert.Equal(now, await SeenAsync());
        Assert.Equal(told.Count + 1, (await insights.PublishedAsync<CustomerClassified>()).Count);
        var back = await insights.ShowAsync($"abc/summary?asOf={Year - 1}-06-30");
        Assert.Equal((Year - 2, 0, 0), ((int)back["report"]!["year"]!, (int)back["report"]!["b"]!, (int)back["report"]!["changed"]!));
        Assert.Empty(back["classes"]!.AsArray());
        Assert.Equal(Year, (int)(await insights.ShowAsync($"abc/summary?asOf={Year + 1}-01-01"))["report"]!["year"]!);
        Assert.Null((await insights.ShowAsync($"abc/summary?asOf={Year - 1}-06-30", south))["report"]);
        (await insights.Admin.GetAsync($"/api/v1/insights/abc/summary?asOf={Year - 1}-06-29")).Expect(HttpStatusCode.NotFound);
    }

    private async Task<string> SeenAsync() =>
        (await insights.ShowAsync("abc/summary")).Text + string.Join('\n', (await insights.AllAsync("abc")).Select(one => one.ToJsonString()));

    [Fact]
    public async Task A_day_to_come_cannot_be_judged()
    {
        var answer = (await insights.Admin.PostAsync("/api/v1/insights/abc", new { asOf = "2999-01-01" })).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("a day up to", answer.Text, StringComparison.Ordinal);
        (await insights.Admin.GetAsync("/api/v1/insights/abc?class=D")).Expect(HttpStatusCode.BadRequest);
        (await insights.Service.As("sam", "sales", "north").PostAsync("/api/v1/insights/abc", new { })).Expect(HttpStatusCode.Forbidden);
    }
}
