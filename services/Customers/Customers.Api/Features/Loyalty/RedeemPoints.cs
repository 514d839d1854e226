using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <param name="Reward">Code of a reward; its price counts.</param>
/// <param name="Points">What is redeemed when there is no reward.</param>
/// <param name="Reference">Repeated, the booking is made once; one is made when it is left out.</param>
public sealed record RedeemPointsRequest(
    [property: StringLength(60)] string? Reward = null,
    [property: Range(1, 100_000_000)] long? Points = null,
    [property: StringLength(100, MinimumLength = 1)] string? Reference = null,
    [property: StringLength(400)] string? Reason = null);

/// <summary>C14: redeems points, oldest first. However many ask at once, the balance never falls below zero.</summary>
internal static class RedeemPoints
{
    public static async Task<Results<Created<PointsView>, Ok<PointsView>, Missing, Invalid, Refused>> HandleAsync(
        Guid id, RedeemPointsRequest request, CustomersDb db, PointsBooking booking, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if ((request.Reward is null) == (request.Points is null)) return new Invalid("points", "Either a reward or a number of points is expected.", "points.what");
        if (await booking.CheckAsync(request.Reference, cancellationToken) is { } taken) return new Invalid(taken);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        if (request.Reward is { } wanted && !await db.Set<LoyaltyReward>().AnyAsync(r => r.Code == wanted, cancellationToken))
            return new Invalid("reward", $"There is no reward '{wanted}'.", "reward.unknown");

        var note = new PointsNote(request.Reference ?? $"redeem:{Guid.CreateVersion7()}", request.Reason, caller.Subject);
        var booked = await booking.OnceAsync(note.Reference,
            known => known.Kind == PointsKind.Redeem && known.CustomerId == id && known.RewardCode == request.Reward && (request.Points is null || known.Points == -request.Points),
            book => TakeAsync(db, book, id, request, note, time.GetUtcNow(), cancellationToken), cancellationToken);
        if (booked.Refusal is { } refusal) return new Refused(refusal);
        var view = PointsView.Of(booked.Transaction!);
        return booked.IsNew ? TypedResults.Created($"/api/v1/customers/{id}/loyalty/entries/{view.Id}", view) : TypedResults.Ok(view);
    }

    /// <summary>Takes a redemption back: the points return to the lots they came from, the reward to the shelf.</summary>
    public static async Task<Results<Ok<PointsView>, Missing, Refused, Stale>> CancelAsync(
        Guid id, Guid entryId, IfMatch ifMatch, CustomersDb db, PointsBook book, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        if (await db.PointsTransactions.SingleOrDefaultAsync(t => t.Id == entryId && t.CustomerId == id, cancellationToken) is not { } redemption) return new Missing("entry", entryId);
        if (!ifMatch.Matches(redemption)) return new Stale(redemption.Version);
        var now = time.GetUtcNow();
        if (redemption.Cancel(now) is { } refusal) return new Refused(refusal);
        var uses = await db.Set<PointsUse>().AsNoTracking().Where(use => use.TransactionId == entryId).ToDictionaryAsync(use => use.LotId, use => use.Points, cancellationToken);
        var lots = await db.PointsLots.Where(lot => uses.Keys.Contains(lot.Id)).ToListAsync(cancellationToken);
        var account = await book.AccountAsync(id, cancellationToken);
        var returned = account.Return(redemption, [.. lots.Select(lot => (lot, uses[lot.Id]))], new PointsNote($"return:{entryId}", null, caller.Subject, entryId), now);
        db.PointsTransactions.Add(returned);
        // A merge that was undone meanwhile took lots home with it: what returns to them is booked to whoever has them now.
        foreach (var theirs in lots.Where(lot => lot.CustomerId != id).GroupBy(lot => lot.CustomerId))
        {
            var home = new PointsNote($"return:{entryId}:{theirs.Key}", null, caller.Subject, entryId);
            db.PointsTransactions.Add(PointsTransaction.Transfer(id, theirs.Key, theirs.Sum(lot => uses[lot.Id]), home, now));
        }
        if (redemption.RewardCode is { } code && await db.Set<LoyaltyReward>().SingleOrDefaultAsync(r => r.Code == code, cancellationToken) is { } reward) reward.PutBack();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(PointsView.Of(redemption));
    }

    private static async Task<(PointsTransaction?, Refusal?)> TakeAsync(
        CustomersDb db, PointsBook book, Guid id, RedeemPointsRequest request, PointsNote note, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var points = request.Points ?? 0;
        if (request.Reward is { } code)
        {
            var reward = await db.Set<LoyaltyReward>().SingleAsync(r => r.Code == code, cancellationToken);
            var (_, reached, tiers) = await book.TierOfAsync(id, await book.ProgrammeAsync(cancellationToken), cancellationToken);
            if (reward.HandOut(reached, tiers.Find(tier => tier.Code == reward.Tier), now) is { } kept) return (null, kept);
            points = reward.Points;
        }
        var account = await book.AccountAsync(id, cancellationToken);
        if (account.Spend(PointsKind.Redeem, points, note, now, out var transaction, out var uses, request.Reward) is { } refusal) return (null, refusal);
        book.Spent(transaction, uses);
        return (transaction, null);
    }
}
