using System.Globalization;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Tests;

/// <summary>The CDNOW sample: 2 357 customers, calibrated on 1 January to 30 September 1997, held out for 39 weeks more.</summary>
internal static class Cdnow
{
    private static readonly Lazy<Customer[]> All = new(Read);
    private static readonly Lazy<Fitted<ParetoNbd<Week>>> ParetoFit = new(() => ParetoNbd<Week>.Fit(Weeks));

    public static Customer[] Customers => All.Value;

    public static HistoryTable<Week> Weeks => HistoryTable<Week>.FromDays([.. Customers.Select(c => c.History)]);

    /// <summary>As the data set of lifetimes has them: times in weeks, rounded to hundredths.</summary>
    public static HistoryTable<Week> RoundedWeeks => HistoryTable<Week>.FromTimes(Customers.Select(c => (
        c.History.Repeats,
        new Time<Week>(Math.Round(c.History.RecencyDays / 7.0, 2)),
        new Time<Week>(Math.Round(c.History.AgeDays / 7.0, 2)))));

    public static SpendHistory[] Spends => [.. Customers.Select(c => new SpendHistory(c.History.Repeats, c.MeanSpend))];

    /// <summary>Fitted once: several tests look at the same model.</summary>
    public static Fitted<ParetoNbd<Week>> Pareto => ParetoFit.Value;

    /// <summary>Days of purchases per customer, the first of January 1997 being day 0.</summary>
    public static Dictionary<int, int[]> PurchaseDays()
    {
        var start = new DateOnly(1997, 1, 1).DayNumber;
        return ReferenceData.Lines("cdnow", "CDNOW_sample.txt")
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length >= 5)
            .GroupBy(f => int.Parse(f[1], CultureInfo.InvariantCulture))
            .ToDictionary(
                g => g.Key,
                g => g.Select(f => DateOnly.ParseExact(f[2], "yyyyMMdd", CultureInfo.InvariantCulture).DayNumber - start).Distinct().Order().ToArray());
    }

    private static Customer[] Read() =>
    [
        .. ReferenceData.Lines("cdnow", "cdnow_cbs_exact.csv").Skip(1).Select(l => l.Split(',')).Select(f => new Customer(
            int.Parse(f[0], CultureInfo.InvariantCulture),
            new PurchaseHistory(
                int.Parse(f[1], CultureInfo.InvariantCulture), int.Parse(f[2], CultureInfo.InvariantCulture), int.Parse(f[3], CultureInfo.InvariantCulture)),
            int.Parse(f[4], CultureInfo.InvariantCulture),
            double.Parse(f[5], CultureInfo.InvariantCulture))),
    ];

    internal sealed record Customer(int Id, PurchaseHistory History, int HeldOut, double MeanSpend);
}
