using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Domain.Lifetime;
using CsCheck;

namespace CrmPlatform.Insights.Tests.Churn;

/// <summary>I5: the ranking on CDNOW's first 39 weeks against who bought in the next 39. The figures stand in METHODS.md.</summary>
public sealed class BackTestFigures
{
    private static double[] Of(Func<ParetoNbd<Week>, PurchaseHistory, double> figure) =>
        [.. Cdnow.Customers.Select(c => figure(Cdnow.Pareto.Model, c.History))];

    private static Time<Week> Weeks(int days) => Time<Week>.FromDays(days);

    private static bool[] Bought => [.. Cdnow.Customers.Select(c => c.HeldOut > 0)];

    [Fact]
    public void The_ranking_tells_who_buys_again()
    {
        Assert.Equal(684, Bought.Count(b => b));
        Assert.Equal(0.726, BackTest.Auc(Of((m, h) => m.ProbabilityAlive(h.Repeats, Weeks(h.RecencyDays), Weeks(h.AgeDays))), Bought), 3);
        Assert.Equal(0.771, BackTest.Auc(Of((m, h) => m.ProbabilityOfPurchase(h.Repeats, Weeks(h.RecencyDays), Weeks(h.AgeDays), new(39))), Bought), 3);
        Assert.Equal(0.779, BackTest.Auc(Of((m, h) => m.ExpectedPurchases(h.Repeats, Weeks(h.RecencyDays), Weeks(h.AgeDays), new(39))), Bought), 3);
    }

    [Fact]
    public void The_probability_of_a_purchase_is_calibrated_within_fourteen_points_in_every_tenth()
    {
        var table = BackTest.Calibrate(Of((m, h) => m.ProbabilityOfPurchase(h.Repeats, Weeks(h.RecencyDays), Weeks(h.AgeDays), new(39))), Bought);

        Assert.Equal(0.162, table.Brier, 3);
        Assert.Equal(0.068, table.ExpectedError, 3);
        Assert.Equal(10, table.Bins.Count);
        Assert.Equal(2357, table.Bins.Sum(b => b.Observed.SampleSize));
        Assert.All(table.Bins, b => Assert.InRange(b.Observed.Value - b.Predicted, 0, 0.15));
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true }, 0.75)]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { false, true, true }, 1)]
    [InlineData(new[] { 5.0, 5, 5, 5 }, new[] { false, true, false, true }, 0.5)]
    public void Auc_by_hand(double[] scores, bool[] happened, double expected) =>
        Assert.Equal(expected, BackTest.Auc(scores, happened), 12);

    [Fact]
    public void Auc_is_the_share_of_pairs_in_the_right_order() =>
        Gen.Select(Gen.Int[0, 5], Gen.Bool).Array[2, 40].Where(a => a.Any(x => x.Item2) && a.Any(x => !x.Item2)).Sample(rows =>
        {
            var pairs = from yes in rows where yes.Item2 from no in rows where !no.Item2 select yes.Item1 > no.Item1 ? 1.0 : yes.Item1 == no.Item1 ? 0.5 : 0;
            Assert.Equal(pairs.Average(), BackTest.Auc([.. rows.Select(r => (double)r.Item1)], [.. rows.Select(r => r.Item2)]), 10);
        });

    [Fact]
    public void One_outcome_only_is_refused() =>
        Assert.Equal("backtest.one-outcome", Assert.Throws<InsightRefusedException>(() => BackTest.Auc([1, 2], [true, true])).Code);
}
