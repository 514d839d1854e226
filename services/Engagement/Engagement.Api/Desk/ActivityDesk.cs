using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Desk;

/// <summary>What was written about an activity, with everybody it names found: the customer, its owner, the touchpoint.</summary>
internal sealed record FoundActivity(KnownCustomer Customer, Doer Owner, TouchpointUse? Touchpoint)
{
    public ActivityPlan Plan(ActivityDirection direction, ActivityPurpose purpose, DateTimeOffset at, int? minutes, string? place, string? notes, IActivityForm form) => new(
        Customer.Id, Owner.Subject, Owner.Team, direction, purpose, at, minutes, place, notes, form.Participants, form.Axes, Touchpoint, form.RemindBefore);
}

/// <summary>What is left to be done, with whoever is to do it found.</summary>
internal sealed record FoundOutcome(NextStep? NextStep, string NextStepTeam, IReadOnlyList<(AssignedItem Item, string Team)> Items, IReadOnlyList<string> Departments);

/// <summary>E1: what all kinds of activity have in common on their way in: who and where, and what follows from them.</summary>
internal sealed class ActivityDesk(EngagementDb db, CustomerDesk customers, ColleagueDesk colleagues, Caller caller)
{
    private const int LongestDepartment = 60;

    /// <param name="present">Whose activity it is already; it stays theirs unless somebody else is named.</param>
    /// <param name="presentTouchpoint">The touchpoint that it has already; it keeps it although that was retired meanwhile.</param>
    public async Task<(FoundActivity? Found, Refusal? Refusal)> FindAsync(IActivityForm form, Doer? present, CancellationToken cancellationToken, string? presentTouchpoint = null)
    {
        if (await customers.FindActiveAsync(form.CustomerId, cancellationToken) is not { } customer) return (null, CustomerDesk.Unknown(form.CustomerId));
        var (owner, unknown) = present is { } same && (form.OwnerId is null || form.OwnerId == same.Subject)
            ? (same, null)
            : await colleagues.ResolveAsync(form.OwnerId, "ownerId", customer.Team, cancellationToken);
        if (unknown is not null) return (null, unknown);
        var (touchpoint, wrong) = await FindTouchpointAsync(form.Touchpoint, presentTouchpoint, cancellationToken);
        return wrong is null ? (new FoundActivity(customer, owner, touchpoint), null) : (null, wrong);
    }

    /// <param name="present">The touchpoint that the activity has already.</param>
    public async Task<(TouchpointUse? Found, Refusal? Refusal)> FindTouchpointAsync(TouchpointMark? mark, string? present, CancellationToken cancellationToken)
    {
        if (mark is null) return (null, null);
        var touchpoint = await db.Touchpoints.AsNoTracking().SingleOrDefaultAsync(point => point.Code == mark.Code, cancellationToken);
        if (touchpoint is null || (!touchpoint.Active && touchpoint.Code != present))
            return (null, Refusal.Invalid("touchpoint.code", "touchpoint.unknown", $"'{mark.Code}' is no touchpoint of the register."));
        return mark.Experience > touchpoint.ScaleMax
            ? (null, Refusal.Invalid("touchpoint.experience", "touchpoint.scale", $"The experience at '{mark.Code}' is measured from 1 to {touchpoint.ScaleMax}."))
            : (new TouchpointUse(mark.Code, mark.Experience), null);
    }

    public async Task<(FoundOutcome? Found, Refusal? Refusal)> FindOutcomeAsync(IActivityOutcome outcome, Doer owner, CancellationToken cancellationToken)
    {
        if (Moments.Plausible("nextStep.dueAt", outcome.NextStep?.DueAt) is { } implausible) return (null, implausible);
        var next = owner;
        if (outcome.NextStep?.AssigneeId is { } named && named != owner.Subject)
        {
            (next, var unknown) = await colleagues.ResolveAsync(named, "nextStep.assigneeId", owner.Team, cancellationToken);
            if (unknown is not null) return (null, unknown);
        }
        var items = new List<(AssignedItem, string)>();
        foreach (var (index, item) in (outcome.AssignedItems ?? []).Index())
        {
            var (team, wrong) = await TeamOfAsync(item, $"assignedItems[{index}]", owner, cancellationToken);
            if (wrong is not null) return (null, wrong);
            items.Add((item, team));
        }
        foreach (var (index, department) in (outcome.Departments ?? []).Index())
        {
            if (string.IsNullOrWhiteSpace(department) || department.Length > LongestDepartment)
                return (null, Refusal.Invalid($"departments[{index}]", "department.name", $"A department has a name of up to {LongestDepartment} characters."));
        }
        return (new FoundOutcome(outcome.NextStep, next.Team, items, [.. (outcome.Departments ?? []).Distinct()]), null);
    }

    /// <summary>E1: the next step and assigned items become tasks, departments are told; all by the next save.</summary>
    public void Follow(Activity activity, FoundOutcome outcome, DateTimeOffset now)
    {
        if (outcome.NextStep is { } step) db.Enter(step.ToTask(activity, outcome.NextStepTeam, caller.Subject, now));
        foreach (var (item, team) in outcome.Items) db.Enter(item.ToTask(activity, team, caller.Subject, now));
        var told = outcome.Departments.Select(department => (Department: department, Text: activity.Outcome ?? activity.Notes ?? ""))
            .Concat(outcome.Items.Where(pair => pair.Item.Department is not null).Select(pair => (Department: pair.Team, pair.Item.Text)));
        foreach (var (department, text) in told)
            db.Publish(new DepartmentNotified(activity.Id, activity.CustomerId, department, text, caller.Subject, now), activity.CustomerId);
    }

    private async Task<(string Team, Refusal? Refusal)> TeamOfAsync(AssignedItem item, string field, Doer owner, CancellationToken cancellationToken)
    {
        if (item.AssigneeId is null == item.Department is null)
            return ("", Refusal.Invalid(field, "item.assignee", "An assigned item goes to a person (assigneeId) or to a department, one of the two."));
        if (Moments.Plausible($"{field}.dueAt", item.DueAt) is { } implausible) return ("", implausible);
        if (item.Department is { } department) return (department, null);
        var (doer, unknown) = await colleagues.ResolveAsync(item.AssigneeId, $"{field}.assigneeId", owner.Team, cancellationToken);
        return (doer.Team, unknown);
    }
}
