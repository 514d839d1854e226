using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <param name="FromPoints">Reached by so many points earned within the programme's window.</param>
/// <param name="MultiplierPercent">Purchases give so many percent of the ordinary points.</param>
public sealed record TierRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name, [property: Range(0, long.MaxValue)] long FromPoints,
    [property: Range(1, 10_000)] int MultiplierPercent = 100, [property: StringLength(2000)] string? Benefits = null);

public sealed record TierView(string Code, string Name, long FromPoints, int MultiplierPercent, string? Benefits, long Version) : IVersionedView
{
    internal static TierView Of(LoyaltyTier t) => new(t.Code, t.Name, t.FromPoints, t.MultiplierPercent, t.Benefits, t.Version);
}

/// <summary>C14: the tiers, lowest first.</summary>
internal static class Tiers
{
    public static async Task<Ok<Page<TierView>>> ListAsync(CustomersDb db, CancellationToken cancellationToken) => TypedResults.Ok(Page.Whole<TierView>(
        [.. (await db.Set<LoyaltyTier>().AsNoTracking().OrderBy(tier => tier.FromPoints).ToListAsync(cancellationToken)).Select(TierView.Of)]));

    public static async Task<Results<Created<TierView>, Ok<TierView>, Refused, Stale>> PutAsync(
        [StringLength(60)] string code, TierRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        var tier = await db.Set<LoyaltyTier>().SingleOrDefaultAsync(t => t.Code == code, cancellationToken);
        if (!ifMatch.Matches(tier)) return new Stale(tier?.Version ?? 0);
        if (await db.Set<LoyaltyTier>().AnyAsync(t => t.Code != code && t.FromPoints == request.FromPoints, cancellationToken))
            return new Refused("tier.threshold-taken", $"Another tier begins at {request.FromPoints} points already.");
        var entered = tier is null;
        if (tier is null) db.Add(tier = LoyaltyTier.Named(code));
        tier.Change(request.Name, request.FromPoints, request.MultiplierPercent, request.Benefits);
        await db.SaveChangesAsync(cancellationToken);
        return entered ? TypedResults.Created($"/api/v1/loyalty/tiers/{Uri.EscapeDataString(code)}", TierView.Of(tier)) : TypedResults.Ok(TierView.Of(tier));
    }

    public static async Task<Results<NoContent, Missing, Refused, Stale>> RemoveAsync(string code, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (await db.Set<LoyaltyTier>().SingleOrDefaultAsync(t => t.Code == code, cancellationToken) is not { } tier) return new Missing("tier", code);
        if (!ifMatch.Matches(tier)) return new Stale(tier.Version);
        if (await db.Set<LoyaltyReward>().AnyAsync(r => r.Tier == code, cancellationToken) || await db.Set<LoyaltyOffer>().AnyAsync(o => o.Tier == code, cancellationToken))
            return new Refused("tier.in-use", $"Rewards or offers are kept for the tier '{code}'.");
        db.Remove(tier);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
