using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>How a movement of points is known.</summary>
/// <param name="Reference">Unique; a booking repeated under it is made once.</param>
/// <param name="SourceId">The remedy, redemption or lot it comes from.</param>
public sealed record PointsNote(string Reference, string? Reason, string By, Guid? SourceId = null)
{
    public const int LongestReason = 400;

    /// <summary>What the bookings that the platform makes itself are known by, each beginning with its kind and a colon.</summary>
    private static readonly string[] Own = ["earn", "adjust", "redeem", "purchase", "remedy", "expire", "return", "merge-undone"];

    // C14: a booking under the reference of a purchase or remedy to come would stand in the way of that one for good.
    public static Refusal? Check(string? reference) => Array.Find(Own, kind => reference is not null && reference.StartsWith($"{kind}:", StringComparison.OrdinalIgnoreCase)) is { } own
        ? Refusal.Invalid("reference", "points.reference-reserved", $"References that begin with '{own}:' are the platform's own; call it something else.")
        : null;
}

/// <summary>A movement of points (C14): postings to two accounts that add up to nothing, so that no point is made or lost.</summary>
public sealed class PointsTransaction : Entity
{
    private readonly List<PointsPosting> postings = [];

    private PointsTransaction() { }

    public Guid CustomerId { get; private set; }

    public PointsKind Kind { get; private set; }

    /// <summary>What it did to the customer's balance.</summary>
    public long Points { get; private set; }

    public string Reference { get; private set; } = "";

    public string? Reason { get; private set; }

    public Guid? SourceId { get; private set; }

    public string? RewardCode { get; private set; }

    /// <summary>A redemption that was taken back.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public IReadOnlyList<PointsPosting> Postings => postings;

    /// <param name="points">Positive when the customer gets them.</param>
    internal static PointsTransaction Move(Guid customerId, PointsKind kind, long points, PointsNote note, DateTimeOffset now, string? rewardCode = null)
    {
        var transaction = Of(customerId, kind, points, note, now, rewardCode);
        transaction.postings.Add(PointsPosting.Of(PointsAccountKind.Customer, customerId, points));
        transaction.postings.Add(PointsPosting.Of(CounterAccount(kind), null, -points));
        return transaction;
    }

    /// <summary>From one customer's account to another's: after a merge was undone, what was spent meanwhile stays where it was spent.</summary>
    public static PointsTransaction Transfer(Guid fromId, Guid toId, long points, PointsNote note, DateTimeOffset now)
    {
        var transaction = Of(toId, PointsKind.Transfer, points, note, now, null);
        transaction.postings.Add(PointsPosting.Of(PointsAccountKind.Customer, toId, points));
        transaction.postings.Add(PointsPosting.Of(PointsAccountKind.Customer, fromId, -points));
        return transaction;
    }

    /// <summary>The same booking asked for again.</summary>
    public bool IsSameAs(Guid customerId, PointsKind kind, long points) => (CustomerId, Kind, Points) == (customerId, kind, points);

    public Refusal? Cancel(DateTimeOffset now)
    {
        if (Kind != PointsKind.Redeem) return Refusal.Conflict("points.not-a-redemption", "Only a redemption can be cancelled.");
        if (CancelledAt is not null) return Refusal.Conflict("points.cancelled", "This redemption has been cancelled already.");
        CancelledAt = now;
        return null;
    }

    /// <summary>Erasure (C20).</summary>
    public void ForgetReason() => Reason = Reason is null ? null : "erased";

    private static PointsTransaction Of(Guid customerId, PointsKind kind, long points, PointsNote note, DateTimeOffset now, string? rewardCode) => new()
    {
        CustomerId = customerId,
        Kind = kind,
        Points = points,
        Reference = note.Reference,
        Reason = note.Reason,
        SourceId = note.SourceId,
        By = note.By,
        At = now,
        RewardCode = rewardCode,
    };

    private static PointsAccountKind CounterAccount(PointsKind kind) => kind switch
    {
        PointsKind.Redeem or PointsKind.Return => PointsAccountKind.Redeemed,
        PointsKind.Expire => PointsAccountKind.Expired,
        PointsKind.Adjust => PointsAccountKind.Adjusted,
        _ => PointsAccountKind.Issued,
    };
}

/// <summary>One side of a movement.</summary>
public sealed class PointsPosting
{
    private PointsPosting() { }

    public long Key { get; private set; }

    public long TransactionKey { get; private set; }

    public PointsAccountKind Account { get; private set; }

    /// <summary>Whose, when it is a customer's account.</summary>
    public Guid? CustomerId { get; private set; }

    public long Amount { get; private set; }

    internal static PointsPosting Of(PointsAccountKind account, Guid? customerId, long amount) => new() { Account = account, CustomerId = customerId, Amount = amount };
}

/// <summary>From which lot a movement took how many, so that they can go back where they came from.</summary>
public sealed class PointsUse
{
    public Guid TransactionId { get; init; }

    public Guid LotId { get; init; }

    public long Points { get; init; }
}
