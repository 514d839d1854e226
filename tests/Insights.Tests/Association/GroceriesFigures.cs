using CrmPlatform.Insights.Domain.Association;

namespace CrmPlatform.Insights.Tests.Association;

/// <summary>Rules on Groceries (Hahsler, Hornik and Reutterer 2006) as arules finds them.</summary>
public sealed class GroceriesFigures
{
    private static readonly Lazy<(Baskets Baskets, List<string> Names)> Data = new(() =>
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var baskets = ReferenceData.Lines("baskets", "groceries_baskets.csv")
            .Select(l => l.Split(',').Select(p => p.Trim()).Where(p => p.Length > 0)
                .Select(p => ids.TryGetValue(p, out var id) ? id : ids[p] = ids.Count).ToArray())
            .ToArray();
        return (new Baskets(baskets, ids.Count), [.. ids.OrderBy(i => i.Value).Select(i => i.Key)]);
    });

    private static int[] ByLength(IReadOnlyList<AssociationRule> rules, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(length => rules.Count(r => r.Length == length))];

    [Fact]
    public void The_data_are_those_that_arules_describes()
    {
        var (baskets, names) = Data.Value;
        var counts = new int[baskets.Products];
        var items = 0;
        for (var b = 0; b < baskets.Count; b++)
        {
            items += baskets[b].Length;
            foreach (var p in baskets[b])
                counts[p]++;
        }
        Assert.Equal((9835, 169, 43_367), (baskets.Count, baskets.Products, items));
        Assert.Equal(2513, counts[names.IndexOf("whole milk")]);
        Assert.Equal(1903, counts[names.IndexOf("other vegetables")]);
    }

    [Fact]
    public void Support_of_a_thousandth_and_confidence_of_a_half_make_5668_rules()
    {
        var rules = AssociationRules.Mine(Data.Value.Baskets, 0.001, 0.5);
        Assert.Equal(5668, rules.Count);
        Assert.Equal([11, 1461, 3211, 939, 46], ByLength(rules, 2, 6));
        Assert.Equal(18.99565, rules[0].Lift, 5);
    }

    /// <summary>arules: 410 rules (29, 229, 140, 12 by length) at .001/.8; 463 (150, 297, 16) at .006/.25; 15 at .01/.5; 13 492 frequent sets at .001.</summary>
    [Fact]
    public void Other_supports_and_confidences()
    {
        var strict = AssociationRules.Mine(Data.Value.Baskets, 0.001, 0.8);
        Assert.Equal([29, 229, 140, 12], ByLength(strict, 3, 6));
        Assert.Equal(410, strict.Count);

        var wide = AssociationRules.Mine(Data.Value.Baskets, 0.006, 0.25);
        Assert.Equal([150, 297, 16], ByLength(wide, 2, 4));
        Assert.Equal(463, wide.Count);

        Assert.Equal(15, AssociationRules.Mine(Data.Value.Baskets, 0.01, 0.5).Count);
        Assert.Equal(13_492, Eclat.Mine(Data.Value.Baskets, 10, 10).Count);
    }

    [Fact]
    public void A_known_rule_has_its_published_measures()
    {
        var (baskets, names) = Data.Value;
        var rule = AssociationRules.Mine(baskets, 0.006, 0.25)
            .Single(r => r.Length == 2 && r.Antecedent[0] == names.IndexOf("pot plants") && r.Consequent == names.IndexOf("whole milk"));
        Assert.Equal(68, rule.Baskets);
        Assert.Equal(0.006914082, rule.Support, 9);
        Assert.Equal(0.4, rule.Confidence, 12);
        Assert.Equal(1.565460, rule.Lift, 6);
    }
}
