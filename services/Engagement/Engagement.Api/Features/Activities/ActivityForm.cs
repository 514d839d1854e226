using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Activities;

/// <summary>What was written about an activity, judged; a result is there when it was written down afterwards.</summary>
internal sealed record ActivityDraft(ActivityPlan Plan, ActivityResult? Result, FoundOutcome Outcome);

/// <summary>Turns what somebody wrote about an activity into what the domain takes.</summary>
internal sealed class ActivityForm(ActivityDesk desk, TimeProvider time, IOptions<EngagementOptions> options)
{
    public async Task<(ActivityDraft? Draft, Refusal? Refusal)> ReadAsync(ActivityRequest request, OtherActivity? present, CancellationToken cancellationToken)
    {
        if ((request.CheckDetails() ?? CheckTimes(request)) is { } wrong) return (null, wrong);
        var (found, unknown) = await desk.FindAsync(request, present is null ? null : new Doer(present.OwnerId, present.Team), cancellationToken, present?.Touchpoint);
        if (found is null) return (null, unknown);
        var (outcome, nobody) = await desk.FindOutcomeAsync(request, found.Owner, cancellationToken);
        if (outcome is null) return (null, nobody);
        var started = request.StartedAt ?? request.EndedAt;
        var plan = found.Plan(request.Direction, request.Purpose, (request.PlannedAt ?? started)!.Value, request.Minutes, request.Place, request.Notes, request);
        var result = request.EndedAt is { } ended ? new ActivityResult(started, ended, request.Outcome, request.Notes) : null;
        return (new ActivityDraft(plan, result, outcome), null);
    }

    private Refusal? CheckTimes(ActivityRequest request)
    {
        var now = time.GetUtcNow();
        if (request.PlannedAt is null && request.EndedAt is null)
            return Refusal.Invalid("plannedAt", "activity.time-missing", "Say when it is planned, or when it ended.");
        if (request.StartedAt is not null && request.EndedAt is null)
            return Refusal.Invalid("endedAt", "activity.half-recorded", "What is written down afterwards has an end.");
        if (request.EndedAt is null && request is not { Outcome: null, NextStep: null, AssignedItems: null or [], Departments: null or [], Evidence: null or [] })
            return Refusal.Invalid("outcome", "activity.not-held", "Outcome, next step, assigned items and departments come once it has taken place.");
        return Moments.Plausible("plannedAt", request.PlannedAt)
            ?? Moments.Happened("startedAt", request.StartedAt, now, options.Value.ClockTolerance)
            ?? Moments.Happened("endedAt", request.EndedAt, now, options.Value.ClockTolerance)
            ?? Moments.InOrder(request.StartedAt, request.EndedAt);
    }
}
