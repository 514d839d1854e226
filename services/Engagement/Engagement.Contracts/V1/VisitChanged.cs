namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>
/// State event: a visit after a change; the highest version wins. Insights counts visits by it, timelines show it.
/// </summary>
/// <param name="State"><c>planned</c>, <c>in-progress</c>, <c>done</c>, <c>missed</c> or <c>cancelled</c>.</param>
/// <param name="PlannedAt">When it was or is to begin.</param>
/// <param name="EndedAt">When it really ended, once done.</param>
/// <param name="Contact">Once done, whether a person dealt with the customer, and no machine; null before, and in events from before this was told.</param>
/// <param name="ContactIds">Once done, the customer's contacts who took part and whom a person of ours met; null where nobody is named.</param>
public sealed record VisitChanged(
    Guid VisitId, long Version, Guid CustomerId, string OwnerId, string Team, string State, string Purpose,
    DateTimeOffset PlannedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Outcome, int? MinutesSpent, bool Imported = false,
    bool? Contact = null, IReadOnlyList<Guid>? ContactIds = null);
