using System.Text.Json;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.Notifications.Live;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Notifications.Intake;

/// <summary>
/// X5: makes lines of the live stream. They name the thing and its state and no person, so that nothing personal lies in them; a
/// client reads the thing itself, with its own rights.
/// </summary>
internal sealed class LiveIntake(NotificationsDb db, LiveSignal signal, DashboardPulse dashboards)
{
    private static readonly string TaskEvent = WireName.Of(typeof(TaskChanged));
    private static readonly string ComplaintEvent = WireName.Of(typeof(ComplaintChanged));

    public void Take(IReadOnlyList<Happened> events)
    {
        var added = false;
        foreach (var happened in events)
        {
            if (Of(happened) is not { } update) continue;
            db.LiveUpdates.Add(update);
            added = true;
        }
        if (added) db.AfterCommit(signal.Pulse);
        var areas = events.Select(happened => DashboardPulse.AreaOf(happened.Name)).OfType<string>().ToHashSet();
        if (areas.Count > 0) db.AfterCommit(() => dashboards.Touch(areas));
    }

    private static LiveUpdate? Of(Happened happened)
    {
        if (happened.WireName == TaskEvent && !happened.IsImported && Read<TaskChanged>(happened) is { } task)
        {
            return Line(LiveTopic.Tasks, "task.changed", task.AssigneeId, task.Team,
                new { id = task.TaskId, version = task.Version, state = task.State, task.CustomerId, task.DueAt, task.Escalated }, happened.At);
        }
        if (happened.WireName == ComplaintEvent && !happened.IsImported && Read<ComplaintChanged>(happened) is { } complaint)
        {
            return Line(LiveTopic.Complaints, "complaint.changed", complaint.AssigneeId, complaint.Team,
                new { id = complaint.ComplaintId, version = complaint.Version, state = complaint.State, complaint.Number, complaint.Severity, complaint.CustomerId }, happened.At);
        }
        return null;
    }

    private static LiveUpdate Line(LiveTopic topic, string name, string? owner, string? team, object data, DateTimeOffset at) => new()
    {
        Topic = topic,
        Name = name,
        OwnerId = string.IsNullOrEmpty(owner) ? null : owner,
        Team = string.IsNullOrEmpty(team) ? null : team,
        Data = JsonSerializer.Serialize(data, Json.Tolerant),
        At = at,
    };

    private static T? Read<T>(Happened happened) => JsonSerializer.Deserialize<T>(happened.Payload, Json.Tolerant);
}
