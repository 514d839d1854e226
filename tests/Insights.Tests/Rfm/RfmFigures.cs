using System.Globalization;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Rfm;

namespace CrmPlatform.Insights.Tests.Rfm;

/// <summary>RFM against the documentation of the R package rfm (rfm_table_order, rfm_segment_summary), analysis date 2006-12-31.</summary>
public sealed class RfmFigures
{
    private static Dictionary<string, RfmInput> Orders()
    {
        var asOf = new DateOnly(2006, 12, 31).DayNumber;
        return ReferenceData.Lines("rfm", "rfm_data_orders.csv").Skip(1).Select(l => l.Split(','))
            .GroupBy(f => f[0])
            .ToDictionary(g => g.Key, g => new RfmInput(
                asOf - g.Max(f => DateOnly.Parse(f[1], CultureInfo.InvariantCulture).DayNumber),
                g.Count(),
                g.Sum(f => long.Parse(f[2], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void All_ten_segments_have_the_published_customers_orders_and_revenue()
    {
        var customers = Orders().Values.ToArray();
        var cuts = RfmCuts.Quantile(customers);

        Assert.Equal(995, customers.Length);
        Assert.Equal(4906, customers.Sum(c => c.Frequency));
        Assert.Equal(464_158, customers.Sum(c => c.Monetary));
        Assert.Equal(
            [
                new(RfmSegment.Champions, 35, 316, 31_646),
                new(RfmSegment.PotentialLoyalist, 342, 2211, 204_856),
                new(RfmSegment.LoyalCustomers, 170, 799, 76_562),
                new(RfmSegment.Promising, 9, 28, 4249),
                new(RfmSegment.NewCustomers, 104, 329, 28_837),
                new(RfmSegment.CannotLoseThem, 47, 274, 32_446),
                new(RfmSegment.AtRisk, 28, 216, 22_227),
                new(RfmSegment.NeedAttention, 10, 57, 4562),
                new(RfmSegment.AboutToSleep, 102, 283, 23_449),
                new(RfmSegment.Lost, 148, 393, 35_324),
            ],
            RfmSegments.Summarise(customers.Select(c => (c, cuts.Score(c)))));
    }

    [Theory]
    [InlineData("Abbey O'Reilly", 205, 6, 472, 343)]
    [InlineData("Add Senger", 140, 3, 340, 412)]
    [InlineData("Aden Lesch", 194, 4, 405, 323)]
    [InlineData("Aden Murphy", 98, 7, 596, 544)]
    [InlineData("Admiral Senger", 132, 5, 448, 433)]
    public void The_first_customers_have_the_published_scores(string name, int days, int orders, long revenue, int code)
    {
        var customers = Orders();
        Assert.Equal(new RfmInput(days, orders, revenue), customers[name]);
        Assert.Equal(code, RfmCuts.Quantile([.. customers.Values]).Score(customers[name]).Code);
    }

    /// <summary>The package's example of thresholds of one's own is the quantile cuts in whole numbers: the same scores.</summary>
    [Fact]
    public void Cuts_may_be_given()
    {
        var customers = Orders().Values.ToArray();
        var given = new RfmCuts([115, 181, 298, 482], [4, 5, 6, 8], [256, 382, 507, 666]);
        var quantiles = RfmCuts.Quantile(customers);
        Assert.All(customers, c => Assert.Equal(quantiles.Score(c), given.Score(c)));
    }

    [Fact]
    public void Forty_thousand_customers_are_read_and_scored()
    {
        var customers = ReferenceData.Lines("rfm", "rfm_data_customer.csv.gz").Skip(1).Select(l => l.Split(','))
            .Select(f => new RfmInput(int.Parse(f[4], CultureInfo.InvariantCulture), int.Parse(f[3], CultureInfo.InvariantCulture), long.Parse(f[1], CultureInfo.InvariantCulture)))
            .ToArray();
        var cuts = RfmCuts.Quantile(customers);
        var summary = RfmSegments.Summarise(customers.Select(c => (c, cuts.Score(c))));

        Assert.Equal(39_999, customers.Length);
        Assert.Equal(customers.Length, summary.Sum(s => s.Customers));
        Assert.Equal(customers.Sum(c => c.Monetary), summary.Sum(s => s.Monetary));
    }

    [Fact]
    public void A_score_outside_one_to_five_has_no_segment() =>
        Assert.Throws<InsightRefusedException>(() => RfmSegments.Of(new RfmScore(6, 1, 1)));
}
