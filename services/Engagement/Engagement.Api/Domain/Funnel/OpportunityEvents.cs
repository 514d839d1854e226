using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

internal static class OpportunityEvents
{
    /// <summary>What others learn of an opportunity after a change.</summary>
    /// <param name="baseAmountMinor">Its amount in the base currency at today's rate.</param>
    /// <param name="campaign">The name of the campaign it came from.</param>
    /// <param name="phase">Where its customer is by the step it took; null when it took none.</param>
    public static OpportunityChanged ToEvent(this Opportunity o, long version, long baseAmountMinor, string? campaign, SalesPhase? phase) => new(
        o.Id, version, o.CustomerId, o.OwnerId, o.Team, o.Pipeline, o.Stage, EnumCode.Of(o.State), o.Title, o.AmountMinor ?? 0, o.Currency, baseAmountMinor,
        o.ProbabilityPercent, o.ExpectedClose, o.LostReason, [.. o.Path.Select(entry => new Contracts.V1.StageEntry(entry.StageKey, entry.EnteredAt))], o.CreatedAt,
        o.ClosedAt, campaign, o.CampaignId, phase is { } entered ? EnumCode.Of(entered) : null);

    public static ContractSigned ToEvent(this Contract c, Opportunity o, long baseAmountMinor) => new(
        c.Id, o.Id, c.CustomerId, o.OwnerId, o.Team, c.AmountMinor, c.Currency, baseAmountMinor, c.SignedAt!.Value);

    /// <summary>E11: the step an opportunity has just taken.</summary>
    public static TimelineEntry ToEntry(this Opportunity o, string by, DateTimeOffset at) => TimelineEntry.Of(
        TimelineKind.Opportunity, o.CustomerId, at, o.Id, o.Title, o.LostReason ?? o.NextStep, by,
        new { o.Pipeline, o.Stage, state = o.State, o.AmountMinor, o.Currency, o.ExpectedClose });

    public static TimelineEntry ToEntry(this Quote q, string title, string by, DateTimeOffset at) => TimelineEntry.Of(
        TimelineKind.QuoteSent, q.CustomerId, at, q.Id, $"{title} #{q.Number}", q.Notes, by, new { kind = q.Kind, q.TotalMinor, q.Currency, q.ValidUntil });

    public static TimelineEntry ToEntry(this Contract c, string by) => TimelineEntry.Of(
        TimelineKind.ContractSigned, c.CustomerId, c.SignedAt!.Value, c.Id, c.Number, null, by, new { c.AmountMinor, c.Currency, c.CustomerSignatory });
}
