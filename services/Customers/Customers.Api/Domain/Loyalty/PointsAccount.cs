using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>
/// A customer's points: lots that are used up in the order in which they expire, first in, first out (C14). Two that take from the same
/// account both take from its first lot, whose version lets one of them win.
/// </summary>
public sealed class PointsAccount
{
    private readonly List<PointsLot> lots;

    /// <param name="customerId">Whose.</param>
    /// <param name="openLots">Its lots with something left.</param>
    public PointsAccount(Guid customerId, IEnumerable<PointsLot> openLots)
    {
        CustomerId = customerId;
        lots = [.. openLots];
        Sort();
    }

    public Guid CustomerId { get; }

    public IReadOnlyList<PointsLot> Lots => lots;

    /// <summary>What can be spent at <paramref name="now"/>: what has expired cannot, also before the background pass has booked it away.</summary>
    public long BalanceAt(DateTimeOffset now) => lots.Where(lot => IsAlive(lot, now)).Sum(lot => lot.Remaining);

    /// <summary>Gives points.</summary>
    public (PointsTransaction Transaction, PointsLot Lot) Receive(PointsKind kind, long points, DateTimeOffset? expiresAt, PointsNote note, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        var lot = PointsLot.Of(CustomerId, points, now, expiresAt);
        lots.Add(lot);
        Sort();
        return (PointsTransaction.Move(CustomerId, kind, points, note, now), lot);
    }

    /// <summary>Takes points, oldest first; refused when there are not enough (C14: never negative).</summary>
    public Refusal? Spend(PointsKind kind, long points, PointsNote note, DateTimeOffset now, out PointsTransaction transaction, out IReadOnlyList<PointsUse> uses, string? rewardCode = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        (transaction, uses) = (null!, []);
        var balance = BalanceAt(now);
        if (balance < points)
            return Refusal.Conflict("points.not-enough", $"{points} points are wanted and {balance} are there.", ("balance", balance), ("wanted", points));
        transaction = PointsTransaction.Move(CustomerId, kind, -points, note, now, rewardCode);
        var taken = new List<PointsUse>();
        foreach (var lot in lots.Where(lot => lot.Remaining > 0 && IsAlive(lot, now)))
        {
            if (points == 0) break;
            var part = lot.Take(points);
            points -= part;
            taken.Add(new PointsUse { TransactionId = transaction.Id, LotId = lot.Id, Points = part });
        }
        uses = taken;
        return null;
    }

    /// <summary>Books away what is left of a lot whose time has come; null when there is nothing to book.</summary>
    public PointsTransaction? Expire(PointsLot lot, string by, DateTimeOffset now)
    {
        if (lot.Remaining == 0 || IsAlive(lot, now)) return null;
        var left = lot.Take(lot.Remaining);
        return PointsTransaction.Move(CustomerId, PointsKind.Expire, -left, new PointsNote($"expire:{lot.Id}:{lot.Version}", null, by, lot.Id), now);
    }

    /// <summary>Puts what a cancelled redemption took back into the lots it came from; what has expired meanwhile expires.</summary>
    public PointsTransaction Return(PointsTransaction redemption, IReadOnlyList<(PointsLot Lot, long Points)> from, PointsNote note, DateTimeOffset now)
    {
        foreach (var (lot, points) in from)
        {
            lot.GiveBack(points);
            if (!lots.Contains(lot)) lots.Add(lot);
        }
        Sort();
        return PointsTransaction.Move(CustomerId, PointsKind.Return, -redemption.Points, note, now);
    }

    private static bool IsAlive(PointsLot lot, DateTimeOffset now) => lot.ExpiresAt is not { } end || end > now;

    private void Sort() => lots.Sort((one, other) =>
        (one.ExpiresAt ?? DateTimeOffset.MaxValue, one.EarnedAt, one.Id).CompareTo((other.ExpiresAt ?? DateTimeOffset.MaxValue, other.EarnedAt, other.Id)));
}
