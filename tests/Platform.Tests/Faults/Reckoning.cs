using System.Net;
using System.Text.Json.Nodes;

namespace CrmPlatform.Platform.Tests.Faults;

/// <summary>Counts after the faults: every acknowledged write is there, and every effect of its events is there exactly once.</summary>
internal sealed class Reckoning(ApiClient api, IReadOnlyList<Guid> customers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task IsRightAsync(IReadOnlyCollection<Written> acknowledged)
    {
        foreach (var customer in customers)
        {
            // What the owners of the data say is the truth; an unanswered write may have gone in or not, but then wholly.
            var truth = new Dictionary<string, HashSet<Guid>>
            {
                ["purchase"] = await IdsAsync($"/api/v1/purchases?customerId={customer}"),
                ["call"] = await IdsAsync($"/api/v1/calls?customerId={customer}"),
                ["complaint"] = await IdsAsync($"/api/v1/complaints?customerId={customer}"),
            };
            foreach (var kind in truth.Keys)
            {
                var lost = acknowledged.Where(written => written.Customer == customer && written.Kind == kind && !truth[kind].Contains(written.Id)).ToList();
                Assert.True(lost.Count == 0, $"{lost.Count} acknowledged {kind}s of customer {customer} are gone.");
            }
            var expected = (truth["purchase"].Count, truth["call"].Count, truth["complaint"].Count);
            Assert.Equal(expected, await Eventually.BecomesAsync(() => TimelineAsync(customer), seen => seen == expected, $"the timeline of {customer} to have {expected}", Patience));
            var figures = await Eventually.BecomesAsync(() => FiguresAsync(customer), seen => seen.Orders == expected.Item1 && seen.Complaints == expected.Item3, $"Insights to have {expected} of {customer}", Patience);
            Assert.Equal(expected.Item1 * 1.25m, figures.Net);
        }
        await DashboardAgreesAsync();
        foreach (var service in new[] { "customers", "engagement", "service", "insights" })
            Assert.Empty((await api.GetAsync($"/api/v1/dead-letters/{service}")).Expect(HttpStatusCode.OK).Items);
    }

    private async Task DashboardAgreesAsync()
    {
        var complaints = (await IdsAsync("/api/v1/complaints?open=true")).Count;
        await Eventually.BecomesAsync(() => api.GetAsync("/api/v1/insights/dashboard"), seen => (int)seen["complaints"]!["open"]! == complaints, $"the dashboard to count {complaints} open complaints", Patience);
    }

    private async Task<(int Purchases, int Calls, int Complaints)> TimelineAsync(Guid customer)
    {
        var entries = new List<JsonNode>();
        await foreach (var item in AllAsync($"/api/v1/timeline?customerId={customer}")) entries.Add(item);
        return (entries.Count(Is("purchase")), entries.Count(Is("call")), entries.Count(Is("complaint-opened")));

        static Func<JsonNode, bool> Is(string kind) => entry => (string?)entry["kind"] == kind;
    }

    private async Task<(long Orders, int Complaints, decimal Net)> FiguresAsync(Guid customer)
    {
        var seen = (await api.GetAsync($"/api/v1/insights/customers/{customer}")).Expect(HttpStatusCode.OK);
        return ((long)seen["purchases"]!["orders"]!, (int)seen["contacts"]!["complaints"]!, (decimal)seen["purchases"]!["net"]!);
    }

    private async Task<HashSet<Guid>> IdsAsync(string path)
    {
        var ids = new HashSet<Guid>();
        await foreach (var item in AllAsync(path)) Assert.True(ids.Add((Guid)item["id"]!), $"{item["id"]} is listed twice at {path}.");
        return ids;
    }

    private async IAsyncEnumerable<JsonNode> AllAsync(string path)
    {
        string? cursor = null;
        do
        {
            var page = (await api.GetAsync($"{path}&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            foreach (var item in page.Items) yield return item;
            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
