using System.Numerics;
using CrmPlatform.Engagement.Domain.Funnel;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Funnel;

public class ForecastTests
{
    private static readonly DateOnly Today = new(2026, 4, 15);
    private const string Li = "li";
    private const string Wang = "wang";
    private const string North = "north";

    private static readonly RateTable Rates = new("CNY",
    [
        new("USD", new(2026, 1, 1), 7_091_200_000),
        new("USD", new(2026, 4, 1), 7_100_000_000),
        new("USD", new(2026, 5, 1), 9_000_000_000),
        new("JPY", new(2026, 1, 1), 46_500_000),
        new("KWD", new(2026, 1, 1), 23_123_456_789),
        new("IDR", new(2026, 1, 1), 431_000),
    ]);

    [Theory]
    [InlineData("CNY", 12_345, 12_345)]
    [InlineData("USD", 10_000, 71_000)] // 100.00 dollars at the rate of the day
    [InlineData("JPY", 1_000, 4_650)] // 1000 yen, which have no hundredth
    [InlineData("KWD", 1_000, 2_312)] // 1 dinar of 1000 fils: 23.123456789
    [InlineData("IDR", 100_000_000, 43_100)]
    [InlineData("USD", -10_000, -71_000)]
    public void Amounts_are_turned_into_the_base_currency(string currency, long minor, long inFen) =>
        Assert.Equal(inFen, Rates.ToBase(new Money(minor, currency), Today));

    [Theory]
    [InlineData(1, 2, 1), InlineData(-1, 2, -1), InlineData(1, 3, 0), InlineData(2, 3, 1), InlineData(-2, 3, -1), InlineData(5, 2, 3),
     InlineData(3, 2, 2), InlineData(7, 5, 1), InlineData(8, 5, 2), InlineData(0, 5, 0)]
    public void Halves_are_rounded_away_from_zero(long numerator, long denominator, long rounded) =>
        Assert.Equal(rounded, (long)RateTable.DivideHalfAway(numerator, denominator));

    [Fact]
    public void A_weighted_amount_is_rounded_once_and_as_exact_arithmetic_would()
    {
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Int[0, 10_000], Any.Of("CNY", "USD", "JPY", "KWD", "IDR")).Sample((minor, weight, currency) =>
        {
            var shift = Money.Decimals("CNY") - Money.Decimals(currency);
            var numerator = new BigInteger(minor) * Rates.NanoOn(currency, Today)!.Value * weight * BigInteger.Pow(10, Math.Max(0, shift));
            var denominator = new BigInteger(1_000_000_000L) * 10_000 * BigInteger.Pow(10, Math.Max(0, -shift));
            var exact = BigInteger.Divide(2 * BigInteger.Abs(numerator) + denominator, 2 * denominator) * numerator.Sign;
            Assert.Equal((long)exact, Rates.ToBase(new Money(minor, currency), Today, weight, 10_000));
        });
    }

    [Fact]
    public void A_rate_holds_from_its_day_until_the_next()
    {
        Assert.Equal(7_091_200_000, Rates.NanoOn("USD", new(2026, 3, 31)));
        Assert.Equal(7_100_000_000, Rates.NanoOn("USD", new(2026, 4, 1)));
        Assert.Null(Rates.NanoOn("USD", new(2025, 12, 31)));
        Assert.Null(Rates.NanoOn("CHF", Today));
    }

    [Fact]
    public void A_rate_table_that_contradicts_itself_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RateTable("cny", []));
        Assert.Throws<ArgumentException>(() => new RateTable("CNY", [new("CNY", Today, 1)]));
        Assert.Throws<ArgumentException>(() => new RateTable("CNY", [new("USD", Today, 0)]));
        Assert.Throws<ArgumentException>(() => new RateTable("CNY", [new("USD", Today, 1), new("USD", Today, 2)]));
    }

    [Fact]
    public void The_forecast_weighs_open_opportunities_and_counts_won_ones_whole()
    {
        ForecastLine? Line(string owner, DateOnly month, long amount, int percent, DealState state = DealState.Open, string currency = "CNY", int count = 1, int overdue = 0) =>
            Forecast.LineOf(new(owner, North, month, new Money(amount, currency), percent, state, count, overdue), Rates, Today);

        ForecastLine[] lines =
        [
            Line(Li, new(2026, 4, 1), 100_001, 50, count: 2, overdue: 1)!,
            Line(Li, new(2026, 4, 1), 70_000, 100, DealState.Won)!,
            Line(Wang, new(2026, 5, 1), 10_000, 25, currency: "USD")!,
        ];
        // 50 000.5 twice, each rounded up: what the drill-down shows adds up to what stands here.
        ForecastLine[] perOwner = [new(Li, North, new(2026, 4, 1), 2, 200_002, 100_002, 1, 70_000, 1), new(Wang, North, new(2026, 5, 1), 1, 71_000, 17_750, 0, 0, 0)];
        Assert.Equal(perOwner, Forecast.By(lines, owner: true, team: true));
        Assert.Equal(perOwner.Select(line => line with { OwnerId = "" }), Forecast.By(lines, owner: false, team: true));
        Assert.Null(Line(Wang, new(2026, 5, 1), 10_000, 25, currency: "CHF"));
    }

    [Fact]
    public void Every_view_adds_up_to_the_same_total_in_whatever_order_the_deals_come_and_told_apart_or_as_alike()
    {
        var alike = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 13], Gen.Long[0, 1_000_000_000], Gen.Int[0, 100], Any.Of(DealState.Open, DealState.Won),
            Gen.Select(Any.Of("CNY", "USD", "JPY"), Gen.Int[1, 5]), (owner, team, month, amount, weight, state, times) => new AlikeDeals(
                $"owner {owner}", $"team {team}", new DateOnly(2026, 1, 1).AddMonths(month), new Money(amount, times.Item1), weight, state, times.Item2));
        Gen.Select(alike.Array[0, 30], Gen.Int).Sample((deals, seed) =>
        {
            var lines = deals.Select(deal => Forecast.LineOf(deal, Rates, Today)!).ToList();
            var one = deals.SelectMany(deal => Enumerable.Repeat(deal with { Count = 1 }, deal.Count)).ToArray();
            new Random(seed).Shuffle(one);
            var all = Forecast.By(lines, owner: true, team: true);
            Assert.Equal(all, Forecast.By(one.Select(deal => Forecast.LineOf(deal, Rates, Today)!), owner: true, team: true));
            foreach (var (owner, team) in new[] { (true, false), (false, true), (false, false) })
            {
                Assert.Equal(all.Sum(line => line.Weighted), Forecast.By(lines, owner, team).Sum(line => line.Weighted));
                Assert.Equal(all.Sum(line => line.Won), Forecast.By(lines, owner, team).Sum(line => line.Won));
            }
            Assert.Equal(deals.Sum(d => d.Count), all.Sum(line => line.OpenDeals + line.WonDeals));
        }, iter: 200);
    }

    [Fact]
    public void A_probability_beyond_certainty_is_refused() =>
        Assert.Throws<ArgumentException>(() => Forecast.LineOf(new(Li, North, Today, new Money(1, "CNY"), 101, DealState.Open), Rates, Today));
}
