using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <summary>A movement of a customer's points.</summary>
/// <param name="Points">Positive when the customer got them.</param>
/// <param name="Reference">Unique; a booking repeated under it is made once.</param>
public sealed record PointsView(
    Guid Id, Guid CustomerId, PointsKind Kind, long Points, string Reference, string? Reason, string? RewardCode, Guid? SourceId, string By, DateTimeOffset At,
    DateTimeOffset? CancelledAt, long Version) : IVersionedView
{
    internal static PointsView Of(PointsTransaction t) => Of(t, t.CustomerId);

    /// <summary>As one of the customers sees it whose account it moved.</summary>
    internal static PointsView Of(PointsTransaction t, Guid customerId) => new(
        t.Id, customerId, t.Kind, t.Postings.Where(p => p.CustomerId == customerId).Sum(p => p.Amount), t.Reference, t.Reason, t.RewardCode, t.SourceId, t.By, t.At, t.CancelledAt, t.Version);
}

/// <summary>Where a customer stands in the programme.</summary>
/// <param name="Balance">Points that can be spent now.</param>
/// <param name="ExpiringPoints">What of them expires next, at <paramref name="ExpiringAt"/>.</param>
/// <param name="Qualifying">Points that count towards a tier.</param>
/// <param name="PointsToNextTier">How many are still missing to <paramref name="NextTier"/>.</param>
public sealed record LoyaltyView(
    Guid CustomerId, long Balance, long ExpiringPoints, DateTimeOffset? ExpiringAt, string? Tier, string? TierName, long Qualifying, string? NextTier, long? PointsToNextTier);

/// <summary>A programme account, or all customers' together.</summary>
public sealed record LedgerAccountView(PointsAccountKind Account, long Points);

/// <summary>The ledger of points in sums; <paramref name="Sum"/> is 0, or points were made or lost.</summary>
public sealed record LedgerView(IReadOnlyList<LedgerAccountView> Accounts, long Sum);
