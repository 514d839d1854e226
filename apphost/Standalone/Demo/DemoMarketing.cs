using System.Globalization;

namespace CrmPlatform.Standalone.Demo;

/// <summary>What marketing does at the demo company: campaigns with what they cost and brought, and the leads that came of them and otherwise.</summary>
internal sealed class DemoMarketing(DemoApi api, DemoTrade trade, DateTimeOffset now)
{
    private const int Leads = 30;

    private static readonly string[] Responses = ["interested", "interested", "accepted", "attended", "bought", "declined", "no-answer"];
    private static readonly string[] Sources = ["exhibition", "web", "referral", "canvassing", "list", "acquaintance"];
    private static readonly string[] Notes = ["想了解加盟政策", "Asked for the price list", "计划明年开三家店", "Wants samples before the summer", "对制冰机感兴趣"];
    private static readonly string[] Losses = ["no-money", "competitor", "unreachable", "no-need"];

    private static readonly Plan[] Plans =
    [
        new("冬季新品品鉴会", "三十位老客户试饮冬季新品", "seminar", 30_000, -75, -60, 90, [("场地与茶点", 12_600), ("样品", 7_900), ("礼品", 4_350)], "四成客户当场下单意向"),
        new("上海餐饮展", "Meet two hundred shop owners", "exhibition", 80_000, -18, 12, 60, [("Stand and construction", 52_000), ("差旅", 18_400), ("Brochures", 13_200)], null),
        new("Spring menu by e-mail", "Win back who has not ordered since autumn", "email", 8_000, 20, 50, 40, [("设计", 1_800)], null),
    ];

    private readonly List<string> campaigns = [];
    private int converted;

    public async Task CampaignsAsync(IReadOnlyList<DemoCustomer> customers, CancellationToken cancellationToken)
    {
        var owner = DemoPeople.All.First(person => person.Team == "marketing").Subject;
        foreach (var plan in Plans)
        {
            var path = $"/api/v1/campaigns/{(string)(await api.PostAsync("/api/v1/campaigns", new
            {
                name = plan.Name, goal = plan.Goal, channel = plan.Channel, budgetMinor = plan.Budget * 100L, currency = "CNY", startsOn = Day(plan.Starts), endsOn = Day(plan.Ends), ownerId = owner,
            }, cancellationToken))["id"]!}";
            campaigns.Add(path.Split('/')[^1]);
            var members = Enumerable.Range(0, plan.Members).Select(_ => trade.Pick(customers).Id).Distinct().ToArray();
            await api.PostAsync($"{path}/members", new { customerIds = members }, cancellationToken);
            foreach (var (text, amount) in plan.Costs) await api.PostAsync($"{path}/costs", new { text, amountMinor = amount * 100L, on = Day(Math.Min(0, plan.Starts)) }, cancellationToken);
            if (plan.Starts > 0) continue;
            await api.ActAsync($"{path}/start", new { }, cancellationToken);
            // Every second member says something.
            foreach (var member in members.Where((_, i) => i % 2 == 0))
                await api.PostAsync($"{path}/members/{member}/response", new { response = trade.Pick(Responses), at = now.AddDays(plan.Starts + trade.Random.Next(0, 15)) }, cancellationToken);
            if (plan.Ends < 0) await api.ActAsync($"{path}/end", new { result = plan.Result }, cancellationToken);
        }
    }

    /// <summary>Thirty leads: half of them still to be seen to, some who became customers, some of whom nothing came.</summary>
    public async Task LeadsAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Leads; i++)
        {
            var chinese = i % 3 > 0;
            var source = Sources[i % Sources.Length];
            // Who was met at the fair came by the fair's campaign; some of the others by the tasting.
            var campaign = source == "exhibition" ? 1 : i % 4 == 1 ? 0 : (int?)null;
            var lead = await api.PostAsync("/api/v1/leads", new
            {
                source,
                name = trade.NewName(chinese, person: false),
                role = "demander",
                channel = i % 5 == 0 ? "franchisee" : "end-customer",
                phone = string.Create(CultureInfo.InvariantCulture, $"+86 137{i:00000000}"),
                contactName = trade.NewName(chinese, person: true),
                note = Notes[i % Notes.Length],
                campaign = campaign is { } named ? Plans[named].Name : null,
                campaignId = campaign is { } known ? campaigns[known] : null,
                language = chinese ? "zh-Hans" : "en",
                // Two shops of one chain look alike and are two leads all the same.
                allowDuplicate = true,
            }, cancellationToken);
            var path = $"/api/v1/leads/{(string)lead["id"]!}";
            if (i % 10 is 2 or 5 or 8)
            {
                var owner = trade.Pick(DemoPeople.All.Where(person => person.Role == "sales" && person.Team != "marketing").ToList());
                await api.ActAsync($"{path}/convert", new { grade = "ordinary", ownerId = owner.Subject, team = owner.Team }, cancellationToken);
                converted++;
            }
            else if (i % 10 is 3 or 7)
            {
                await api.ActAsync($"{path}/disqualify", new { loss = Losses[i % Losses.Length], reason = "按电话沟通记录" }, cancellationToken);
                if (i == 27) await api.ActAsync($"{path}/reopen", new { }, cancellationToken);
            }
        }
    }

    /// <summary>What an analyst looks for first. Models are fitted to all there is, so Insights has to have heard of the last of it; warnings rest on values, hence the order.</summary>
    public async Task AnalysesAsync(CancellationToken cancellationToken)
    {
        while (!await HeardOfAllAsync(cancellationToken)) await Task.Delay(100, cancellationToken);
        foreach (var analysis in new[] { "abc", "clv", "churn", "rules", "clusters" }) await api.RunAsync($"/api/v1/insights/{analysis}", new { }, cancellationToken);
    }

    // Events of a service come in their order: with the last lead's conversion all purchases before it are there too.
    private async Task<bool> HeardOfAllAsync(CancellationToken cancellationToken)
    {
        var leads = (await api.GetAsync("/api/v1/insights/channels", cancellationToken))["leads"]!;
        return (long)leads["received"]! == Leads && (long)leads["converted"]! == converted;
    }

    private string Day(int days) => now.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A campaign; money in whole yuan, days from today.</summary>
    private sealed record Plan(string Name, string Goal, string Channel, int Budget, int Starts, int Ends, int Members, (string Text, int Amount)[] Costs, string? Result);
}
