using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>How a visit went.</summary>
/// <param name="NextStep">What was agreed; it becomes a task.</param>
/// <param name="Evidence">What the visit proves beside having been held, for the gates of the relationship stages (C9).</param>
/// <param name="Touchpoint">Where it happened and how that was experienced; as planned when left out.</param>
public sealed record CompleteVisitRequest(
    [property: Required, StringLength(2000, MinimumLength = 1)] string Outcome,
    [property: StringLength(4000)] string? Notes = null,
    NextStep? NextStep = null,
    [property: MaxLength(15)] IReadOnlyList<StageEvidence>? Evidence = null,
    [property: MaxLength(20)] IReadOnlyList<AssignedItem>? AssignedItems = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null,
    TouchpointMark? Touchpoint = null) : IActivityOutcome;

/// <summary>E1, E2: a visit ends with its outcome and, where there is one, a next step.</summary>
internal static class CompleteVisit
{
    public static async Task<Results<Ok<VisitView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, CompleteVisitRequest request, IfMatch ifMatch, EngagementDb db, ActivityDesk desk, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Visits.SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } visit) return new Missing("visit", id);
        if (!ifMatch.Matches(visit)) return new Stale(visit.Version);
        if (visit.Kind.CheckEvidence(request.Evidence) is { } unshown) return new Invalid(unshown);
        var (outcome, unknown) = await desk.FindOutcomeAsync(request, new Doer(visit.OwnerId, visit.Team), cancellationToken);
        if (outcome is null) return new Invalid(unknown!);
        var (touchpoint, nowhere) = await desk.FindTouchpointAsync(request.Touchpoint, visit.Touchpoint, cancellationToken);
        if (nowhere is not null) return new Invalid(nowhere);

        var now = time.GetUtcNow();
        var follow = await db.FollowAsync(visit, cancellationToken);
        if (visit.Complete(request.Outcome, request.Notes, touchpoint, now) is { } refusal) return new Refused(refusal);
        follow();
        db.Tell(visit);
        foreach (var kind in (request.Evidence ?? []).Append(StageEvidence.VisitHeld).Distinct())
            db.Publish(kind.ToEvent(visit.CustomerId, visit.Id, caller.Subject, visit.EndedAt!.Value), visit.CustomerId);
        desk.Follow(visit, outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(VisitView.Of(visit));
    }
}
