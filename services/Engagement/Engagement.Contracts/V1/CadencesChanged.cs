namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>State event: how long whom may be left alone (E6), after a change; the highest version wins.</summary>
/// <param name="Cadences">For every class, stage and phase, whichever line of the plan it follows from.</param>
public sealed record CadencesChanged(long Version, IReadOnlyList<FollowUpCadence> Cadences);

/// <summary>How long a customer of a class, stage and phase may be left alone.</summary>
/// <param name="Class"><c>A</c>, <c>B</c> or <c>C</c>.</param>
/// <param name="Stage"><c>stranger</c>, <c>establishing</c>, <c>evaluating</c>, <c>growing</c> or <c>mature</c>.</param>
/// <param name="Phase"><c>pre-sale</c>, <c>in-sale</c> or <c>after-sale</c>.</param>
/// <param name="Days">Calendar days.</param>
public sealed record FollowUpCadence(string Class, string Stage, string Phase, int Days);
