using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;

namespace CrmPlatform.Engagement.Features.Timeline;

internal sealed class PurchasesOnTimeline(EngagementDb db) : OnTimeline<PurchaseRecorded>(db)
{
    protected override TimelineEntry Entry(PurchaseRecorded p, Guid messageId) => TimelineEntry.Of(
        TimelineKind.Purchase, p.CustomerId, p.OrderedAt, messageId, p.OrderNumber,
        facts: new { p.OrderNumber, lines = p.Lines.Count, amountMinor = p.Lines.Sum(line => line.AmountMinor), p.Currency, baseAmountMinor = p.Lines.Sum(line => line.BaseAmountMinor), p.BaseCurrency });
}

internal sealed class StagesOnTimeline(EngagementDb db) : OnTimeline<StageChanged>(db)
{
    protected override TimelineEntry Entry(StageChanged s, Guid messageId) =>
        TimelineEntry.Of(TimelineKind.StageChanged, s.CustomerId, s.At, messageId, s.To, s.Reason, s.By, new { s.From, s.To });
}

internal sealed class TransfersOnTimeline(EngagementDb db) : OnTimeline<CustomerTransferred>(db)
{
    protected override TimelineEntry Entry(CustomerTransferred t, Guid messageId) => TimelineEntry.Of(
        TimelineKind.OwnerChanged, t.CustomerId, t.At, messageId, null, t.Reason, t.By, new { t.FromOwner, t.ToOwner, t.FromTeam, t.ToTeam });
}
