using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>What was written about a visit, judged; a result is there when it was written down afterwards.</summary>
internal sealed record VisitDraft(ActivityPlan Plan, VisitPlan Visit, ActivityResult? Result, string NextStepTeam);

/// <summary>Turns what somebody wrote about a visit into what the domain takes.</summary>
internal sealed class VisitForm(CustomerDesk customers, ColleagueDesk colleagues, TimeProvider time, IOptions<EngagementOptions> options)
{
    /// <param name="present">Whose visit it is already; it stays theirs unless somebody else is named.</param>
    public async Task<(VisitDraft? Draft, Refusal? Refusal)> ReadAsync(VisitRequest request, Doer? present, CancellationToken cancellationToken)
    {
        if (Check(request) is { } wrong) return (null, wrong);
        if (await customers.FindAsync(request.CustomerId, cancellationToken) is not { } customer) return (null, CustomerDesk.Unknown(request.CustomerId));
        var (owner, unknown) = present is { } same && (request.OwnerId is null || request.OwnerId == same.Subject)
            ? (same, null)
            : await colleagues.ResolveAsync(request.OwnerId, "ownerId", customer.Team, cancellationToken);
        if (unknown is not null) return (null, unknown);
        var assignee = owner;
        if (request.NextStep?.AssigneeId is { } named)
        {
            (assignee, unknown) = await colleagues.ResolveAsync(named, "nextStep.assigneeId", customer.Team, cancellationToken);
            if (unknown is not null) return (null, unknown);
        }
        var plan = new ActivityPlan(customer.Id, owner.Subject, owner.Team, ActivityDirection.Outbound, request.Purpose ?? ActivityPurpose.Sales,
            (request.PlannedAt ?? request.StartedAt)!.Value, request.Minutes, request.Place, request.Notes);
        var result = request.EndedAt is { } ended ? new ActivityResult(request.StartedAt, ended, request.Outcome, request.Notes) : null;
        return (new VisitDraft(plan, new VisitPlan(request.Goal.Trim(), request.Mode, request.Content), result, assignee.Team), null);
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
            return request.NextStep is null ? null : Refusal.Invalid("nextStep", "visit.not-held", "A planned visit has no next step yet; that comes with its outcome.");
        }
        if (string.IsNullOrWhiteSpace(request.Outcome)) return Refusal.Invalid("outcome", "visit.outcome-missing", "A visit that was held has an outcome.");
        return Moments.Happened("startedAt", request.StartedAt, now, options.Value.ClockTolerance)
            ?? Moments.Happened("endedAt", request.EndedAt, now, options.Value.ClockTolerance)
            ?? Moments.InOrder(request.StartedAt, request.EndedAt)
            ?? Moments.Plausible("nextStep.dueAt", request.NextStep?.DueAt);
    }
}
