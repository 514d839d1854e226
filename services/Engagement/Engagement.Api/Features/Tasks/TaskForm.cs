using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>Turns what somebody wrote about a task into what the domain takes.</summary>
internal sealed class TaskForm(CustomerDesk customers, ColleagueDesk colleagues)
{
    private const string NoTeam = "none";

    /// <param name="present">The task as it stands; its customer was found once and is not sought again.</param>
    public async Task<(TaskOrder? Order, Refusal? Refusal)> ReadAsync(TaskRequest request, WorkTask? present, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Title)) return (null, Refusal.Invalid("title", "task.title-missing", "A task says what is to be done."));
        if ((Moments.Plausible("dueAt", request.DueAt) ?? Moments.Plausible("remindAt", request.RemindAt)) is { } implausible) return (null, implausible);
        var team = request.Team;
        if (request.CustomerId is { } id && id != present?.CustomerId)
        {
            if (await customers.FindActiveAsync(id, cancellationToken) is not { } customer) return (null, CustomerDesk.Unknown(id));
            team ??= customer.Team;
        }
        var order = new TaskOrder(request.Title.Trim(), request.Notes, request.CustomerId, request.AssigneeId, team ?? NoTeam, request.DueAt, request.RemindAt);
        if (request.AssigneeId is null && request.Team is not null) return (order, null);
        if (request.AssigneeId is not null && request.AssigneeId == present?.AssigneeId) return (order with { Team = present.Team }, null);
        var (assignee, unknown) = await colleagues.ResolveAsync(request.AssigneeId, "assigneeId", team ?? NoTeam, cancellationToken);
        return unknown is null ? (order with { AssigneeId = assignee.Subject, Team = assignee.Team }, null) : (null, unknown);
    }
}
