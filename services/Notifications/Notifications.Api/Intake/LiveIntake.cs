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
            foreach (var update in Of(happened))
            {
                db.LiveUpdates.Add(update);
                added = true;
            }
        }
        if (added) db.AfterCommit(signal.Pulse);
        var areas = events.Select(happened => DashboardPulse.AreaOf(happened.Name)).OfType<string>().ToHashSet();
        if (areas.Count > 0) db.AfterCommit(() => dashboards.Touch(areas));
    }

    private static IEnumerable<LiveUpdate> Of(Happened happened)
    {
        if (happened.WireName == TaskEvent && !happened.IsImported && Read<TaskChanged>(happened) is { } task)
        {
            return
            [
                .. Parting(LiveTopic.Tasks, "task.changed", (task.AssigneeBefore, task.TeamBefore), task.AssigneeId, task.Team, new { id = task.TaskId, version = task.Version, gone = true }, happened.At),
                Line(LiveTopic.Tasks, "task.changed", task.AssigneeId, task.Team,
                    new { id = task.TaskId, version = task.Version, state = task.State, task.CustomerId, task.DueAt, task.Escalated }, happened.At),
            ];
        }
        if (happened.WireName == ComplaintEvent && !happened.IsImported && Read<ComplaintChanged>(happened) is { } complaint)
        {
            return
            [
                .. Parting(LiveTopic.Complaints, "complaint.changed", (complaint.AssigneeBefore, complaint.TeamBefore), complaint.AssigneeId, complaint.Team,
                    new { id = complaint.ComplaintId, version = complaint.Version, gone = true }, happened.At),
                Line(LiveTopic.Complaints, "complaint.changed", complaint.AssigneeId, complaint.Team,
                    new { id = complaint.ComplaintId, version = complaint.Version, state = complaint.State, complaint.Number, complaint.Severity, complaint.CustomerId }, happened.At),
            ];
        }
        return [];
    }

    /// <summary>Whoever had it hears that it is gone from them, and no more: they may not see it now.</summary>
    private static IEnumerable<LiveUpdate> Parting(LiveTopic topic, string name, (string? Owner, string? Team) before, string? owner, string? team, object data, DateTimeOffset at)
    {
        if (!string.IsNullOrEmpty(before.Owner)) yield return Line(topic, name + LiveUpdate.ForOwnerBefore, before.Owner, team, data, at);
        if (!string.IsNullOrEmpty(before.Team)) yield return Line(topic, name + LiveUpdate.ForTeamBefore, owner, before.Team, data, at);
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
