using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <param name="Points">Its price.</param>
/// <param name="Stock">How many there are; null for any number.</param>
/// <param name="Tier">Code of the tier it is kept for; null for everybody.</param>
/// <param name="Partner">Code of the partner company that gives it.</param>
public sealed record RewardRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Name, [property: Range(1, 100_000_000)] long Points,
    [property: Range(0, int.MaxValue)] int? Stock = null, [property: StringLength(60)] string? Tier = null, [property: StringLength(60)] string? Partner = null,
    DateTimeOffset? From = null, DateTimeOffset? Until = null, bool Active = true);

public sealed record RewardView(
    string Code, string Name, long Points, int? Stock, string? Tier, string? Partner, DateTimeOffset? From, DateTimeOffset? Until, bool Active, long Version) : IVersionedView
{
    internal static RewardView Of(LoyaltyReward r) => new(r.Code, r.Name, r.Points, r.Stock, r.Tier, r.Partner, r.From, r.Until, r.Active, r.Version);
}

/// <summary>C14: what points are redeemed for.</summary>
internal static class Rewards
{
    public static async Task<Ok<Page<RewardView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, bool? active = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"rewards:{active}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rewards = db.Set<LoyaltyReward>().AsNoTracking().Where(r => r.Key > after);
        if (active is not null) rewards = rewards.Where(r => r.Active == active);
        var rows = await rewards.OrderBy(r => r.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.Key, RewardView.Of));
    }

    public static async Task<Results<Ok<RewardView>, Missing>> GetAsync(string code, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Set<LoyaltyReward>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, cancellationToken) is { } reward
            ? TypedResults.Ok(RewardView.Of(reward))
            : new Missing("reward", code);

    public static async Task<Results<Created<RewardView>, Ok<RewardView>, Invalid, Stale>> PutAsync(
        [StringLength(60)] string code, RewardRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (request.Until <= request.From) return new Invalid("until", "It ends after it begins.", "reward.period");
        if (await UnknownAsync(db, request.Tier, request.Partner, cancellationToken) is { } unknown) return unknown;
        var reward = await db.Set<LoyaltyReward>().SingleOrDefaultAsync(r => r.Code == code, cancellationToken);
        if (!ifMatch.Matches(reward)) return new Stale(reward?.Version ?? 0);
        var entered = reward is null;
        if (reward is null) db.Add(reward = LoyaltyReward.Named(code));
        reward.Change(request.Name, request.Points, request.Stock, request.Tier, request.Partner, request.From, request.Until, request.Active);
        await db.SaveChangesAsync(cancellationToken);
        return entered ? TypedResults.Created($"/api/v1/loyalty/rewards/{Uri.EscapeDataString(code)}", RewardView.Of(reward)) : TypedResults.Ok(RewardView.Of(reward));
    }

    internal static async Task<Invalid?> UnknownAsync(CustomersDb db, string? tier, string? partner, CancellationToken cancellationToken)
    {
        if (tier is not null && !await db.Set<LoyaltyTier>().AnyAsync(t => t.Code == tier, cancellationToken))
            return new Invalid("tier", $"There is no tier '{tier}'.", "tier.unknown");
        return partner is not null && !await db.Set<LoyaltyPartner>().AnyAsync(p => p.Code == partner, cancellationToken)
            ? new Invalid("partner", $"There is no partner '{partner}'.", "partner.unknown")
            : null;
    }
}
