using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Qualifying;

/// <summary>The answers of C8; null or left out is unknown.</summary>
public sealed record QualificationRequest(bool? Money = null, bool? Authority = null, bool? Need = null);

/// <summary>C8: what is known about money, authority and need; PUT says all three, PATCH some.</summary>
internal static class AnswerQualification
{
    public static async Task<Results<Ok<QualificationView>, Missing>> GetAsync(Guid id, CustomersDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var known = await db.Qualifications.AsNoTracking().SingleOrDefaultAsync(q => q.CustomerId == id, cancellationToken);
        return TypedResults.Ok(QualificationView.Of(id, known, http.Language()));
    }

    public static async Task<Results<Ok<QualificationView>, Missing, Invalid, Refused, Stale>> PutAsync(
        Guid id, QualificationRequest request, IfMatch ifMatch, CustomersDb db, StandingSignal signal, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        var known = await db.Qualifications.SingleOrDefaultAsync(q => q.CustomerId == id, cancellationToken);
        if (!ifMatch.Matches(known)) return new Stale(known?.Version ?? 0);
        return await AnswerAsync(id, known, request, db, signal, caller, time, http, cancellationToken);
    }

    public static async Task<Results<Ok<QualificationView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<QualificationRequest> patch, IfMatch ifMatch, CustomersDb db, StandingSignal signal, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        var known = await db.Qualifications.SingleOrDefaultAsync(q => q.CustomerId == id, cancellationToken);
        if (!ifMatch.Matches(known)) return new Stale(known?.Version ?? 0);
        if (!patch.TryApply(new QualificationRequest(known?.Money.Present, known?.Authority.Present, known?.Need.Present), out var request, out var problem)) return problem!;
        return await AnswerAsync(id, known, request, db, signal, caller, time, http, cancellationToken);
    }

    private static async Task<Results<Ok<QualificationView>, Missing, Invalid, Refused, Stale>> AnswerAsync(
        Guid id, Qualification? known, QualificationRequest request, CustomersDb db, StandingSignal signal, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (known is null) db.Qualifications.Add(known = Qualification.Of(id));
        known.Answer(request.Money, request.Authority, request.Need, caller.Subject, time.GetUtcNow());
        // C5: two capitals make the difference between a warm and a hot customer.
        db.Touch(id, new Touch(Reassess: true));
        db.AfterCommit(signal.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(QualificationView.Of(id, known, http.Language()));
    }
}
