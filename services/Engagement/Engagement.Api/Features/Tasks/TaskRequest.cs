using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>Something to be done.</summary>
/// <param name="AssigneeId">Token subject; you when both this and the team are left out.</param>
/// <param name="Team">Gives it to a team; left out it follows the assignee's.</param>
/// <param name="RemindAt">When the assignee is reminded.</param>
public sealed record TaskRequest(
    [property: Required, StringLength(400, MinimumLength = 1)] string Title,
    DateTimeOffset DueAt,
    [property: StringLength(4000)] string? Notes = null,
    Guid? CustomerId = null,
    [property: StringLength(100)] string? AssigneeId = null,
    [property: StringLength(60)] string? Team = null,
    DateTimeOffset? RemindAt = null)
{
    internal static TaskRequest Of(WorkTask t) => new(t.Title, t.DueAt, t.Notes, t.CustomerId, t.AssigneeId, t.AssigneeId is null ? t.Team : null, t.RemindAt);
}

/// <summary>What came of a task, or why it is dropped.</summary>
/// <param name="Result">Required where a task of the follow-up cycle is dropped.</param>
public sealed record CloseTaskRequest([property: StringLength(2000)] string? Result = null);

/// <summary>A task as clients see it.</summary>
/// <param name="SourceId">The visit, call, promise … it comes from.</param>
/// <param name="EscalatedTo">The manager who has heard that it lies.</param>
public sealed record TaskView(
    Guid Id, string Title, string? Notes, Guid? CustomerId, string? AssigneeId, string Team, DateTimeOffset DueAt, bool Overdue, DateTimeOffset? RemindAt,
    TaskState State, TaskOrigin Origin, Guid? SourceId, DateTimeOffset? EscalatedAt, string? EscalatedTo, DateTimeOffset? ClosedAt, string? ClosedBy,
    string? Result, string CreatedBy, DateTimeOffset CreatedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null without a customer, and where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static TaskView Of(WorkTask t, DateTimeOffset now) => new(
        t.Id, t.Title, t.Notes, t.CustomerId, t.AssigneeId, t.Team, t.DueAt, t.IsOverdue(now), t.RemindAt, t.State, t.Origin, t.SourceId, t.EscalatedAt,
        t.EscalatedTo, t.ClosedAt, t.ClosedBy, t.Result, t.CreatedBy, t.CreatedAt, t.Version);
}
