using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>Data that do not determine a model, and parameters out of range, are refused in words.</summary>
public sealed class LifetimeRefusals
{
    private static PurchaseHistory[] Customers(int repeaters, int others) =>
    [
        .. Enumerable.Range(0, repeaters).Select(i => new PurchaseHistory(1 + i % 5, 10 + i, 300)),
        .. Enumerable.Range(0, others).Select(i => new PurchaseHistory(0, 0, 300 - i % 7)),
    ];

    private static InsightRefusedException Refused(Func<object> act) => Assert.Throws<InsightRefusedException>(act);

    [Fact]
    public void Fewer_than_fifty_repeat_customers()
    {
        var table = HistoryTable<Week>.FromDays(Customers(49, 500));
        foreach (var refusal in new[] { Refused(() => BgNbd<Week>.Fit(table)), Refused(() => ParetoNbd<Week>.Fit(table)) })
        {
            Assert.Equal("fit.too-few-repeat-customers", refusal.Code);
            Assert.Contains("49", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("50", refusal.Message, StringComparison.Ordinal);
        }
        BgNbd<Week>.Fit(HistoryTable<Week>.FromDays(Customers(50, 500)));
    }

    [Fact]
    public void Customers_who_are_all_the_same()
    {
        var same = Enumerable.Repeat(new PurchaseHistory(3, 100, 200), 100).ToArray();
        var refusal = Refused(() => BgNbd<Week>.Fit(HistoryTable<Week>.FromDays(same)));
        Assert.Equal("fit.all-the-same", refusal.Code);

        var spend = Enumerable.Repeat(new SpendHistory(2, 10), 100).ToArray();
        Assert.Equal("fit.all-the-same", Refused(() => GammaGamma.Fit(spend)).Code);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Spend_that_is_not_positive(double spend)
    {
        var histories = Enumerable.Range(0, 60).Select(i => new SpendHistory(2, i == 30 ? spend : 10 + i)).ToArray();
        Assert.Equal("fit.spend-not-positive", Refused(() => GammaGamma.Fit(histories)).Code);
    }

    [Theory]
    [InlineData(2, 300, 200)]
    [InlineData(0, 10, 200)]
    [InlineData(-1, 0, 200)]
    [InlineData(1, -3, 200)]
    public void Histories_that_cannot_be(int repeats, int recency, int age) =>
        Assert.Equal("history.impossible", Refused(() => HistoryTable<Week>.FromDays([new(repeats, recency, age)])).Code);

    [Fact]
    public void A_horizon_or_discount_out_of_range_says_the_range()
    {
        var horizon = Refused(() => new ValueHorizon<Week>(0, new(1), 0.1));
        Assert.Equal(("parameter.out-of-range", "periods", "1 to 1200 periods"), (horizon.Code, horizon.Parameter, horizon.AllowedRange));

        foreach (var rate in new[] { -1, -2, double.NaN, double.PositiveInfinity })
        {
            var refusal = Refused(() => new ValueHorizon<Week>(12, new(1), rate));
            Assert.Equal("discountRate", refusal.Parameter);
            Assert.StartsWith("above −1", refusal.AllowedRange, StringComparison.Ordinal);
        }
        Assert.Equal("period", Refused(() => new ValueHorizon<Week>(12, new(0), 0.1)).Parameter);
        Assert.Equal("margin", Refused(() => new LifetimeValueModel<Week>(new(1, 1, 1, 1), new(1, 2, 1), new(12, new(1), 0.1), 1.5)).Parameter);
    }

    [Fact]
    public void Cohorts_that_grow_or_hardly_lose_anybody()
    {
        Assert.Equal("cohort.impossible", Refused(() => ShiftedBetaGeometric.Fit([new Cohort(100, [90, 95])])).Code);
        Assert.Equal("fit.too-few-renewals", Refused(() => ShiftedBetaGeometric.Fit([new Cohort(100, [99, 98])])).Code);
    }
}
