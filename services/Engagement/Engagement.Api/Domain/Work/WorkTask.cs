using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Work;

public enum TaskState
{
    [Names("Open", "待办", "待辦")] Open,
    [Names("Done", "已完成", "已完成")] Done,
    [Names("Cancelled", "已取消", "已取消")] Cancelled,
}

/// <summary>What made a task.</summary>
public enum TaskOrigin
{
    [Names("By hand", "手工创建", "手工建立")] Manual,
    [Names("Next step", "下一步", "下一步")] NextStep,
    [Names("Call back", "回电", "回電")] CallBack,
    [Names("Assigned item", "交办事项", "交辦事項")] AssignedItem,
    [Names("Follow-up cycle", "跟进周期", "跟進週期")] FollowUpCycle,
    [Names("Care", "客户关怀", "客戶關懷")] Care,
    [Names("Promise", "承诺", "承諾")] Promise,
    [Names("Campaign", "营销活动", "行銷活動")] Campaign,
    [Names("Delivery", "交付", "交付")] Delivery,
    [Names("Intervention", "流失干预", "流失干預")] Intervention,
}

/// <summary>What somebody asks to be done.</summary>
/// <param name="AssigneeId">Token subject; null gives it to the team.</param>
internal sealed record TaskOrder(
    string Title, string? Notes, Guid? CustomerId, string? AssigneeId, string Team, DateTimeOffset DueAt, DateTimeOffset? RemindAt = null);

/// <summary>Something to be done by a time, for a person or a team.</summary>
internal sealed class WorkTask : Entity, IHasHistory
{
    private const int LongestTitle = 400;
    private const int LongestNotes = 4000;

    private WorkTask() { }

    public Guid? CustomerId { get; private set; }

    [Untold]
    public Guid? FirstCustomerId { get; private set; }

    public string Title { get; private set; } = "";

    public string? Notes { get; private set; }

    public string? AssigneeId { get; private set; }

    public string Team { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? RemindAt { get; private set; }

    public TaskState State { get; private set; }

    public TaskOrigin Origin { get; private set; }

    /// <summary>The visit, call, promise … it comes from.</summary>
    public Guid? SourceId { get; private set; }

    /// <summary>E6, E7: names the occasion within the customer; there is one task of an occasion.</summary>
    [Untold]
    public string? Occasion { get; private set; }

    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>The manager who has heard that it lies.</summary>
    public string? EscalatedTo { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public string? Result { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => CustomerId ?? Id;

    public bool IsOverdue(DateTimeOffset now) => State == TaskState.Open && DueAt < now;

    public static WorkTask Of(TaskOrder order, TaskOrigin origin, Guid? sourceId, string by, DateTimeOffset now, string? occasion = null) => new WorkTask
    {
        CustomerId = order.CustomerId,
        FirstCustomerId = order.CustomerId,
        Origin = origin,
        SourceId = sourceId,
        Occasion = occasion,
        CreatedBy = by,
        CreatedAt = now,
    }.Take(order);

    public Refusal? Change(TaskOrder order)
    {
        if (RefuseUnlessOpen() is { } refusal) return refusal;
        Take(order);
        return null;
    }

    public Refusal? Complete(string? result, string by, DateTimeOffset at) => Close(TaskState.Done, result, by, at);

    public Refusal? Cancel(string? reason, string by, DateTimeOffset at) => Close(TaskState.Cancelled, reason, by, at);

    /// <summary>Gives an open task to somebody else, for instance when the customer got another owner.</summary>
    public void HandTo(string? assigneeId, string team) => (AssigneeId, Team) = (assigneeId, team);

    public void MoveTo(DateTimeOffset due) => DueAt = due;

    /// <summary>E9: what it is for has another day: it is due by then, and no manager has heard of that one.</summary>
    public void PutOff(DateTimeOffset due) => (DueAt, EscalatedTo, EscalatedAt) = (due, null, null);

    public void Reminded() => RemindAt = null;

    /// <summary>E6: tells the manager that it lies.</summary>
    public void EscalateTo(string? manager, DateTimeOffset at) => (EscalatedTo, EscalatedAt) = (manager, at);

    private Refusal? Close(TaskState state, string? result, string by, DateTimeOffset at)
    {
        if (RefuseUnlessOpen() is { } refusal) return refusal;
        (State, Result, ClosedBy, ClosedAt, RemindAt) = (state, result, by, at, null);
        return null;
    }

    private Refusal? RefuseUnlessOpen() => State == TaskState.Open
        ? null
        : Refusal.Conflict("task.closed", $"This task is {(State == TaskState.Done ? "done" : "cancelled")} already.");

    private WorkTask Take(TaskOrder order)
    {
        Title = order.Title.Length <= LongestTitle ? order.Title : order.Title[..LongestTitle];
        Notes = order.Notes is { Length: > LongestNotes } ? order.Notes[..LongestNotes] : order.Notes;
        (AssigneeId, Team, DueAt, RemindAt) = (order.AssigneeId, order.Team, order.DueAt, order.RemindAt);
        return this;
    }
}
