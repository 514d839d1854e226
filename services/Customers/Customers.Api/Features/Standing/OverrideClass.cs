using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Standing;

/// <param name="ExpiresAt">From then on the computed class is in force again, by itself.</param>
public sealed record OverrideClassRequest(AbcClass Class, [property: Required, StringLength(400, MinimumLength = 1)] string Reason, DateTimeOffset ExpiresAt);

/// <summary>C4: a manager's override of the class, with a reason and an expiry date.</summary>
internal static class OverrideClass
{
    public static async Task<Results<Ok<StandingView>, Missing, Invalid, Refused, Stale>> PutAsync(
        Guid id, OverrideClassRequest request, IfMatch ifMatch, CustomersDb db, Caller caller, StandingSignal signal, TimeProvider time, HttpRequest http,
        CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        if (customer.OverrideClass(request.Class, request.Reason, request.ExpiresAt, caller.Subject, time.GetUtcNow()) is { } refusal)
            return refusal.Field is null ? new Refused(refusal) : new Invalid(refusal);
        db.Tell(customer);
        db.AfterCommit(signal.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(StandingView.Of(customer, http.Language()));
    }

    public static async Task<Results<Ok<StandingView>, Missing, Refused, Stale>> EndAsync(
        Guid id, IfMatch ifMatch, CustomersDb db, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        if (!customer.EndClassOverride(caller.Subject, time.GetUtcNow())) return new Refused("class.not-overridden", "The class is the computed one; there is no override to end.");
        db.Tell(customer);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(StandingView.Of(customer, http.Language()));
    }
}
