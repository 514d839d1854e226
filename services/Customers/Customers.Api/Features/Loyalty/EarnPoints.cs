using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Loyalty;

/// <param name="Points">More than the setting <c>Customers:PointsByHand</c> (1000) in one booking takes the right <c>loyalty.manage</c>.</param>
/// <param name="Reference">Repeated, the booking is made once; one is made when it is left out.</param>
/// <param name="Partner">Code of the partner company that gives them.</param>
public sealed record EarnPointsRequest(
    [property: Range(1, 100_000_000)] long Points,
    [property: StringLength(100, MinimumLength = 1)] string? Reference = null,
    [property: StringLength(400)] string? Reason = null,
    [property: StringLength(60)] string? Partner = null);

/// <param name="Points">Positive to give, negative to take.</param>
/// <param name="Reason">Required: nothing else vouches for it.</param>
public sealed record AdjustPointsRequest(
    [property: Range(-100_000_000, 100_000_000)] long Points,
    [property: Required, StringLength(400, MinimumLength = 1)] string Reason,
    [property: StringLength(100, MinimumLength = 1)] string? Reference = null);

/// <summary>C14: gives points for something other than a purchase, or puts a balance right.</summary>
internal static class EarnPoints
{
    public static async Task<Results<Created<PointsView>, Ok<PointsView>, Missing, Invalid, Refused, Denied>> HandleAsync(
        Guid id, EarnPointsRequest request, CustomersDb db, PointsBooking booking, Caller caller, CallerAccessor rights, IOptions<CustomersOptions> options,
        CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        if (request.Partner is { } partner && !await db.Set<LoyaltyPartner>().AnyAsync(p => p.Code == partner && p.Active, cancellationToken))
            return new Invalid("partner", $"There is no active partner '{partner}'.", "partner.unknown");
        if (await booking.CheckAsync(request.Reference, cancellationToken) is { } taken) return new Invalid(taken);
        var reason = request.Partner is null ? request.Reason : $"{request.Partner}: {request.Reason}".TrimEnd(':', ' ');
        if (reason?.Length > PointsNote.LongestReason) return new Invalid("reason", $"With the partner before it a reason has at most {PointsNote.LongestReason} characters.", "points.reason");
        var note = new PointsNote(request.Reference ?? $"earn:{Guid.CreateVersion7()}", reason, caller.Subject);
        // S6: what a remedy may give within a role's limit is not given beside it without one. A booking that stands may be repeated.
        var beyond = request.Points > options.Value.PointsByHand && !rights.May(Permissions.LoyaltyManage)
            ? Refusal.Forbidden("points.beyond-limit", $"More than {options.Value.PointsByHand} points in one booking take the right {Permissions.LoyaltyManage}; points for a complaint are a remedy of it.")
            : null;
        var booked = await booking.OnceAsync(note.Reference, known => known.IsSameAs(id, PointsKind.Earn, request.Points), async book => beyond is null
            ? (book.Receive(new PointsAccount(id, []), PointsKind.Earn, request.Points, await book.ProgrammeAsync(cancellationToken), note), null)
            : (null, beyond), cancellationToken);
        if (booked.Refusal is { Kind: RefusalKind.Forbidden } denied) return new Denied(denied);
        if (booked.Refusal is { } refusal) return new Refused(refusal);
        var view = PointsView.Of(booked.Transaction!);
        return booked.IsNew ? TypedResults.Created(Place(id, view), view) : TypedResults.Ok(view);
    }

    public static async Task<Results<Created<PointsView>, Ok<PointsView>, Missing, Invalid, Refused>> AdjustAsync(
        Guid id, AdjustPointsRequest request, CustomersDb db, PointsBooking booking, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Points == 0) return new Invalid("points", "An adjustment gives or takes something.", "points.zero");
        if (await booking.CheckAsync(request.Reference, cancellationToken) is { } taken) return new Invalid(taken);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        var note = new PointsNote(request.Reference ?? $"adjust:{Guid.CreateVersion7()}", request.Reason, caller.Subject);
        var booked = await booking.OnceAsync(note.Reference, known => known.IsSameAs(id, PointsKind.Adjust, request.Points), async book =>
        {
            if (request.Points > 0)
                return (book.Receive(new PointsAccount(id, []), PointsKind.Adjust, request.Points, await book.ProgrammeAsync(cancellationToken), note), null);
            var account = await book.AccountAsync(id, cancellationToken);
            if (account.Spend(PointsKind.Adjust, -request.Points, note, time.GetUtcNow(), out var transaction, out var uses) is { } refusal) return (null, refusal);
            book.Spent(transaction, uses);
            return (transaction, null);
        }, cancellationToken);
        if (booked.Refusal is { } refused) return new Refused(refused);
        var view = PointsView.Of(booked.Transaction!);
        return booked.IsNew ? TypedResults.Created(Place(id, view), view) : TypedResults.Ok(view);
    }

    private static string Place(Guid id, PointsView view) => $"/api/v1/customers/{id}/loyalty/entries/{view.Id}";
}
