using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Activities;

/// <summary>An activity of any kind as clients see it; the details of its kind stand in the field of that name.</summary>
/// <param name="MinutesSpent">From start to end; null where nobody said when it began or ended, nor how long it was to last.</param>
/// <param name="Goal">Of a visit.</param>
/// <param name="Reached">Of a call that took place or was tried.</param>
public sealed record ActivityView(
    Guid Id, ActivityKind Kind, Guid CustomerId, string OwnerId, string Team, ActivityDirection Direction, ActivityPurpose Purpose, ActivityState State,
    DateTimeOffset At, DateTimeOffset PlannedAt, int? Minutes, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int? MinutesSpent, string? Place,
    string? Outcome, string? Notes, string? Reason, IReadOnlyList<Participant> Participants, TouchpointMark? Touchpoint, AxesMark Axes, int? RemindBefore,
    Guid? SeriesId, string? Goal, bool? Reached, MeetingDetails? Meeting, EmailDetails? Email, MessageDetails? Message, WebDetails? Web, FaxDetails? Fax,
    EventDetails? Event, string RecordedBy, DateTimeOffset RecordedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static ActivityView Of(Activity a) => new(
        a.Id, a.Kind, a.CustomerId, a.OwnerId, a.Team, a.Direction, a.Purpose, a.State, a.At, a.PlannedAt, a.PlannedMinutes, a.StartedAt, a.EndedAt,
        a.MinutesSpent, a.Place, a.Outcome, a.Notes, a.Reason, a.Participants, a.Touchpoint is { } code ? new TouchpointMark(code, a.Experience) : null,
        new AxesMark(a.Party, a.Means, a.Timing), a.RemindBefore, a.SeriesId, (a as Visit)?.Goal, a is Call { State: ActivityState.Done } call ? call.Reached : null, (a as Meeting)?.Details,
        (a as Email)?.Details, (a as Message)?.Details, (a as WebContact)?.Details, (a as Fax)?.Details, (a as EventAttendance)?.Details, a.RecordedBy,
        a.RecordedAt, a.Version);
}
