using CrmPlatform.Insights.Domain.Lifetime;

namespace CrmPlatform.Insights.Tests.Lifetime;

/// <summary>I4: four parts, each shown, never only the sum.</summary>
public sealed class ValuePartsTests
{
    private static readonly ValuePartSettings Settings = new();
    private static readonly ValueHorizon<Month> Year = new(12, new(1), 0);
    private static readonly double[] OneAMonth = [.. Enumerable.Repeat(1.0, 12)];

    private static ValueParts Parts(double trend = 0, KnowledgeGiven knowledge = default, params long[] brought) =>
        ValuePartsOf.Customer(OneAMonth, Year, spend: 10_000, margin: 0.5, brought, trend, knowledge, Settings);

    [Fact]
    public void Purchases_alone_are_the_transaction_part() =>
        Assert.Equal(new ValueParts(60_000, 0, 0, 0), Parts());

    [Fact]
    public void A_share_of_the_value_of_customers_brought_is_the_referral_part() =>
        Assert.Equal(new ValueParts(60_000, 20_000, 0, 0), Parts(brought: [70_000, 30_000]));

    [Fact]
    public void The_trend_of_its_class_compounds_into_the_growth_part()
    {
        var grown = Enumerable.Range(1, 12).Sum(m => 5000 * (Math.Pow(1.2, m / 12.0) - 1));
        Assert.Equal((long)Math.Round(grown), Parts(trend: 0.2).Growth);
        Assert.True(Parts(trend: -0.2).Growth < 0);
        Assert.Equal(Parts(trend: 0.5), Parts(trend: 7));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(5, 0, 0, 0.3)]
    [InlineData(50, 0, 0, 0.3)]
    [InlineData(0, 1, 0, 0.2)]
    [InlineData(0, 0, 1, 0.1)]
    [InlineData(5, 2, 3, 1)]
    public void Knowledge_counts_by_kind_up_to_its_full_number(int feedbacks, int coDevelopments, int references, double score)
    {
        var given = new KnowledgeGiven(feedbacks, coDevelopments, references);
        Assert.Equal(score, ValuePartsOf.KnowledgeScore(given, Settings), 12);
        Assert.Equal((long)Math.Round(6000 * score), Parts(knowledge: given).Knowledge);
    }

    [Fact]
    public void The_trend_of_a_class_is_its_yearly_rate_and_needs_three_years()
    {
        Assert.Equal(0.10, ValuePartsOf.YearlyTrend([(2023, 100_000), (2024, 110_000), (2025, 121_000)]), 6);
        Assert.Equal(0, ValuePartsOf.YearlyTrend([(2024, 100_000), (2025, 200_000)]));
    }

    [Fact]
    public void A_ledger_nets_refunds_by_day_before_it_counts()
    {
        var first = new DateOnly(2025, 1, 1);
        var ledger = CustomerLedger.Of(
            [(first, 1000), (first.AddDays(10), 500), (first.AddDays(10), -500), (first.AddDays(20), 700), (first.AddDays(20), 300), (first.AddDays(40), 2000), (first.AddDays(90), 1)],
            first.AddDays(60));

        Assert.Equal(new CustomerLedger(new PurchaseHistory(2, 40, 60), 1500, 3, 4000, first.AddDays(40)), ledger);
        Assert.Null(CustomerLedger.Of([(first, -5)], first));
    }
}
