using CrmPlatform.Insights.Domain.Numerics;

namespace CrmPlatform.Insights.Domain.Rfm;

/// <summary>
/// RFM by cuts, as the R package rfm does: a bin begins at its cut (values ≥ cut). Cuts are given, or are the type-7
/// quantiles plus one, the package's way of saying "above the quantile" for whole days, orders and money.
/// </summary>
internal sealed record RfmCuts(IReadOnlyList<double> Recency, IReadOnlyList<double> Frequency, IReadOnlyList<double> Monetary)
{
    public static RfmCuts Quantile(IReadOnlyList<RfmInput> customers, int bins = RfmScores.DefaultBins)
    {
        if (bins is < 2 or > 9)
            throw InsightRefusedException.OutOfRange(nameof(bins), bins, "2 to 9");
        if (customers.Count == 0)
            throw InsightRefusedException.CannotFit("rfm.no-customers", "There is no customer with a purchase.");
        double[] Of(Func<RfmInput, double> axis)
        {
            var sorted = customers.Select(axis).Order().ToArray();
            return [.. Enumerable.Range(1, bins - 1).Select(k => Quantiles.Type7(sorted, (double)k / bins) + 1)];
        }
        return new RfmCuts(Of(c => c.RecencyDays), Of(c => c.Frequency), Of(c => c.Monetary));
    }

    public RfmScore Score(RfmInput customer) => new(
        (byte)(Recency.Count + 2 - Bin(Recency, customer.RecencyDays)),
        Bin(Frequency, customer.Frequency),
        Bin(Monetary, customer.Monetary));

    private static byte Bin(IReadOnlyList<double> cuts, double value)
    {
        byte bin = 1;
        foreach (var cut in cuts)
            bin += (byte)(value >= cut ? 1 : 0);
        return bin;
    }
}
