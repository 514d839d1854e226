using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>Expected repeat purchases of the whole cohort over time, as the BTYD walkthrough and lifetimes print them for CDNOW.</summary>
public sealed class TrackingFigures
{
    /// <summary>BTYD walkthrough, cum.tracking[,20:25] and inc.tracking[,20:25], Pareto/NBD; its parameters differ from the maximum in the fourth digit.</summary>
    [Fact]
    public void Weeks_20_to_25_actual_and_expected()
    {
        int[] actual = [1359, 1414, 1484, 1517, 1573, 1672];
        double[] cumulative = [1309, 1385, 1460, 1533, 1604, 1674];
        double[] incremental = [78.31, 76.42, 74.65, 72.98, 71.41, 69.93];
        var repeats = Cdnow.PurchaseDays().Values.SelectMany(days => days.Skip(1)).ToArray();

        var expected = Tracking.Cumulative<Week>(
            Cdnow.Pareto.Model.ExpectedPurchases,
            [.. Cdnow.Customers.Select(c => Time<Week>.FromDays(c.History.AgeDays))],
            [.. Enumerable.Range(19, 7).Select(w => new Time<Week>(w))]);

        for (var i = 0; i < 6; i++)
        {
            var week = 20 + i;
            Assert.Equal(actual[i], repeats.Count(day => day < 7 * week));
            Assert.Equal(cumulative[i], Math.Round(expected[i + 1]));
            Assert.Equal(incremental[i], expected[i + 1] - expected[i], 0.01);
        }
    }

    /// <summary>lifetimes, BG/NBD in days: the 11th to the 14th of January 1997.</summary>
    [Fact]
    public void The_first_fortnight_by_day()
    {
        double[] published = [10.67, 12.67, 14.87, 17.24];
        int[] actual = [11, 12, 15, 19];
        var histories = Cdnow.Customers.Select(c => c.History).ToArray();
        var model = BgNbd<Day>.Fit(HistoryTable<Day>.FromDays(histories)).Model;
        var repeats = Cdnow.PurchaseDays().Values.SelectMany(days => days.Skip(1)).ToArray();

        var expected = Tracking.Cumulative<Day>(
            model.ExpectedPurchases, [.. histories.Select(h => new Time<Day>(h.AgeDays))], [new(11), new(12), new(13), new(14)]);

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(published[i], expected[i], 2);
            Assert.Equal(actual[i], repeats.Count(day => day <= 10 + i));
        }
    }
}
