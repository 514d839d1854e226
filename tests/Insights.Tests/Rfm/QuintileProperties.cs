using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Rfm;
using CsCheck;

namespace CrmPlatform.Insights.Tests.Rfm;

/// <summary>I1: quintiles, ties stable.</summary>
public sealed class QuintileProperties
{
    private static readonly Gen<RfmInput[]> Customers =
        Gen.Select(Gen.Int[0, 60], Gen.Int[1, 5], Gen.OneOf(Gen.Long[0, 9], Gen.Long[0, 10_000_000])).Select((r, f, m) => new RfmInput(r, f, m)).Array[1, 80];

    [Fact]
    public void The_order_of_customers_changes_nothing() =>
        Gen.Select(Customers, Gen.Int).Sample((customers, seed) =>
        {
            var order = Enumerable.Range(0, customers.Length).ToArray();
            new Random(seed).Shuffle(order);
            var scores = RfmScores.Quintiles(customers);
            var shuffled = RfmScores.Quintiles(Array.ConvertAll(order, i => customers[i]));
            for (var i = 0; i < order.Length; i++)
                Assert.Equal(scores[order[i]], shuffled[i]);
        });

    [Fact]
    public void A_score_is_one_plus_the_fifths_of_customers_below() =>
        Customers.Sample(customers =>
        {
            var scores = RfmScores.Quintiles(customers);
            for (var i = 0; i < customers.Length; i++)
            {
                var c = customers[i];
                int Score(int below) => 1 + 5 * below / customers.Length;
                Assert.Equal(Score(customers.Count(o => o.RecencyDays > c.RecencyDays)), scores[i].Recency);
                Assert.Equal(Score(customers.Count(o => o.Frequency < c.Frequency)), scores[i].Frequency);
                Assert.Equal(Score(customers.Count(o => o.Monetary < c.Monetary)), scores[i].Monetary);
            }
        });

    [Fact]
    public void Different_values_make_fifths_of_equal_size()
    {
        var customers = Enumerable.Range(0, 100).Select(i => new RfmInput(i, 1 + i, 1_000_000L * i)).ToArray();
        var scores = RfmScores.Quintiles(customers);
        for (var score = 1; score <= 5; score++)
        {
            Assert.Equal(20, scores.Count(s => s.Recency == score));
            Assert.Equal(20, scores.Count(s => s.Frequency == score));
            Assert.Equal(20, scores.Count(s => s.Monetary == score));
        }
        Assert.Equal(new RfmScore(5, 1, 1), scores[0]);
    }

    [Fact]
    public void Nobody_is_scored_where_there_is_nobody_and_one_bin_is_refused()
    {
        Assert.Empty(RfmScores.Quintiles(Array.Empty<RfmInput>()));
        Assert.Equal("2 to 9", Assert.Throws<InsightRefusedException>(() => RfmScores.Quintiles(new RfmInput[1], 1)).AllowedRange);
    }
}
