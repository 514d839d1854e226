using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>The rules by which points are given (C14); one row, made with its first change.</summary>
public sealed class LoyaltyProgramme : Entity, IHasHistory
{
    /// <summary>So many points does no order give; sums of them stay numbers.</summary>
    private const long MostAtOnce = 1_000_000_000_000;

    private LoyaltyProgramme() { }

    /// <summary>What the history of the programme is asked by.</summary>
    public static readonly Guid TheOne = new("6c6f7961-6c74-7920-8000-000000000001");

    /// <summary>Whether purchases give points.</summary>
    public bool Active { get; private set; }

    /// <summary>Thousandths of a point for one unit of the base currency.</summary>
    public long MilliPointsPerUnit { get; private set; } = 1000;

    /// <summary>Days until points expire; null for never.</summary>
    public int? LifetimeDays { get; private set; } = 730;

    /// <summary>A tier is reached by what was earned in so many days.</summary>
    public int TierWindowDays { get; private set; } = 365;

    public Guid HistorySubject => TheOne;

    public static LoyaltyProgramme Default() => new() { Id = TheOne };

    public void Change(bool active, decimal pointsPerUnit, int? lifetimeDays, int tierWindowDays) =>
        (Active, MilliPointsPerUnit, LifetimeDays, TierWindowDays) = (active, (long)(pointsPerUnit * 1000), lifetimeDays, tierWindowDays);

    public DateTimeOffset? ExpiryOf(DateTimeOffset earnedAt) => LifetimeDays is { } days ? earnedAt.AddDays(days) : null;

    /// <summary>Whole points for an amount, rounded down; negative for a refund.</summary>
    /// <param name="baseMinor">In minor units of the base currency.</param>
    /// <param name="decimals">Decimals of the base currency.</param>
    /// <param name="multiplierPercent">The tier's; 100 for none.</param>
    public long PointsFor(long baseMinor, int decimals, int multiplierPercent = 100)
    {
        var minorPerUnit = (decimal)Math.Pow(10, decimals);
        var points = Math.Abs(baseMinor) / minorPerUnit * MilliPointsPerUnit / 1000m * multiplierPercent / 100m;
        return Math.Sign(baseMinor) * (long)decimal.Floor(Math.Min(points, MostAtOnce));
    }

    /// <summary>
    /// C14: what a refund takes back of the points its order gave: the share that it is of the order, rounded down; with the last of the
    /// order's worth goes all that is left of them.
    /// </summary>
    /// <param name="left">What the order gave, less what its refunds took.</param>
    /// <param name="worthMinor">What the order came to until now.</param>
    /// <param name="refundMinor">Positive.</param>
    public static long TakenBack(long left, long worthMinor, long refundMinor)
    {
        if (left <= 0) return 0;
        return refundMinor >= worthMinor ? left : (long)((Int128)left * refundMinor / worthMinor);
    }
}
