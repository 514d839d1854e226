using CrmPlatform.Insights.Domain.Abc;

namespace CrmPlatform.Insights.Tests.Abc;

/// <summary>C4, I2: the classes as rules, on 2026-11-24, so that 2025 is the last full year.</summary>
public sealed class AbcRules
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly AbcSettings Settings = new();

    private static AbcCustomer Customer(
        long id, AbcChannel channel = AbcChannel.Other, long y2023 = 0, long y2024 = 0, long y2025 = 0, int? cooperation = null, int? loyalty = null) =>
        new(id, channel, new Dictionary<int, long> { [2023] = y2023, [2024] = y2024, [2025] = y2025, [2026] = 99_999_999 }, cooperation, loyalty);

    private static AbcResult One(AbcCustomer customer) => AbcClassification.Classify([customer], Today, Settings).Single();

    [Fact]
    public void Every_agent_is_A_with_or_without_sales()
    {
        var result = One(Customer(1, AbcChannel.Agent));
        Assert.Equal((AbcClass.A, "abc.agent"), (result.Class, result.ReasonCode));
    }

    [Theory]
    [InlineData(10, 2)]
    [InlineData(15, 3)]
    [InlineData(35, 7)]
    [InlineData(5, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 1)]
    public void The_top_fifth_of_franchisees_is_A(int franchisees, int expected)
    {
        var all = Enumerable.Range(1, franchisees).Select(i => Customer(i, AbcChannel.Franchisee, y2025: 1000 + i)).ToArray();
        var results = AbcClassification.Classify(all, Today, Settings);
        Assert.Equal(
            Enumerable.Range(franchisees - expected + 1, expected).Select(i => (long)i),
            results.Where(r => r.Class == AbcClass.A).Select(r => r.Customer).Order());
    }

    [Fact]
    public void Franchisees_who_sell_the_same_stand_on_the_same_side_of_the_line()
    {
        var all = Enumerable.Range(1, 10).Select(i => Customer(i, AbcChannel.Franchisee, y2025: i <= 4 ? 500 : 100)).ToArray();
        Assert.Equal(4, AbcClassification.Classify(all, Today, Settings).Count(r => r.Class == AbcClass.A));
    }

    [Fact]
    public void A_franchisee_without_sales_is_not_A_even_if_alone() =>
        Assert.Equal(AbcClass.C, One(Customer(1, AbcChannel.Franchisee)).Class);

    [Fact]
    public void Only_franchisees_compete_for_the_top_fifth()
    {
        var results = AbcClassification.Classify(
            [Customer(1, AbcChannel.Other, y2025: 1_000_000), Customer(2, AbcChannel.Franchisee, y2025: 10)], Today, Settings);
        Assert.Equal([AbcClass.C, AbcClass.A], results.Select(r => r.Class));
    }

    [Theory]
    [InlineData(100, 110, 121, 4, 4, AbcClass.B, "abc.growth-and-ratings")]
    [InlineData(100, 110, 120, 5, 5, AbcClass.C, "abc.growth-too-small")]
    [InlineData(100, 109, 200, 5, 5, AbcClass.C, "abc.growth-too-small")]
    [InlineData(0, 110, 200, 5, 5, AbcClass.C, "abc.sales-missing")]
    [InlineData(100, 0, 200, 5, 5, AbcClass.C, "abc.sales-missing")]
    [InlineData(100, 200, 400, 3, 5, AbcClass.C, "abc.rating-too-low")]
    [InlineData(100, 200, 400, 5, 3, AbcClass.C, "abc.rating-too-low")]
    [InlineData(100, 200, 400, null, 5, AbcClass.C, "abc.rating-missing")]
    [InlineData(100, 200, 400, 5, null, AbcClass.C, "abc.rating-missing")]
    public void B_needs_growth_of_ten_per_cent_twice_and_both_ratings(
        long y2023, long y2024, long y2025, int? cooperation, int? loyalty, object expected, string reason)
    {
        var result = One(Customer(1, y2023: y2023, y2024: y2024, y2025: y2025, cooperation: cooperation, loyalty: loyalty));
        Assert.Equal(((AbcClass)expected, reason), (result.Class, result.ReasonCode));
    }

    [Fact]
    public void A_wins_over_B() =>
        Assert.Equal(AbcClass.A, One(Customer(1, AbcChannel.Agent, 100, 200, 400, 5, 5)).Class);

    [Theory]
    [InlineData(2025, 12, 31, 2024)]
    [InlineData(2026, 1, 1, 2025)]
    public void A_year_is_full_once_it_is_over(int year, int month, int day, int expected) =>
        Assert.Equal(expected, AbcClassification.LastFullYear(new DateOnly(year, month, day)));

    [Fact]
    public void The_reason_is_in_three_languages_with_its_figures()
    {
        var reason = One(Customer(1, y2023: 100, y2024: 120, y2025: 150, cooperation: 4, loyalty: 5)).Reason;
        Assert.Equal("Sales grew by 20 % in 2024 and 25 % in 2025; cooperation 4, loyalty 5 of 5.", reason.En);
        Assert.Equal("2024年销售额增长20%，2025年增长25%；合作度4分，忠诚度5分。", reason.ZhHans);
        Assert.Equal("2024年銷售額增長20%，2025年增長25%；合作度4分，忠誠度5分。", reason.ZhHant);
    }
}
