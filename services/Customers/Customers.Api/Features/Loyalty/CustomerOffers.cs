using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

public sealed record AnswerOfferRequest(OfferAnswer Answer);

/// <summary>C14: what a customer is offered by its tier now, and what it said.</summary>
internal static class CustomerOffers
{
    public static async Task<Results<Ok<Page<OfferView>>, Missing>> ListAsync(
        Guid id, CustomersDb db, PointsBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var now = time.GetUtcNow();
        var (_, reached, tiers) = await book.TierOfAsync(id, await book.ProgrammeAsync(cancellationToken), cancellationToken);
        var open = await db.Set<LoyaltyOffer>().AsNoTracking().Where(o => o.From <= now && o.Until > now).OrderBy(o => o.Key).ToListAsync(cancellationToken);
        var said = await db.Set<OfferResponse>().AsNoTracking().Where(r => r.CustomerId == id).OrderBy(r => r.Key).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page.Whole<OfferView>([.. open.Where(offer => IsFor(offer, reached, tiers))
            .Select(offer => OfferView.Of(offer, said.LastOrDefault(response => response.OfferId == offer.Id)?.Answer))]));
    }

    public static async Task<Results<Created<OfferView>, Missing, Refused>> AnswerAsync(
        Guid id, string code, AnswerOfferRequest request, CustomersDb db, PointsBook book, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        if (await db.Set<LoyaltyOffer>().SingleOrDefaultAsync(o => o.Code == code, cancellationToken) is not { } offer) return new Missing("offer", code);
        var now = time.GetUtcNow();
        var (_, reached, tiers) = await book.TierOfAsync(id, await book.ProgrammeAsync(cancellationToken), cancellationToken);
        if (!IsFor(offer, reached, tiers)) return new Refused("offer.tier", $"The offer is kept for the tier '{offer.Tier}' and above.");
        if (request.Answer == OfferAnswer.Accepted)
        {
            if (now < offer.From || now >= offer.Until) return new Refused("offer.not-open", "The offer is not open now.");
            var taken = (await db.Set<OfferResponse>().AsNoTracking().Where(r => r.OfferId == offer.Id).ToListAsync(cancellationToken))
                .GroupBy(r => r.CustomerId).Count(said => said.Key != id && said.MaxBy(r => r.Key)!.Answer != OfferAnswer.Declined);
            if (taken >= offer.Capacity) return new Refused("offer.full", $"All {offer.Capacity} places are taken.");
            // Of two who take the last place at once, one changes the offer first and the other one is told that it has changed.
            if (offer.Capacity is not null) db.Entry(offer).Property(o => o.Title).IsModified = true;
        }
        db.Add(OfferResponse.To(offer, id, request.Answer, caller.Subject, now));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/customers/{id}/loyalty/offers", OfferView.Of(offer, request.Answer));
    }

    private static bool IsFor(LoyaltyOffer offer, LoyaltyTier? reached, List<LoyaltyTier> tiers) =>
        offer.Tier is null || (tiers.Find(tier => tier.Code == offer.Tier)?.IsReachedBy(reached) ?? false);
}
