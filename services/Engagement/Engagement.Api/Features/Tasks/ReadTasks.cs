using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Tasks;

/// <summary>What a list of tasks can be narrowed by; everything given must hold.</summary>
public sealed class TaskFilter
{
    /// <summary>Those of the caller: assigned to them, or escalated to them.</summary>
    public bool? Mine { get; init; }

    [StringLength(100)]
    public string? AssigneeId { get; init; }

    [StringLength(60)]
    public string? Team { get; init; }

    /// <summary>By the id the customer has, or had before a merge.</summary>
    public Guid? CustomerId { get; init; }

    public Coded<TaskState>? State { get; init; }

    public Coded<TaskOrigin>? Origin { get; init; }

    /// <summary>Open and past its time; with <c>false</c> the others.</summary>
    public bool? Overdue { get; init; }

    public bool? Escalated { get; init; }

    public DateTimeOffset? DueFrom { get; init; }

    public DateTimeOffset? DueBefore { get; init; }

    [PageLimit]
    public int? Limit { get; init; }

    public string? Cursor { get; init; }

    internal string ListName => string.Join(':', "tasks", Mine, AssigneeId, Team, CustomerId, State, Origin, Overdue, Escalated, DueFrom?.UtcTicks, DueBefore?.UtcTicks);

    internal IQueryable<WorkTask> Apply(IQueryable<WorkTask> tasks, string me, DateTimeOffset now, Guid? standsAs)
    {
        if (Mine is true) tasks = tasks.Where(t => t.AssigneeId == me || t.EscalatedTo == me);
        if (AssigneeId is { } assignee) tasks = tasks.Where(t => t.AssigneeId == assignee);
        if (Team is { } team) tasks = tasks.Where(t => t.Team == team);
        if (standsAs is { } customer) tasks = tasks.Where(t => t.CustomerId == customer);
        if (State is { Value: var state }) tasks = tasks.Where(t => t.State == state);
        if (Origin is { Value: var origin }) tasks = tasks.Where(t => t.Origin == origin);
        if (Overdue is true) tasks = tasks.Where(t => t.State == TaskState.Open && t.DueAt < now);
        if (Overdue is false) tasks = tasks.Where(t => t.State != TaskState.Open || t.DueAt >= now);
        if (Escalated is { } escalated) tasks = tasks.Where(t => t.EscalatedAt != null == escalated);
        if (DueFrom is { } from) tasks = tasks.Where(t => t.DueAt >= from);
        if (DueBefore is { } before) tasks = tasks.Where(t => t.DueAt < before);
        return tasks;
    }
}

internal static class ReadTasks
{
    public static async Task<Results<Ok<TaskView>, Missing>> OneAsync(Guid id, EngagementDb db, TimeProvider time, CancellationToken cancellationToken) =>
        await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is { } task
            ? TypedResults.Ok(TaskView.Of(task, time.GetUtcNow()))
            : new Missing("task", id);

    /// <summary>What is due first comes first.</summary>
    public static async Task<Ok<Page<TaskView>>> ListAsync(
        [AsParameters] TaskFilter filter, EngagementDb db, Cursors cursors, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var (now, limit, list) = (time.GetUtcNow(), filter.Limit ?? Paging.DefaultLimit, filter.ListName);
        Guid? customer = filter.CustomerId is { } asked ? await db.NowAsync(asked, cancellationToken) : null;
        var tasks = filter.Apply(db.Tasks.AsNoTracking(), caller.Subject, now, customer);
        if (cursors.Read<TimePosition>(filter.Cursor, list) is { } after)
            tasks = tasks.Where(t => t.DueAt >= after.At && (t.DueAt > after.At || t.Key > after.Key));
        var rows = await tasks.OrderBy(t => t.DueAt).ThenBy(t => t.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByTime(rows, limit, list, t => new TimePosition(t.DueAt, t.Key), t => TaskView.Of(t, now)));
    }
}
