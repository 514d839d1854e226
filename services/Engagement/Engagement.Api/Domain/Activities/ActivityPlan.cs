using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E1: the three axes of a contact; what is left out follows from the kind.</summary>
internal readonly record struct ContactAxes(ContactParty Party, ContactMeans Means, ContactTiming Timing)
{
    public static ContactAxes Of(ActivityKind kind) => kind switch
    {
        ActivityKind.Visit or ActivityKind.Meeting or ActivityKind.Event => new(ContactParty.Human, ContactMeans.Personal, ContactTiming.Synchronous),
        ActivityKind.Call => new(ContactParty.Human, ContactMeans.Media, ContactTiming.Synchronous),
        ActivityKind.Web => new(ContactParty.Machine, ContactMeans.Media, ContactTiming.Asynchronous),
        _ => new(ContactParty.Human, ContactMeans.Media, ContactTiming.Asynchronous),
    };
}

/// <summary>What every activity begins with.</summary>
/// <param name="At">When it is to begin, or began.</param>
/// <param name="Minutes">How long it is to last.</param>
/// <param name="RemindBefore">Minutes before it begins at which its owner is reminded.</param>
internal sealed record ActivityPlan(
    Guid CustomerId, string OwnerId, string Team, ActivityDirection Direction, ActivityPurpose Purpose, DateTimeOffset At, int? Minutes,
    string? Place = null, string? Notes = null, IReadOnlyList<Participant>? Participants = null, AxesMark? Axes = null, TouchpointUse? Touchpoint = null,
    int? RemindBefore = null);

/// <summary>A touchpoint of the register, and how it was experienced this time.</summary>
internal sealed record TouchpointUse(string Code, int? Experience);

/// <summary>How an activity went.</summary>
/// <param name="Minutes">How long it took; from start and end when null.</param>
/// <param name="Timed">Whether anybody knows how long it took.</param>
/// <param name="Touchpoint">Where it happened after all, and how that was; as planned when null.</param>
/// <param name="Participants">Who took part after all; as planned when null.</param>
internal sealed record ActivityResult(
    DateTimeOffset? StartedAt, DateTimeOffset EndedAt, string? Outcome, string? Notes, int? Minutes = null, bool Timed = true, TouchpointUse? Touchpoint = null,
    IReadOnlyList<Participant>? Participants = null);

/// <summary>What was agreed to be done next; it becomes a task.</summary>
/// <param name="AssigneeId">Token subject; the activity's owner when left out.</param>
public sealed record NextStep(
    [property: Required, StringLength(400, MinimumLength = 1)] string Text,
    DateTimeOffset DueAt,
    [property: StringLength(100)] string? AssigneeId = null);
