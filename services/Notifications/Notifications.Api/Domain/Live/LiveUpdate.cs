using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Notifications.Domain.Live;

/// <summary>What somebody can be kept informed about (X5).</summary>
public enum LiveTopic
{
    [Names("tasks", "任务", "任務")] Tasks,
    [Names("complaints", "投诉", "投訴")] Complaints,
    [Names("dashboards", "仪表板", "儀表板")] Dashboards,
}

/// <summary>A line of the stream, kept for a while so that a client that was cut off can go on where it was.</summary>
public sealed class LiveUpdate
{
    /// <summary>Its place in the stream: the <c>id</c> of the server-sent event.</summary>
    public long Key { get; private set; }

    public LiveTopic Topic { get; init; }

    /// <summary>Token subject of whom it concerns; null where it concerns a team or everybody.</summary>
    public string? OwnerId { get; init; }

    public string? Team { get; init; }

    /// <summary>The name of the server-sent event, for instance <c>task.changed</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line of JSON.</summary>
    public required string Data { get; init; }

    public DateTimeOffset At { get; init; }
}
