using CrmPlatform.Customers.Domain;
using CsCheck;

namespace CrmPlatform.Customers.Tests.Loyalty;

/// <summary>C14: whatever is done in whatever order, no point is made or lost and no balance falls below zero.</summary>
public sealed class PointsRules
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PointsNote Note = new("r", null, "ada");

    private sealed record Step(int What, int Account, long Points, int Days);

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Long[1, 500], Gen.Int[0, 40])
        .Select((what, account, points, days) => new Step(what, account, points, days)).Array[0, 60];

    [Fact]
    public void Over_random_operations_the_books_balance() => Steps.Sample(steps =>
    {
        var book = new Book();
        foreach (var step in steps) book.Do(step);
        book.Check();
    }, iter: 2000);

    [Fact]
    public void What_comes_in_first_goes_out_first()
    {
        var account = new PointsAccount(Guid.NewGuid(), []);
        var (_, late) = account.Receive(PointsKind.Earn, 10, Start.AddDays(30), Note, Start);
        var (_, never) = account.Receive(PointsKind.Earn, 10, null, Note, Start);
        var (_, soon) = account.Receive(PointsKind.Earn, 10, Start.AddDays(5), Note, Start);
        Assert.Null(account.Spend(PointsKind.Redeem, 15, Note, Start, out var taken, out var uses));
        Assert.Equal((0L, 5L, 10L), (soon.Remaining, late.Remaining, never.Remaining));
        Assert.Equal(-15, taken.Points);
        Assert.Equal([(soon.Id, 10L), (late.Id, 5L)], uses.Select(use => (use.LotId, use.Points)));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(9, 30)]
    [InlineData(10, 20)]
    [InlineData(20, 10)]
    [InlineData(30, 0)]
    public void Expired_points_cannot_be_spent_even_before_they_are_booked_away(int day, long balance)
    {
        var account = new PointsAccount(Guid.NewGuid(), []);
        foreach (var end in new[] { 10, 20, 30 }) account.Receive(PointsKind.Earn, 10, Start.AddDays(end), Note, Start);
        Assert.Equal(balance, account.BalanceAt(Start.AddDays(day)));
        var refusal = account.Spend(PointsKind.Redeem, balance + 1, Note, Start.AddDays(day), out _, out _);
        Assert.Equal("points.not-enough", refusal?.Code);
    }

    [Theory]
    [InlineData(1.0, 12_345, 100, 123)]
    [InlineData(1.0, 12_399, 100, 123)]
    [InlineData(0.1, 12_345, 100, 12)]
    [InlineData(1.0, 10_000, 150, 150)]
    [InlineData(1.0, -12_399, 100, -123)]
    [InlineData(0.0, 99_999, 100, 0)]
    [InlineData(2.0, 49, 100, 0)]
    public void Purchases_give_whole_points_and_refunds_take_as_many(double perUnit, long minor, int multiplier, long points)
    {
        var programme = LoyaltyProgramme.Default();
        programme.Change(true, (decimal)perUnit, 365, 365);
        Assert.Equal(points, programme.PointsFor(minor, 2, multiplier));
    }

    [Theory]
    [InlineData(100, 100_00, 100_00, 100)]
    [InlineData(300, 100_00, 50_00, 150)]
    [InlineData(100, 100_00, 33_33, 33)]
    [InlineData(67, 66_67, 66_67, 67)]
    [InlineData(1, 3_00, 1_00, 0)]
    [InlineData(3, 3_00, 1_00, 1)]
    [InlineData(100, 100_00, 250_00, 100)]
    [InlineData(100, 0, 50_00, 100)]
    [InlineData(0, 100_00, 100_00, 0)]
    [InlineData(-20, 100_00, 100_00, 0)]
    [InlineData(1_000_000_000_000, 9_000_000_000_000_000_000, 4_500_000_000_000_000_000, 500_000_000_000)]
    public void A_refund_takes_its_share_of_what_is_left_of_the_orders_points(long left, long worth, long refund, long taken) =>
        Assert.Equal(taken, LoyaltyProgramme.TakenBack(left, worth, refund));

    [Theory]
    [InlineData(0, null)]
    [InlineData(999, null)]
    [InlineData(1000, "silver")]
    [InlineData(4999, "silver")]
    [InlineData(5000, "gold")]
    public void The_highest_tier_that_is_reached_counts(long qualifying, string? tier)
    {
        var (silver, gold) = (LoyaltyTier.Named("silver"), LoyaltyTier.Named("gold"));
        silver.Change("Silver", 1000, 100, null);
        gold.Change("Gold", 5000, 150, null);
        var reached = LoyaltyTier.Of(qualifying, [gold, silver]);
        Assert.Equal(tier, reached?.Code);
        Assert.Equal(qualifying >= 5000, gold.IsReachedBy(reached));
    }

    /// <summary>Three accounts and everything that was ever booked on them.</summary>
    private sealed class Book
    {
        private readonly PointsAccount[] accounts = [.. Enumerable.Range(0, 3).Select(_ => new PointsAccount(Guid.NewGuid(), []))];
        private readonly List<PointsTransaction> booked = [];
        private readonly List<(PointsTransaction Redemption, IReadOnlyList<PointsUse> Uses, PointsAccount Account)> redemptions = [];
        private DateTimeOffset now = Start;

        public void Do(Step step)
        {
            now += TimeSpan.FromDays(step.Days);
            var account = accounts[step.Account];
            switch (step.What)
            {
                case 0 or 1:
                    booked.Add(account.Receive(PointsKind.Earn, step.Points, step.Days % 7 == 0 ? null : now.AddDays(step.Points % 50 + 1), Note, now).Transaction);
                    break;
                case 2:
                    Spend(account, PointsKind.Redeem, step.Points);
                    break;
                case 3:
                    Spend(account, PointsKind.Adjust, step.Points);
                    break;
                case 4:
                    foreach (var lot in account.Lots.ToList())
                        if (account.Expire(lot, "pass", now) is { } expired) booked.Add(expired);
                    break;
                default:
                    Cancel(step);
                    break;
            }
        }

        public void Check()
        {
            Assert.Equal(0, booked.SelectMany(transaction => transaction.Postings).Sum(posting => posting.Amount));
            Assert.All(booked, transaction => Assert.Equal(0, transaction.Postings.Sum(posting => posting.Amount)));
            foreach (var account in accounts)
            {
                var postings = booked.SelectMany(transaction => transaction.Postings).Where(posting => posting.CustomerId == account.CustomerId).Sum(posting => posting.Amount);
                Assert.Equal(postings, account.Lots.Sum(lot => lot.Remaining));
                Assert.All(account.Lots, lot => Assert.InRange(lot.Remaining, 0, lot.Granted));
                Assert.True(account.BalanceAt(now) <= postings);
            }
        }

        private void Spend(PointsAccount account, PointsKind kind, long points)
        {
            var before = account.BalanceAt(now);
            var refusal = account.Spend(kind, points, Note, now, out var transaction, out var uses);
            Assert.Equal(points > before, refusal is not null);
            if (refusal is not null) return;
            Assert.Equal(points, uses.Sum(use => use.Points));
            Assert.Equal(before - points, account.BalanceAt(now));
            booked.Add(transaction);
            if (kind == PointsKind.Redeem) redemptions.Add((transaction, uses, account));
        }

        private void Cancel(Step step)
        {
            if (redemptions.Count == 0) return;
            var (redemption, uses, account) = redemptions[(int)(step.Points % redemptions.Count)];
            if (redemption.Cancel(now) is not null) return;
            booked.Add(account.Return(redemption, [.. uses.Select(use => (account.Lots.Single(lot => lot.Id == use.LotId), use.Points))], Note, now));
        }
    }
}
