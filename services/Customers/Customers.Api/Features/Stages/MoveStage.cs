using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Stages;

/// <param name="To">The stage to move to; only the one after the present can be.</param>
public sealed record MoveStageRequest(RelationshipStage To, [property: StringLength(400)] string? Reason = null);

/// <param name="Reason">Why the relationship ends; required.</param>
public sealed record EndRelationshipRequest([property: Required, StringLength(400, MinimumLength = 1)] string Reason);

public sealed record ReopenRelationshipRequest([property: StringLength(400)] string? Reason = null);

/// <summary>C9: moves a relationship to its next stage, ends it, or takes it up again. Each move is published.</summary>
internal sealed class MoveStage(CustomersDb db, Caller caller, TimeProvider time, IHttpContextAccessor http)
{
    public static Task<Results<Ok<StageView>, Missing, Invalid, Refused, Stale>> AdvanceAsync(
        Guid id, MoveStageRequest request, IfMatch ifMatch, MoveStage move, CancellationToken cancellationToken) =>
        move.DoAsync(id, ifMatch, request.Reason, (customer, gathered, by, now) => customer.Advance(request.To, gathered, request.Reason, by, now), cancellationToken);

    public static Task<Results<Ok<StageView>, Missing, Invalid, Refused, Stale>> EndAsync(
        Guid id, EndRelationshipRequest request, IfMatch ifMatch, MoveStage move, CancellationToken cancellationToken) =>
        move.DoAsync(id, ifMatch, request.Reason, (customer, _, by, now) => customer.EndRelationship(request.Reason, by, now), cancellationToken);

    public static Task<Results<Ok<StageView>, Missing, Invalid, Refused, Stale>> ReopenAsync(
        Guid id, ReopenRelationshipRequest request, IfMatch ifMatch, MoveStage move, CancellationToken cancellationToken) =>
        move.DoAsync(id, ifMatch, request.Reason, (customer, _, by, now) => customer.ReopenRelationship(request.Reason, by, now), cancellationToken);

    private async Task<Results<Ok<StageView>, Missing, Invalid, Refused, Stale>> DoAsync(
        Guid id, IfMatch ifMatch, string? reason, Func<Customer, IReadOnlySet<EvidenceKind>, string, DateTimeOffset, Refusal?> step, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        var evidence = await db.EvidenceOfAsync(id, cancellationToken);
        var now = time.GetUtcNow();
        var from = Name(customer);
        if (step(customer, evidence.Select(e => e.Kind).ToHashSet(), caller.Subject, now) is { } refusal)
            return refusal.Field is null ? new Refused(refusal) : new Invalid(refusal);
        db.Tell(customer);
        db.Publish(new StageChanged(id, from, Name(customer), reason, caller.Subject, now), id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(StageReading.View(customer, evidence, http.HttpContext!.Request.Language()));
    }

    private static string Name(Customer customer) => customer.EndedAt is null ? EnumCode.Of(customer.Stage) : Customer.Ended;
}
