namespace CrmPlatform.Insights.Domain.Association;

/// <summary>A product worth offering, and the rule that says so.</summary>
internal sealed record Recommendation(int Product, AssociationRule Because);

/// <summary>I9: recommendations per customer from the rules; what the customer has is left out.</summary>
internal sealed class Recommendations
{
    private readonly Dictionary<int, List<AssociationRule>> byFirst = [];

    public Recommendations(IEnumerable<AssociationRule> rules)
    {
        foreach (var rule in rules)
        {
            // A rule below chance (lift ≤ 1) is no reason to offer anything.
            if (rule.Lift <= 1 || rule.Antecedent.Count == 0)
                continue;
            if (!byFirst.TryGetValue(rule.Antecedent[0], out var list))
                byFirst[rule.Antecedent[0]] = list = [];
            list.Add(rule);
        }
    }

    /// <summary>The best rule of each product whose left side the customer has bought, by confidence, then lift, then support.</summary>
    public IReadOnlyList<Recommendation> For(IReadOnlySet<int> owned, int limit)
    {
        if (limit is < 1 or > 200)
            throw InsightRefusedException.OutOfRange(nameof(limit), limit, "1 to 200");
        var best = new Dictionary<int, AssociationRule>();
        foreach (var product in owned)
        {
            foreach (var rule in byFirst.GetValueOrDefault(product, []))
            {
                if (!owned.Contains(rule.Consequent)
                    && rule.Antecedent.All(owned.Contains)
                    && (!best.TryGetValue(rule.Consequent, out var known) || Better(rule, known)))
                {
                    best[rule.Consequent] = rule;
                }
            }
        }
        return
        [
            .. best.OrderByDescending(b => b.Value.Confidence).ThenByDescending(b => b.Value.Lift).ThenByDescending(b => b.Value.Baskets).ThenBy(b => b.Key)
                .Take(limit).Select(b => new Recommendation(b.Key, b.Value)),
        ];
    }

    private static bool Better(AssociationRule a, AssociationRule b) =>
        (a.Confidence, a.Lift, a.Baskets, -a.Length).CompareTo((b.Confidence, b.Lift, b.Baskets, -b.Length)) > 0;
}
