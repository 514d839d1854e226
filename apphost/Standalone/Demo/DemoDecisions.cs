namespace CrmPlatform.Standalone.Demo;

/// <summary>Deals that are decided, so that the funnel has a win rate: contracts renewed, and offers somebody else was better at.</summary>
internal sealed class DemoDecisions(DemoApi api, DemoTrade trade, DateTimeOffset now)
{
    private const int Won = 6;
    private const int Lost = 8;

    private static readonly string[] LostReasons = ["价格高于竞争对手", "Went with the incumbent", "预算取消", "No answer after the demo"];

    public async Task DecideAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken)
    {
        var partners = customers.Where(customer => !customer.Contacts.IsEmpty).Where((_, i) => i % 5 == 1).Take(Won + Lost).ToList();
        foreach (var (customer, i) in partners.Select((customer, i) => (customer, i)))
        {
            var amount = trade.Random.Next(20, 300) * 100_000L;
            if (i < Won) await WinAsync(customer, amount, cancellationToken);
            else await LoseAsync(customer, amount, LostReasons[i % LostReasons.Length], cancellationToken);
        }
    }

    private async Task WinAsync(DemoCustomer customer, long amount, CancellationToken cancellationToken)
    {
        var deal = await OpenAsync(customer, "年度供货合同续约", "renewal", "reviewed", amount, cancellationToken);
        var quote = await api.PostAsync("/api/v1/quotes", new
        {
            opportunityId = deal, kind = "quote", lines = new[] { new { description = "全年供货 / Supply for a year", quantity = 1, unitPriceMinor = amount } },
        }, cancellationToken);
        await api.ActAsync($"/api/v1/quotes/{(string)quote["id"]!}/send", new { }, cancellationToken);
        var contract = await api.PostAsync("/api/v1/contracts", new { opportunityId = deal, amountMinor = amount }, cancellationToken);
        var path = $"/api/v1/contracts/{(string)contract["id"]!}";
        foreach (var term in contract["openTerms"]!.AsArray().Select(term => (string)term!))
        {
            await api.PutAsync($"{path}/terms/{term}", new { text = "按上年合同 / As in last year's contract" }, cancellationToken);
            await api.ActAsync($"{path}/terms/{term}/confirm", new { }, cancellationToken);
        }
        await api.ActAsync($"{path}/sign", new { customerSignatory = customer.Name }, cancellationToken);
    }

    private async Task LoseAsync(DemoCustomer customer, long amount, string reason, CancellationToken cancellationToken)
    {
        var deal = await OpenAsync(customer, "Machines for a new branch", "direct-sale", "solution-presented", amount, cancellationToken);
        await api.ActAsync($"/api/v1/opportunities/{deal}/stage", new { stage = "lost", lostReason = reason }, cancellationToken);
    }

    private async Task<string> OpenAsync(DemoCustomer customer, string title, string pipeline, string stage, long amount, CancellationToken cancellationToken) =>
        (string)(await api.PostAsync("/api/v1/opportunities", new
        {
            customerId = customer.Id,
            title,
            pipeline,
            stage,
            currency = "CNY",
            amountMinor = amount,
            expectedClose = now.AddDays(10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            contactId = customer.Contacts.First(),
            need = "稳定供货",
            solution = "Delivery every week",
            nextStep = "签字盖章",
            ownerId = customer.Owner.Subject,
        }, cancellationToken))["id"]!;
}
