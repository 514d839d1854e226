using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>
/// A visit as people plan it; with <paramref name="StartedAt"/> and <paramref name="EndedAt"/> one that is written down afterwards.
/// </summary>
/// <param name="PlannedAt">When it is to begin; for a visit written down afterwards its start when left out.</param>
/// <param name="Minutes">How long it is to last.</param>
/// <param name="Mode">For instance on-site, at our place, by video.</param>
/// <param name="Purpose">Sales when left out; <c>convey</c> needs <paramref name="Conveys"/>.</param>
/// <param name="OwnerId">Token subject of whoever goes; you when left out.</param>
/// <param name="Outcome">Required for a visit written down afterwards; next step, assigned items and departments come with it.</param>
/// <param name="RemindBefore">Minutes before it begins at which its owner is reminded.</param>
/// <param name="Evidence">What a visit written down afterwards proves beside having been held, for the gates of the relationship stages (C9).</param>
public sealed record VisitRequest(
    Guid CustomerId,
    [property: Required, StringLength(400, MinimumLength = 1)] string Goal,
    DateTimeOffset? PlannedAt = null,
    [property: Range(1, 1440)] int? Minutes = null,
    [property: StringLength(200)] string? Place = null,
    [property: StringLength(100)] string? Mode = null,
    [property: StringLength(4000)] string? Content = null,
    ActivityPurpose? Purpose = null,
    [property: StringLength(100)] string? OwnerId = null,
    [property: StringLength(4000)] string? Notes = null,
    VisitPhase? Phase = null,
    [property: MaxLength(50)] IReadOnlyList<VisitMaterial>? Materials = null,
    VisitPreparation? Preparation = null,
    ConveyedPolicy? Conveys = null,
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
    internal static VisitRequest Of(Visit v) => new(
        v.CustomerId, v.Goal, v.PlannedAt, v.PlannedMinutes, v.Place, v.Mode, v.Content, v.Purpose, v.OwnerId, v.Notes, v.Phase, v.Materials,
        v.Preparation, v.Conveys, v.Participants, v.Touchpoint is { } code ? new TouchpointMark(code, v.Experience) : null,
        new AxesMark(v.Party, v.Means, v.Timing), v.RemindBefore);
}
