using System.Globalization;
using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Ledger;

/// <summary>UCI Online Retail: half a million lines with blank customers, cancellations and returns (Chen et al. 2012).</summary>
public sealed class OnlineRetailFigures
{
    private sealed record Line(string Invoice, string Customer, DateOnly Day, int Quantity, decimal Price)
    {
        public decimal Amount => Quantity * Price;
    }

    private static readonly Lazy<Line[]> Lines = new(() =>
    [
        .. ReferenceData.Lines("online_retail", "online_retail.csv.gz").Skip(1).Select(l => l.Split(',')).Select(f => new Line(
            f[0], f[5], DateOnly.ParseExact(f[3].AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            int.Parse(f[2], CultureInfo.InvariantCulture), decimal.Parse(f[4], NumberStyles.Float, CultureInfo.InvariantCulture))),
    ]);

    [Fact]
    public void Positive_and_identified_lines_come_to_the_published_figures()
    {
        var sales = Lines.Value.Where(l => l is { Customer.Length: > 0, Quantity: > 0, Price: > 0 }).ToArray();

        Assert.Equal(541_909, Lines.Value.Length);
        Assert.Equal(4338, sales.Select(l => l.Customer).Distinct().Count());
        Assert.Equal(18_532, sales.Select(l => l.Invoice).Distinct().Count());
        Assert.Equal(8_911_407.90m, Math.Round(sales.Sum(l => l.Amount), 2));
    }

    /// <summary>The same ledger with its returns: netted by day it makes histories that every model can be fitted to.</summary>
    [Fact]
    public void The_dirty_ledger_is_netted_and_fitted()
    {
        var asOf = new DateOnly(2011, 12, 9);
        var ledgers = Lines.Value.Where(l => l.Customer.Length > 0)
            .GroupBy(l => l.Customer)
            .Select(g => CustomerLedger.Of(g.Select(l => (l.Day, (long)Math.Round(100 * l.Amount))), asOf))
            .OfType<CustomerLedger>().ToArray();
        var purchases = BgNbd<Week>.Fit(HistoryTable<Week>.FromDays([.. ledgers.Select(l => l.History)]));
        var pareto = ParetoNbd<Week>.Fit(HistoryTable<Week>.FromDays([.. ledgers.Select(l => l.History)]).Thinned(300));
        var spend = GammaGamma.Fit([.. ledgers.Select(l => new SpendHistory(l.History.Repeats, l.MeanRepeatSpend))]);

        Assert.InRange(ledgers.Length, 4250, 4338);
        Assert.All(ledgers, l => Assert.True(l.History.Repeats == 0 || l.MeanRepeatSpend > 0));
        Assert.True(spend.Report.Converged, spend.Report.Remark);
        Assert.True(pareto.Report.LogLikelihood < 0 && double.IsFinite(pareto.Report.LogLikelihood));
        // In the year seen hardly anybody drops out after a purchase: a/b runs to 0, which is said and still predicts.
        Assert.False(purchases.Report.Converged);
        Assert.Contains("ran to the bound", purchases.Report.Remark, StringComparison.Ordinal);
        Assert.All(ledgers, l => Assert.True(double.IsFinite(purchases.Model.ExpectedPurchases(
            l.History.Repeats, Time<Week>.FromDays(l.History.RecencyDays), Time<Week>.FromDays(l.History.AgeDays), new(52)))));
    }
}
