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

    /// <summary>The name of the server-sent event, for instance <c>task.changed</c>; of a line for former hands with an ending that says whose they were.</summary>
    public required string Name { get; init; }

    public string EventName => Name.Split('/')[0];

    /// <summary>One line of JSON.</summary>
    public required string Data { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>
    /// Ends the name of a line for who had the thing: <see cref="OwnerId"/>. Whoever sees <see cref="Team"/>, whose it is now, has seen the change itself.
    /// </summary>
    public const string ForOwnerBefore = "/owner-before";

    /// <summary>Ends the name of a line for whose it was: <see cref="Team"/>. <see cref="OwnerId"/>, who has it now, has seen the change itself.</summary>
    public const string ForTeamBefore = "/team-before";

    public bool IsForOwnerBefore => Name.EndsWith(ForOwnerBefore, StringComparison.Ordinal);

    public bool IsForTeamBefore => Name.EndsWith(ForTeamBefore, StringComparison.Ordinal);
}
