using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>What was written about a visit, judged; a result is there when it was written down afterwards.</summary>
internal sealed record VisitDraft(ActivityPlan Plan, VisitPlan Visit, ActivityResult? Result, FoundOutcome Outcome);

/// <summary>Turns what somebody wrote about a visit into what the domain takes.</summary>
internal sealed class VisitForm(ActivityDesk desk, TimeProvider time, IOptions<EngagementOptions> options)
{
    /// <param name="present">The visit as it stands; it stays whose it is unless somebody else is named.</param>
    public async Task<(VisitDraft? Draft, Refusal? Refusal)> ReadAsync(VisitRequest request, Visit? present, CancellationToken cancellationToken)
    {
        var purpose = request.Purpose ?? ActivityPurpose.Sales;
        var visit = new VisitPlan(request.Goal.Trim(), request.Mode, request.Content, request.Phase, request.Materials, request.Preparation, request.Conveys);
        if ((Check(request) ?? visit.Check(purpose)) is { } wrong) return (null, wrong);
        var (found, unknown) = await desk.FindAsync(request, present is null ? null : new Doer(present.OwnerId, present.Team), cancellationToken, present?.Touchpoint);
        if (found is null) return (null, unknown);
        var (outcome, nobody) = await desk.FindOutcomeAsync(request, found.Owner, cancellationToken);
        if (outcome is null) return (null, nobody);
        var plan = found.Plan(ActivityDirection.Outbound, purpose, (request.PlannedAt ?? request.StartedAt)!.Value, request.Minutes, request.Place, request.Notes, request);
        var result = request.EndedAt is { } ended ? new ActivityResult(request.StartedAt, ended, request.Outcome, request.Notes) : null;
        return (new VisitDraft(plan, visit, result, outcome), null);
    }

    private Refusal? Check(VisitRequest request)
    {
        var now = time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(request.Goal)) return Refusal.Invalid("goal", "visit.goal-missing", "A visit has a goal.");
        if (request.PlannedAt is null && request.StartedAt is null) return Refusal.Invalid("plannedAt", "visit.time-missing", "Say when the visit is planned.");
        if (Moments.Plausible("plannedAt", request.PlannedAt) is { } implausible) return implausible;
        if (request.StartedAt is null != request.EndedAt is null)
            return Refusal.Invalid(request.StartedAt is null ? "startedAt" : "endedAt", "visit.half-recorded", "A visit written down afterwards has both a start and an end.");
        if (request.StartedAt is null)
        {
            if (request.Outcome is not null) return Refusal.Invalid("outcome", "visit.not-held", "A planned visit has no outcome yet.");
            return request is { NextStep: null, AssignedItems: null or [], Departments: null or [], Evidence: null or [] }
                ? null
                : Refusal.Invalid("nextStep", "visit.not-held", "What is to be done next comes with the outcome of a visit.");
        }
        if (string.IsNullOrWhiteSpace(request.Outcome)) return Refusal.Invalid("outcome", "visit.outcome-missing", "A visit that was held has an outcome.");
        return ActivityKind.Visit.CheckEvidence(request.Evidence)
            ?? Moments.Happened("startedAt", request.StartedAt, now, options.Value.ClockTolerance)
            ?? Moments.Happened("endedAt", request.EndedAt, now, options.Value.ClockTolerance)
            ?? Moments.InOrder(request.StartedAt, request.EndedAt);
    }
}
