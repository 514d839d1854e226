using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Association;
using CsCheck;

namespace CrmPlatform.Insights.Tests.Association;

public sealed class AssociationProperties
{
    private static readonly Gen<int[][]> Purchases = Gen.Int[0, 7].Array[0, 6].Array[1, 60];

    [Fact]
    public void Every_set_that_counting_finds_is_found_and_no_other() =>
        Gen.Select(Purchases, Gen.Int[1, 6]).Sample((purchases, minimum) =>
        {
            var found = Eclat.Mine(new Baskets(purchases, 8), minimum, 8).ToDictionary(s => string.Join(',', s.Products), s => s.Baskets);
            var counted = new Dictionary<string, int>();
            for (var mask = 1; mask < 256; mask++)
            {
                var set = Enumerable.Range(0, 8).Where(p => (mask >> p & 1) == 1).ToArray();
                var count = purchases.Count(b => set.All(b.Contains));
                if (count >= minimum)
                    counted[string.Join(',', set)] = count;
            }
            Assert.Equal(counted.OrderBy(s => s.Key, StringComparer.Ordinal), found.OrderBy(s => s.Key, StringComparer.Ordinal));
        }, iter: 300);

    [Fact]
    public void The_measures_of_a_rule_are_what_they_are_defined_as() =>
        Purchases.Sample(purchases =>
        {
            var baskets = purchases.Where(b => b.Length > 0).ToArray();
            foreach (var rule in AssociationRules.Mine(new Baskets(purchases, 8), 0.05, 0.3))
            {
                var left = baskets.Count(b => rule.Antecedent.All(b.Contains));
                var both = baskets.Count(b => rule.Antecedent.Append(rule.Consequent).All(b.Contains));
                var right = baskets.Count(b => b.Contains(rule.Consequent));
                Assert.Equal(both, rule.Baskets);
                Assert.Equal((double)both / left, rule.Confidence, 12);
                Assert.Equal((double)both * baskets.Length / left / right, rule.Lift, 12);
                Assert.True(rule.Confidence >= 0.3 && rule.Support >= 0.05 - 1e-12);
            }
        }, iter: 200);

    [Fact]
    public void What_the_customer_has_is_never_recommended() =>
        Gen.Select(Purchases, Gen.Int[0, 7].HashSet[0, 6]).Sample((purchases, owned) =>
        {
            var rules = AssociationRules.Mine(new Baskets(purchases, 8), 0.02, 0.1);
            var offered = new Recommendations(rules).For(owned, 10);
            Assert.Equal(offered.Count, offered.Select(o => o.Product).Distinct().Count());
            Assert.All(offered, o =>
            {
                Assert.DoesNotContain(o.Product, owned);
                Assert.All(o.Because.Antecedent, a => Assert.Contains(a, owned));
                Assert.True(o.Because.Lift > 1);
                Assert.Equal(
                    rules.Where(r => r.Consequent == o.Product && r.Lift > 1 && r.Antecedent.All(owned.Contains)).Max(r => r.Confidence), o.Because.Confidence);
            });
        }, iter: 200);

    [Theory]
    [InlineData(0, 0.5, "support")]
    [InlineData(1.1, 0.5, "support")]
    [InlineData(0.1, -0.1, "confidence")]
    [InlineData(0.1, 1.1, "confidence")]
    public void Bad_parameters_are_refused(double support, double confidence, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<InsightRefusedException>(() => AssociationRules.Mine(new Baskets([[1]], 2), support, confidence)).Parameter);

    [Fact]
    public void A_support_that_is_a_whole_number_of_baskets_is_not_lost_to_rounding()
    {
        var baskets = new Baskets(Enumerable.Range(0, 100).Select(i => i < 7 ? new[] { 0, 1 } : [2]), 3);
        Assert.Equal(2, AssociationRules.Mine(baskets, 0.07, 0.5).Count);
        Assert.Empty(AssociationRules.Mine(baskets, 0.0701, 0.5));
    }
}
