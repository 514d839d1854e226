using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <param name="Tier">Code of the tier it is kept for; null for every member.</param>
/// <param name="Capacity">How many may accept; null for any number.</param>
public sealed record OfferRequest(
    LoyaltyOfferKind Kind, [property: Required, StringLength(200, MinimumLength = 1)] string Title, DateTimeOffset From, DateTimeOffset Until,
    [property: StringLength(4000)] string? Text = null, [property: StringLength(60)] string? Tier = null, [property: StringLength(60)] string? Partner = null,
    [property: StringLength(200)] string? Place = null, [property: Range(1, int.MaxValue)] int? Capacity = null);

public sealed record OfferView(
    string Code, LoyaltyOfferKind Kind, string Title, string? Text, string? Tier, string? Partner, DateTimeOffset From, DateTimeOffset Until, string? Place, int? Capacity,
    OfferAnswer? Answer, long Version) : IVersionedView
{
    internal static OfferView Of(LoyaltyOffer o, OfferAnswer? answer = null) =>
        new(o.Code, o.Kind, o.Title, o.Text, o.Tier, o.Partner, o.From, o.Until, o.Place, o.Capacity, answer, o.Version);
}

/// <summary>C14: exclusive offers and events.</summary>
internal static class Offers
{
    public static async Task<Ok<Page<OfferView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var after = cursors.KeyOf(cursor, "offers") ?? 0;
        var rows = await db.Set<LoyaltyOffer>().AsNoTracking().Where(o => o.Key > after).OrderBy(o => o.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, "offers", o => o.Key, offer => OfferView.Of(offer)));
    }

    public static async Task<Results<Created<OfferView>, Ok<OfferView>, Invalid, Stale>> PutAsync(
        [StringLength(60)] string code, OfferRequest request, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (request.Until <= request.From) return new Invalid("until", "It ends after it begins.", "offer.period");
        if (await Rewards.UnknownAsync(db, request.Tier, request.Partner, cancellationToken) is { } unknown) return unknown;
        var offer = await db.Set<LoyaltyOffer>().SingleOrDefaultAsync(o => o.Code == code, cancellationToken);
        if (!ifMatch.Matches(offer)) return new Stale(offer?.Version ?? 0);
        var entered = offer is null;
        if (offer is null) db.Add(offer = LoyaltyOffer.Named(code));
        offer.Change(request.Kind, request.Title, request.Text, request.Tier, request.Partner, request.From, request.Until, request.Place, request.Capacity);
        await db.SaveChangesAsync(cancellationToken);
        return entered ? TypedResults.Created($"/api/v1/loyalty/offers/{Uri.EscapeDataString(code)}", OfferView.Of(offer)) : TypedResults.Ok(OfferView.Of(offer));
    }
}
