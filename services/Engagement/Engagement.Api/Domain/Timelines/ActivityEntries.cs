using CrmPlatform.Engagement.Domain.Activities;

namespace CrmPlatform.Engagement.Domain.Timelines;

/// <summary>E1: an activity is one entry of the timeline whatever its kind.</summary>
internal static class ActivityEntries
{
    public static TimelineEntry ToEntry(this Activity activity) => activity switch
    {
        Visit visit => Of(visit, TimelineKind.Visit, visit.Goal, new { state = visit.State, visit.Purpose, visit.Touchpoint, visit.Place, visit.MinutesSpent, recordedAt = LateRecord(visit) }),
        Call call => Of(call, TimelineKind.Call, null, new
        {
            state = call.State, call.Direction, call.Purpose, call.Touchpoint, reached = call.State == ActivityState.Done ? call.Reached : (bool?)null, call.MinutesSpent, recordedAt = LateRecord(call),
        }),
        OtherActivity other => Of(other, Enum.Parse<TimelineKind>(other.Kind.ToString()), other.Subject,
            new { state = other.State, other.Direction, other.Purpose, other.Place, other.MinutesSpent, recordedAt = LateRecord(other) }),
        _ => throw new InvalidOperationException($"{activity.Kind} has no entry."),
    };

    private static TimelineEntry Of(Activity activity, TimelineKind kind, string? subject, object facts) =>
        TimelineEntry.Of(kind, activity.CustomerId, activity.At, activity.Id, subject, activity.Outcome ?? activity.Reason ?? activity.Notes, activity.OwnerId, facts);

    /// <summary>When it was written down, where that was not at once.</summary>
    private static DateTimeOffset? LateRecord(Activity activity) =>
        activity.EndedAt is { } ended && activity.RecordedAt - ended > TimeSpan.FromHours(1) ? activity.RecordedAt : null;
}
