using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Promises;

/// <summary>E9: a promise is entered and judged; within policy it counts at once, beyond it waits.</summary>
internal static class MakePromise
{
    public static async Task<Results<Created<PromiseView>, Invalid>> HandleAsync(
        PromiseRequest request, EngagementDb db, PromiseDesk promises, CustomerDesk customers, ColleagueDesk colleagues, Caller caller, TimeProvider time,
        IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if ((Check(request) ?? Ahead(request, time.GetUtcNow())) is { } wrong) return new Invalid(wrong);
        if (await customers.FindActiveAsync(request.CustomerId, cancellationToken) is not { } customer) return new Invalid(CustomerDesk.Unknown(request.CustomerId));
        if (request.OpportunityId is { } deal && !await db.Opportunities.AnyAsync(o => o.Id == deal && o.CustomerId == customer.Id, cancellationToken))
            return new Invalid("opportunityId", $"This customer has no opportunity '{deal}'.", "opportunity.unknown");
        var (owner, unknown) = await colleagues.ResolveAsync(request.OwnerId, "ownerId", customer.Team, cancellationToken);
        if (unknown is not null) return new Invalid(unknown);
        var approval = PromiseApproval.Judge(await promises.PolicyAsync(cancellationToken), caller.Subject, promises.Roles, customer.Class, Terms(request));
        var now = time.GetUtcNow();
        var promise = Promise.Make(customer.Id, request.Text.Trim(), owner.Subject, owner.Team, request.DueAt, request.OpportunityId, approval, options.Value.BaseCurrency, caller.Subject, now);
        db.Promises.Add(promise);
        db.Tell(promise, caller.Subject, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/promises/{promise.Id}", PromiseView.Of(promise, now));
    }

    public static async Task<Results<Ok<PromiseView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<PromiseRequest> patch, IfMatch ifMatch, EngagementDb db, PromiseDesk promises, ColleagueDesk colleagues, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Promises.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } promise) return new Missing("promise", id);
        if (!ifMatch.Matches(promise)) return new Stale(promise.Version);
        if (!patch.TryApply(PromiseRequest.Of(promise), out var request, out var problem)) return problem!;
        if ((Check(request) ?? (request.DueAt == promise.DueAt ? null : Ahead(request, time.GetUtcNow()))) is { } wrong) return new Invalid(wrong);
        if (request.CustomerId != promise.CustomerId) return new Invalid("customerId", "A promise stays with its customer.", "promise.customer-fixed");
        if (request.OpportunityId != promise.OpportunityId) return new Invalid("opportunityId", "A promise stays with its opportunity.", "promise.opportunity-fixed");
        var owner = new Doer(promise.OwnerId, promise.Team);
        if (request.OwnerId is not null && request.OwnerId != promise.OwnerId)
        {
            (owner, var unknown) = await colleagues.ResolveAsync(request.OwnerId, "ownerId", promise.Team, cancellationToken);
            if (unknown is not null) return new Invalid(unknown);
        }
        var terms = Terms(request);
        var approval = terms.SequenceEqual(promise.Approval.Terms)
            ? promise.Approval
            : promise.Approval.Revise(await promises.PolicyAsync(cancellationToken), caller.Subject, promises.Roles, await promises.ClassAsync(promise.CustomerId, cancellationToken), terms);
        var moved = request.DueAt != promise.DueAt;
        if (promise.Revise(request.Text.Trim(), owner.Subject, owner.Team, request.DueAt, approval) is { } refusal) return new Refused(refusal);
        var now = time.GetUtcNow();
        db.Tell(promise, null, now);
        // E12: its task is due on the new day, and no overdue one any more.
        if (moved && promise.TaskId is { } taskId
            && await db.Tasks.IgnoreQueryFilters().SingleOrDefaultAsync(task => task.Id == taskId && task.State == TaskState.Open, cancellationToken) is { } task)
        {
            task.PutOff(promise.DueAt);
            db.Tell(task);
        }
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(PromiseView.Of(promise, now));
    }

    private static Refusal? Check(PromiseRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return Refusal.Invalid("text", "promise.text-missing", "A promise says what is promised.");
        if ((request.Terms ?? []).DistinctBy(term => term.Term).Count() != (request.Terms ?? []).Count)
            return Refusal.Invalid("terms", "promise.term-repeated", "Each term stands once.");
        return (request.Terms ?? []).Any(term => term is { Term: PromiseTerm.Discount, Amount: > 10_000 })
            ? Refusal.Invalid("terms", "promise.discount-above-whole", "A discount is at most 10000 basis points.")
            : Moments.Plausible("dueAt", request.DueAt);
    }

    /// <summary>E9: what is promised for a day that is over would be broken before it was given.</summary>
    private static Refusal? Ahead(PromiseRequest request, DateTimeOffset now) => request.DueAt >= now
        ? null
        : Refusal.Invalid("dueAt", "promise.due-in-past", "A promise is due in the future; this time is over already.");

    private static List<PromisedTerm> Terms(PromiseRequest request) => [.. (request.Terms ?? []).Select(term => new PromisedTerm(term.Term, term.Amount))];
}
