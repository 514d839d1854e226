using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Calls;

/// <summary>A call as it is logged; with <paramref name="PlannedAt"/> one that is planned, of which nothing is said yet that only shows once it has taken place.</summary>
/// <param name="Reached">Whether somebody answered; required unless the call is planned.</param>
/// <param name="StartedAt">When left out, <paramref name="Minutes"/> ago, so that the call ends now; earlier for a call written down afterwards.</param>
/// <param name="Minutes">How long it took; how long it is to last, where it is planned.</param>
/// <param name="CallBackAt">When the customer asked to be called again; it becomes a task.</param>
/// <param name="OwnerId">Token subject of whoever called or is to call; you when left out.</param>
/// <param name="PlannedAt">When it is to begin.</param>
/// <param name="RemindBefore">Of a planned call: minutes before it begins at which its owner is reminded.</param>
public sealed record CallRequest(
    Guid CustomerId,
    ActivityDirection Direction,
    ActivityPurpose Purpose,
    bool? Reached = null,
    DateTimeOffset? StartedAt = null,
    [property: Range(0, 1440)] int? Minutes = null,
    [property: StringLength(2000)] string? Outcome = null,
    [property: StringLength(4000)] string? Notes = null,
    DateTimeOffset? CallBackAt = null,
    NextStep? NextStep = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: MaxLength(50)] IReadOnlyList<Participant>? Participants = null,
    TouchpointMark? Touchpoint = null,
    AxesMark? Axes = null,
    [property: MaxLength(20)] IReadOnlyList<AssignedItem>? AssignedItems = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null,
    DateTimeOffset? PlannedAt = null,
    [property: Range(0, 43_200)] int? RemindBefore = null) : IActivityForm
{
    /// <summary>Of a call that is to last no time nobody has said how long it is to last.</summary>
    internal int? PlannedMinutes => Minutes is 0 ? null : Minutes;

    internal static CallRequest Of(Call c) => new(
        c.CustomerId, c.Direction, c.Purpose, Minutes: c.PlannedMinutes, Notes: c.Notes, OwnerId: c.OwnerId, Participants: c.Participants,
        Touchpoint: c.Touchpoint is { } code ? new TouchpointMark(code, c.Experience) : null, Axes: new AxesMark(c.Party, c.Means, c.Timing),
        PlannedAt: c.PlannedAt, RemindBefore: c.RemindBefore);

    /// <summary>E1: either it is planned, or it is said how it went.</summary>
    internal Refusal? Check()
    {
        if (PlannedAt is null)
        {
            if (Reached is null) return Refusal.Invalid("reached", "call.reached-missing", "Say whether somebody answered, or when the call is planned.");
            return RemindBefore is null ? null : Refusal.Invalid("remindBefore", "call.not-planned", "Only of a planned call is anybody reminded.");
        }
        var early = this switch
        {
            { Reached: not null } => "reached",
            { StartedAt: not null } => "startedAt",
            { Outcome: not null } => "outcome",
            { CallBackAt: not null } => "callBackAt",
            { NextStep: not null } => "nextStep",
            { AssignedItems: [_, ..] } => "assignedItems",
            { Departments: [_, ..] } => "departments",
            _ => null,
        };
        return early is null
            ? Moments.Plausible("plannedAt", PlannedAt)
            : Refusal.Invalid(early, "call.not-held", "A planned call has not taken place yet: whether somebody answered, and what came of it, is said with /complete.");
    }
}

/// <summary>How a planned call went.</summary>
/// <param name="Reached">Whether somebody answered.</param>
/// <param name="StartedAt">When left out, when it was begun; where it was not, for when it was planned, but so that it ends now at the latest.</param>
/// <param name="Minutes">When left out, as many as it was planned for, and until now where that is less; none where nobody answered.</param>
/// <param name="CallBackAt">When the customer asked to be called again; it becomes a task.</param>
/// <param name="Participants">Who took part; as planned when left out.</param>
/// <param name="Touchpoint">Where it happened and how that was experienced; as planned when left out.</param>
public sealed record CompleteCallRequest(
    bool Reached,
    DateTimeOffset? StartedAt = null,
    [property: Range(0, 1440)] int? Minutes = null,
    [property: StringLength(2000)] string? Outcome = null,
    [property: StringLength(4000)] string? Notes = null,
    DateTimeOffset? CallBackAt = null,
    NextStep? NextStep = null,
    [property: MaxLength(50)] IReadOnlyList<Participant>? Participants = null,
    TouchpointMark? Touchpoint = null,
    [property: MaxLength(20)] IReadOnlyList<AssignedItem>? AssignedItems = null,
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null) : IActivityOutcome;

/// <summary>Why a call does not take place.</summary>
public sealed record NoCallRequest([property: StringLength(400)] string? Reason = null);

/// <summary>A call as clients see it.</summary>
/// <param name="Reached">Whether somebody answered; false until it is done.</param>
/// <param name="StartedAt">Of a call that is done always there; of another one once it has begun.</param>
/// <param name="EndedAt">Of a call that is done, and of no other.</param>
/// <param name="Minutes">How long it took.</param>
/// <param name="ConversationId">The guided conversation it was, where it was one.</param>
/// <param name="RecordedAt">When it was written down; later than <paramref name="EndedAt"/> for a late record.</param>
/// <param name="PlannedAt">When it is, or was, to begin; of a call that was logged its start.</param>
/// <param name="PlannedMinutes">How long it is to last.</param>
/// <param name="Reason">Why it was cancelled or missed.</param>
public sealed record CallView(
    Guid Id, Guid CustomerId, string OwnerId, string Team, ActivityDirection Direction, ActivityPurpose Purpose, bool Reached, DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt, int? Minutes, string? Outcome, string? Notes, DateTimeOffset? CallBackAt, IReadOnlyList<Participant> Participants,
    TouchpointMark? Touchpoint, AxesMark Axes, Guid? ConversationId, string RecordedBy, DateTimeOffset RecordedAt, long Version,
    ActivityState State, DateTimeOffset PlannedAt, int? PlannedMinutes, int? RemindBefore, Guid? SeriesId, string? Reason) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static CallView Of(Call c) => new(
        c.Id, c.CustomerId, c.OwnerId, c.Team, c.Direction, c.Purpose, c.Reached, c.State == ActivityState.Done ? c.At : c.StartedAt,
        c.State == ActivityState.Done ? c.EndedAt ?? c.At : null, c.MinutesSpent, c.Outcome, c.Notes, c.CallBackAt, c.Participants,
        c.Touchpoint is { } code ? new TouchpointMark(code, c.Experience) : null, new AxesMark(c.Party, c.Means, c.Timing),
        c.ConversationId, c.RecordedBy, c.RecordedAt, c.Version, c.State, c.PlannedAt, c.PlannedMinutes, c.RemindBefore, c.SeriesId, c.Reason);
}
