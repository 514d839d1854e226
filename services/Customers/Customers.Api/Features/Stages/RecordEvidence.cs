using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Stages;

/// <param name="Reason">How it is known; required, because no event vouches for it.</param>
/// <param name="At">When it happened; now when left out.</param>
public sealed record RecordEvidenceRequest(
    EvidenceKind Kind, [property: Required, StringLength(400, MinimumLength = 1)] string Reason, DateTimeOffset? At = null);

/// <summary>What we checked of them and they of us; what is true is recorded, what is left out or false is not.</summary>
public sealed record TwoWayCheckRequest(
    [property: Required, StringLength(400, MinimumLength = 1)] string Reason,
    bool Need = false, bool AbilityToPay = false, bool PaymentCredit = false, bool Reputation = false, bool Reliability = false, bool AfterSales = false)
{
    internal IEnumerable<EvidenceKind> Kinds => StageGates.TwoWayCheck.Zip([Need, AbilityToPay, PaymentCredit, Reputation, Reliability, AfterSales])
        .Where(pair => pair.Second).Select(pair => pair.First);
}

/// <summary>C9: evidence recorded by hand, by whoever has the right to, with a reason.</summary>
internal static class RecordEvidence
{
    public static async Task<Results<Created<EvidenceView>, Missing, Invalid, Refused>> OneAsync(
        Guid id, RecordEvidenceRequest request, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        // C9: mature is reached by a signed contract and not by anybody's word for one.
        if (request.Kind == EvidenceKind.ContractSigned)
            return new Invalid("kind", "A signed contract is evidence of itself: enter and sign it at /api/v1/contracts, with its date if it is an older one.", "evidence.contract-by-hand");
        var now = time.GetUtcNow();
        if (request.At > now) return new Invalid("at", "What has not happened yet is no evidence.", "evidence.in-future");
        var evidence = StageEvidence.ByHand(id, request.Kind, request.Reason, caller.Subject, request.At ?? now);
        db.StageEvidence.Add(evidence);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/customers/{id}/stage/evidence", EvidenceView.Of(evidence));
    }

    public static async Task<Results<Ok<Page<EvidenceView>>, Missing, Invalid, Refused>> TwoWayCheckAsync(
        Guid id, TwoWayCheckRequest request, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        var now = time.GetUtcNow();
        var checks = request.Kinds.Select(kind => StageEvidence.ByHand(id, kind, request.Reason, caller.Subject, now)).ToList();
        if (checks.Count == 0) return new Invalid("need", "At least one of the six checks must have been made.", "evidence.nothing-checked");
        db.StageEvidence.AddRange(checks);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(Page.Whole<EvidenceView>([.. checks.Select(EvidenceView.Of)]));
    }
}
