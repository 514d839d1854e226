using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Features.Activities;

/// <summary>
/// A meeting, e-mail, message, web contact, fax or event: planned, or with <paramref name="EndedAt"/> written down afterwards. Exactly
/// the details of its kind are given. Calls and visits have resources of their own.
/// </summary>
/// <param name="StartedAt">The end, when left out of a record.</param>
/// <param name="Outcome">Next step, assigned items, departments and evidence come with it.</param>
/// <param name="Evidence">What it proves for the gates of the relationship stages (C9); held visits and answered invitations are shown by visits and calls.</param>
public sealed record ActivityRequest(
    ActivityKind Kind,
    Guid CustomerId,
    ActivityDirection Direction,
    ActivityPurpose Purpose,
    MeetingDetails? Meeting = null,
    EmailDetails? Email = null,
    MessageDetails? Message = null,
    WebDetails? Web = null,
    FaxDetails? Fax = null,
    EventDetails? Event = null,
    DateTimeOffset? PlannedAt = null,
    [property: Range(1, 44_640)] int? Minutes = null,
    [property: StringLength(200)] string? Place = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: StringLength(4000)] string? Notes = null,
    [property: MaxLength(50)] IReadOnlyList<Participant>? Participants = null,
    TouchpointMark? Touchpoint = null,
    AxesMark? Axes = null,
    [property: Range(0, 43_200)] int? RemindBefore = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    [property: StringLength(2000)] string? Outcome = null,
    NextStep? NextStep = null,
    [property: MaxLength(20)] IReadOnlyList<AssignedItem>? AssignedItems = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null,
    [property: MaxLength(15)] IReadOnlyList<StageEvidence>? Evidence = null) : IActivityForm
{
    internal static ActivityRequest Of(OtherActivity a) => new(
        a.Kind, a.CustomerId, a.Direction, a.Purpose, (a as Meeting)?.Details, (a as Email)?.Details, (a as Message)?.Details, (a as WebContact)?.Details,
        (a as Fax)?.Details, (a as EventAttendance)?.Details, a.PlannedAt, a.PlannedMinutes, a.Place, a.OwnerId, a.Notes, a.Participants,
        a.Touchpoint is { } code ? new TouchpointMark(code, a.Experience) : null, new AxesMark(a.Party, a.Means, a.Timing), a.RemindBefore);

    /// <summary>C9: an event that nobody came to proves nothing about the customer.</summary>
    internal static Refusal NobodyCame { get; } = Refusal.Invalid("evidence", "activity.not-attended", "Whoever did not come to the event has shown nothing at it.");

    /// <summary>E1: per-kind details are typed; the kind says which ones are there.</summary>
    internal Refusal? CheckDetails()
    {
        if (Kind is ActivityKind.Call or ActivityKind.Visit)
            return Refusal.Invalid("kind", "activity.own-resource", $"A {Kind.ToString().ToLowerInvariant()} is entered at /api/v1/{Kind.ToString().ToLowerInvariant()}s.");
        (ActivityKind Kind, string Field, object? Details)[] all =
        [
            (ActivityKind.Meeting, "meeting", Meeting), (ActivityKind.Email, "email", Email), (ActivityKind.Message, "message", Message),
            (ActivityKind.Web, "web", Web), (ActivityKind.Fax, "fax", Fax), (ActivityKind.Event, "event", Event),
        ];
        foreach (var (kind, field, details) in all)
        {
            if (kind == Kind && details is null) return Refusal.Invalid(field, "activity.details-missing", $"An activity of kind {field} has its details in '{field}'.");
            if (kind != Kind && details is not null) return Refusal.Invalid(field, "activity.details-of-other-kind", $"These are details of another kind than '{Kind.ToString().ToLowerInvariant()}'.");
        }
        return Event is { Attended: false } && Evidence is [_, ..] ? NobodyCame : Kind.CheckEvidence(Evidence);
    }

    internal OtherActivity ToActivity(ActivityPlan plan, ActivityResult? result, string by, DateTimeOffset now) => Kind switch
    {
        ActivityKind.Meeting => Domain.Activities.Meeting.Of(plan, Meeting!, result, by, now),
        ActivityKind.Email => Domain.Activities.Email.Of(plan, Email!, result, by, now),
        ActivityKind.Message => Domain.Activities.Message.Of(plan, Message!, result, by, now),
        ActivityKind.Web => WebContact.Of(plan, Web!, result, by, now),
        ActivityKind.Fax => Domain.Activities.Fax.Of(plan, Fax!, result, by, now),
        ActivityKind.Event => EventAttendance.Of(plan, Event!, result, by, now),
        _ => throw new InvalidOperationException($"A {Kind} is entered elsewhere."),
    };

    /// <summary>Puts the details on an activity of the same kind.</summary>
    internal void Describe(OtherActivity activity)
    {
        switch (activity)
        {
            case Meeting meeting: meeting.Describe(Meeting!); break;
            case Email email: email.Describe(Email!); break;
            case Message message: message.Describe(Message!); break;
            case WebContact web: web.Describe(Web!); break;
            case Fax fax: fax.Describe(Fax!); break;
            case EventAttendance attendance: attendance.Describe(Event!); break;
        }
    }
}
