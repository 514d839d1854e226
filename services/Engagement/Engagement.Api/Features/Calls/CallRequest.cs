using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Calls;

/// <summary>A call as it is logged.</summary>
/// <param name="Reached">Whether somebody answered.</param>
/// <param name="StartedAt">When left out, <paramref name="Minutes"/> ago, so that the call ends now; earlier for a call written down afterwards.</param>
/// <param name="CallBackAt">When the customer asked to be called again; it becomes a task.</param>
/// <param name="OwnerId">Token subject of whoever called; you when left out.</param>
public sealed record CallRequest(
    Guid CustomerId,
    ActivityDirection Direction,
    ActivityPurpose Purpose,
    bool Reached,
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
    [property: MaxLength(20)] IReadOnlyList<string>? Departments = null) : IActivityForm
{
    int? IActivityForm.RemindBefore => null;
}

/// <summary>A call as clients see it.</summary>
/// <param name="ConversationId">The guided conversation it was, where it was one.</param>
/// <param name="RecordedAt">When it was written down; later than <paramref name="EndedAt"/> for a late record.</param>
public sealed record CallView(
    Guid Id, Guid CustomerId, string OwnerId, string Team, ActivityDirection Direction, ActivityPurpose Purpose, bool Reached, DateTimeOffset StartedAt,
    DateTimeOffset EndedAt, int? Minutes, string? Outcome, string? Notes, DateTimeOffset? CallBackAt, IReadOnlyList<Participant> Participants,
    TouchpointMark? Touchpoint, AxesMark Axes, Guid? ConversationId, string RecordedBy, DateTimeOffset RecordedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static CallView Of(Call c) => new(
        c.Id, c.CustomerId, c.OwnerId, c.Team, c.Direction, c.Purpose, c.Reached, c.At, c.EndedAt ?? c.At, c.MinutesSpent, c.Outcome, c.Notes,
        c.CallBackAt, c.Participants, c.Touchpoint is { } code ? new TouchpointMark(code, c.Experience) : null, new AxesMark(c.Party, c.Means, c.Timing),
        c.ConversationId, c.RecordedBy, c.RecordedAt, c.Version);
}
