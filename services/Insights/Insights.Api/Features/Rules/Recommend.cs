using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Association;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Rules;

/// <param name="Because">The rule whose left side the customer has bought.</param>
public sealed record RecommendationView(string Product, string? Name, RuleView Because);

public sealed record RecommendationsView(Guid CustomerId, Guid RunId, int ProductsOwned, [property: CsvTable] IReadOnlyList<RecommendationView> Recommendations);

/// <summary>I9: what to offer a customer; what it has, and what is sold no more, is left out.</summary>
internal static class Recommend
{
    private const int Most = 200;

    public static async Task<Results<Ok<RecommendationsView>, Missing>> HandleAsync(
        Guid customerId, InsightsDb db, RuleBook book, CancellationToken cancellationToken, int limit = 10)
    {
        if (limit is < 1 or > Most) throw InsightRefusedException.OutOfRange("limit", limit, $"1 to {Most}");
        if (await db.FindCustomerAsync(customerId, cancellationToken) is not { } customer) return new Missing("customer", customerId);
        if (await db.RunAsync(MineRules.RunKind, null, cancellationToken) is not { } run) return Analyses.NotYet(MineRules.Path, null);
        var rules = await book.OfAsync(db, run.Key, cancellationToken);
        long[] members = [.. (await db.FamiliesAsync([customer.No], cancellationToken)).Keys];
        var items = await db.All<PurchaseRow>().Where(p => EF.Parameter(members).Contains(p.CustomerNo) && p.SaleLines > 0).Select(p => p.Items).ToListAsync(cancellationToken);
        var owned = items.SelectMany(BoughtItems.Of).ToHashSet(StringComparer.Ordinal);
        var fitting = rules.For(owned, Most);
        var gone = await db.NotSoldAsync([.. fitting.Select(f => f.Product)], cancellationToken);
        var found = fitting.Where(f => !gone.Contains(f.Product)).Take(limit).ToList();
        var codes = found.Select(f => f.Product).ToArray();
        var names = await db.ProductNamesAsync(codes, cancellationToken);
        return TypedResults.Ok(new RecommendationsView(customer.Id, run.Id, owned.Count,
            [.. found.Select(f => new RecommendationView(f.Rule.Consequent, names.GetValueOrDefault(f.Rule.Consequent), f.Rule))]));
    }
}

/// <summary>Keeps the rules of the last run ready: they change once a night and are asked for with every customer.</summary>
internal sealed class RuleBook
{
    private volatile Known? known;

    public async Task<Indexed> OfAsync(InsightsDb db, long run, CancellationToken cancellationToken)
    {
        if (known is { } last && last.Run == run) return last.Rules;
        var rows = await db.Rules.AsNoTracking().Where(r => r.RunKey == run).OrderBy(r => r.Place).ToListAsync(cancellationToken);
        var rules = new Indexed([.. rows.Select(RuleView.Of)]);
        known = new Known(run, rules);
        return rules;
    }

    private sealed record Known(long Run, Indexed Rules);

    internal sealed class Indexed
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly Recommendations recommendations;
        private readonly Dictionary<AssociationRule, RuleView> views = new(ReferenceEqualityComparer.Instance);

        public Indexed(IReadOnlyList<RuleView> rules)
        {
            foreach (var rule in rules) views.Add(new AssociationRule([.. rule.Antecedent.Select(Number)], Number(rule.Consequent), rule.Baskets, rule.Support, rule.Confidence, rule.Lift), rule);
            recommendations = new Recommendations(views.Keys);
        }

        public IReadOnlyList<(string Product, RuleView Rule)> For(IReadOnlySet<string> owned, int limit) =>
            [.. recommendations.For(owned.Where(numbers.ContainsKey).Select(code => numbers[code]).ToHashSet(), limit).Select(r => (views[r.Because].Consequent, views[r.Because]))];

        private int Number(string code)
        {
            if (!numbers.TryGetValue(code, out var number)) numbers.Add(code, number = numbers.Count);
            return number;
        }
    }
}
