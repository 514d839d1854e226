using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: what moves a clock.</summary>
public enum ClockEventKind
{
    [Names("Opened", "开启", "開啟")] Opened,
    [Names("First response given", "已首次响应", "已首次回應")] FirstResponse,
    [Names("Paused: waiting for the customer", "暂停：等待客户", "暫停：等待客戶")] Paused,
    [Names("Resumed", "恢复计时", "恢復計時")] Resumed,
    [Names("Resolved", "已解决", "已解決")] Resolved,
    [Names("Reopened", "重新打开", "重新開啟")] Reopened,
    [Names("Severity changed", "严重程度变更", "嚴重程度變更")] SeverityChanged,
    [Names("Calendar changed", "工作日历变更", "工作行事曆變更")] CalendarChanged,
    [Names("Assignee changed", "负责人变更", "負責人變更")] AssigneeChanged,
}

/// <summary>
/// One thing that happened to a complaint as far as its clocks care. Instant and <paramref name="Ordinal"/> (the position in the
/// complaint's own history) give events their order, whatever order they arrive in.
/// </summary>
internal sealed record ClockEvent(DateTimeOffset At, long Ordinal, ClockEventKind Kind)
{
    public Severity? Severity { get; init; }

    public string? CustomerClass { get; init; }

    public string? Calendar { get; init; }

    public string? Assignee { get; init; }

    public static ClockEvent Opened(DateTimeOffset at, long ordinal, Severity severity, string? customerClass = null, string? calendar = null) =>
        new(at, ordinal, ClockEventKind.Opened) { Severity = severity, CustomerClass = customerClass, Calendar = calendar };

    public static ClockEvent FirstResponse(DateTimeOffset at, long ordinal) => new(at, ordinal, ClockEventKind.FirstResponse);

    /// <summary>We wait for the customer.</summary>
    public static ClockEvent Paused(DateTimeOffset at, long ordinal) => new(at, ordinal, ClockEventKind.Paused);

    public static ClockEvent Resumed(DateTimeOffset at, long ordinal) => new(at, ordinal, ClockEventKind.Resumed);

    public static ClockEvent Resolved(DateTimeOffset at, long ordinal) => new(at, ordinal, ClockEventKind.Resolved);

    public static ClockEvent Reopened(DateTimeOffset at, long ordinal) => new(at, ordinal, ClockEventKind.Reopened);

    public static ClockEvent SeverityChanged(DateTimeOffset at, long ordinal, Severity severity) =>
        new(at, ordinal, ClockEventKind.SeverityChanged) { Severity = severity };

    public static ClockEvent CalendarChanged(DateTimeOffset at, long ordinal, string? calendar) =>
        new(at, ordinal, ClockEventKind.CalendarChanged) { Calendar = calendar };

    public static ClockEvent AssigneeChanged(DateTimeOffset at, long ordinal, string? assignee) =>
        new(at, ordinal, ClockEventKind.AssigneeChanged) { Assignee = assignee };

    /// <summary>The order in which events happened; total, so that the same events always give the same result.</summary>
    internal static int Compare(ClockEvent one, ClockEvent other)
    {
        var order = one.At.UtcTicks.CompareTo(other.At.UtcTicks);
        if (order == 0)
            order = one.Ordinal.CompareTo(other.Ordinal);
        if (order == 0)
            order = one.Kind.CompareTo(other.Kind);
        if (order == 0)
            order = Nullable.Compare(one.Severity, other.Severity);
        if (order == 0)
            order = string.CompareOrdinal(one.CustomerClass, other.CustomerClass);
        if (order == 0)
            order = string.CompareOrdinal(one.Calendar, other.Calendar);
        return order != 0 ? order : string.CompareOrdinal(one.Assignee, other.Assignee);
    }
}
