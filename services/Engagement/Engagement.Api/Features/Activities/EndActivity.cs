using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Activities;

/// <summary>How an activity went.</summary>
/// <param name="EndedAt">When left out, after the minutes it was planned for, and now where that is earlier or none were planned.</param>
/// <param name="Attended">Of an event: whether the customer came.</param>
/// <param name="Evidence">What it proves for the gates of the relationship stages (C9); held visits and answered invitations are shown by visits and calls.</param>
/// <param name="Touchpoint">Where it happened and how that was experienced; as planned when left out.</param>
public sealed record CompleteActivityRequest(
    [property: StringLength(2000)] string? Outcome = null,
    [property: StringLength(4000)] string? Notes = null,
    DateTimeOffset? EndedAt = null,
    bool? Attended = null,
    NextStep? NextStep = null,
    [property: MaxLength(15)] IReadOnlyList<StageEvidence>? Evidence = null,
    [property: MaxLength(20)] IReadOnlyList<AssignedItem>? AssignedItems = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null,
    TouchpointMark? Touchpoint = null) : IActivityOutcome;

/// <summary>Why an activity does not take place.</summary>
public sealed record NoActivityRequest([property: StringLength(400)] string? Reason = null);

/// <summary>E1: planned → in progress → done, missed or cancelled.</summary>
internal static class EndActivity
{
    public static async Task<Results<Ok<ActivityView>, Missing, Invalid, Refused, Stale>> CompleteAsync(
        Guid id, CompleteActivityRequest? request, IfMatch ifMatch, EngagementDb db, ActivityDesk desk, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.OtherActivities.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } activity) return new Missing("activity", id);
        if (!ifMatch.Matches(activity)) return new Stale(activity.Version);
        request ??= new CompleteActivityRequest();
        var now = time.GetUtcNow();
        if ((Moments.Happened("endedAt", request.EndedAt, now, TimeSpan.Zero) ?? Moments.InOrder(activity.StartedAt, request.EndedAt)) is { } wrong) return new Invalid(wrong);
        if (activity is EventAttendance && request is { Attended: false, Evidence: [_, ..] }) return new Invalid(ActivityRequest.NobodyCame);
        if (activity.Kind.CheckEvidence(request.Evidence) is { } unshown) return new Invalid(unshown);
        var (outcome, unknown) = await desk.FindOutcomeAsync(request, new Doer(activity.OwnerId, activity.Team), cancellationToken);
        if (outcome is null) return new Invalid(unknown!);
        var (touchpoint, nowhere) = await desk.FindTouchpointAsync(request.Touchpoint, activity.Touchpoint, cancellationToken);
        if (nowhere is not null) return new Invalid(nowhere);

        var follow = await db.FollowAsync(activity, cancellationToken);
        if (activity is EventAttendance attendance) attendance.Describe(attendance.Details with { Attended = request.Attended ?? true });
        if (activity.Complete(request.EndedAt, request.Outcome, request.Notes, touchpoint, now) is { } over) return new Refused(over);
        follow();
        db.Publish(activity.ToRecord(), activity.CustomerId);
        foreach (var kind in (request.Evidence ?? []).Distinct()) db.Publish(kind.ToEvent(activity.CustomerId, activity.Id, caller.Subject, activity.EndedAt!.Value), activity.CustomerId);
        desk.Follow(activity, outcome, now);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ActivityView.Of(activity));
    }

    public static Task<Results<Ok<ActivityView>, Missing, Refused, Stale>> BeginAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        MoveAsync(id, ifMatch, db, activity => activity.Begin(time.GetUtcNow()), cancellationToken);

    public static Task<Results<Ok<ActivityView>, Missing, Refused, Stale>> CancelAsync(
        Guid id, NoActivityRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        MoveAsync(id, ifMatch, db, activity => activity.Cancel(request?.Reason), cancellationToken);

    public static Task<Results<Ok<ActivityView>, Missing, Refused, Stale>> MissAsync(
        Guid id, NoActivityRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        MoveAsync(id, ifMatch, db, activity => activity.Miss(request?.Reason), cancellationToken);

    private static Task<Results<Ok<ActivityView>, Missing, Refused, Stale>> MoveAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Func<OtherActivity, Refusal?> move, CancellationToken cancellationToken) =>
        db.MoveAsync(id, "activity", ifMatch, move, ActivityView.Of, cancellationToken);
}
