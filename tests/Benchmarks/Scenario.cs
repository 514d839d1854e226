using System.Globalization;
using CrmPlatform.Insights.Domain.Association;
using CrmPlatform.Insights.Domain.Lifetime;
using CrmPlatform.Insights.Domain.Rfm;
using MathNet.Numerics.Random;

namespace CrmPlatform.Benchmarks;

/// <summary>The data that are measured on: the reference data where they are to be had, and a million simulated customers.</summary>
internal static class Scenario
{
    public const int Many = 1_000_000;

    public static readonly BgNbd<Week> Purchases = new(0.2425945, 4.4136, 0.79292, 2.4259);
    public static readonly ParetoNbd<Week> Warning = new(0.5533, 10.578, 0.6062, 11.669);
    public static readonly GammaGamma Spend = new(6.25, 3.74, 15.44);

    public static LifetimeValueModel<Week> Value { get; } = new(Purchases, Spend, ValueHorizon<Week>.WithYearlyDiscount(52, new(1), 0.10), 0.3);

    public static PurchaseHistory[] Cdnow() =>
    [
        .. File.ReadLines(Reference("cdnow", "cdnow_cbs_exact.csv")).Skip(1).Select(l => l.Split(',')).Select(f => new PurchaseHistory(
            int.Parse(f[1], CultureInfo.InvariantCulture), int.Parse(f[2], CultureInfo.InvariantCulture), int.Parse(f[3], CultureInfo.InvariantCulture))),
    ];

    public static Baskets Groceries()
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var baskets = File.ReadLines(Reference("baskets", "groceries_baskets.csv"))
            .Select(l => l.Split(',').Select(p => p.Trim()).Where(p => p.Length > 0).Select(p => ids.TryGetValue(p, out var id) ? id : ids[p] = ids.Count).ToArray())
            .ToArray();
        return new Baskets(baskets, ids.Count);
    }

    /// <summary>Customers of CDNOW's parameters, first seen on any day of the last two years, in whole days as a ledger has them.</summary>
    public static (PurchaseHistory[] Histories, double[] Spend) Simulated()
    {
        var random = new Xoshiro256StarStar(2026);
        var histories = new PurchaseHistory[Many];
        var spend = new double[Many];
        for (var i = 0; i < Many; i++)
        {
            var days = random.Next(1, 731);
            var (repeats, recency) = PurchaseSimulator.Draw(Purchases, Time<Week>.FromDays(days), random);
            var last = (int)recency.InDays;
            // Purchases of one day are one: a customer whose repeats all fell on the first day has none.
            histories[i] = repeats == 0 || last == 0 ? new(0, 0, days) : new(Math.Min(repeats, last), last, days);
            spend[i] = histories[i].Repeats == 0 ? 0 : PurchaseSimulator.DrawMeanSpend(Spend, histories[i].Repeats, random);
        }
        return (histories, spend);
    }

    public static RfmInput[] Rfm(PurchaseHistory[] histories, double[] spend) =>
    [
        .. histories.Select((h, i) => new RfmInput(h.AgeDays - h.RecencyDays, h.Repeats + 1, (long)(100 * (h.Repeats == 0 ? 35.17 + i % 97 : spend[i] * (h.Repeats + 1))))),
    ];

    private static string Reference(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("CRM_REFERENCE_DATA") is { Length: > 0 } set ? set : Path.Combine(Repository(), "..", "shared", "data");
        var path = Path.Combine([root, .. parts]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there; set CRM_REFERENCE_DATA to the folder of reference data.");
    }

    private static string Repository()
    {
        // BenchmarkDotNet runs from a folder below the build output: the root is wherever the solution is above.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln")))
                return folder.FullName;
        }
        return Environment.CurrentDirectory;
    }
}
