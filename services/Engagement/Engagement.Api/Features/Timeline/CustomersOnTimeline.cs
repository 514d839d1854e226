using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Timeline;

internal sealed class PurchasesOnTimeline(EngagementDb db) : OnTimeline<PurchaseRecorded>(db)
{
    protected override TimelineEntry Entry(PurchaseRecorded p, Guid messageId) => TimelineEntry.Of(
        TimelineKind.Purchase, p.CustomerId, p.OrderedAt, p.BookingId ?? messageId, p.OrderNumber,
        facts: new { p.OrderNumber, lines = p.Lines.Count, amountMinor = p.Lines.Sum(line => line.AmountMinor), p.Currency, baseAmountMinor = p.Lines.Sum(line => line.BaseAmountMinor), p.BaseCurrency });
}

/// <summary>C17: an order whose import was undone was never placed; told of before the order itself, it is delivered again after it.</summary>
internal sealed class PurchasesOffTimeline(EngagementDb db) : IHandleBatch<PurchaseWithdrawn>
{
    public async Task HandleAsync(IReadOnlyList<Received<PurchaseWithdrawn>> batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(received => received.Event.CustomerId).Distinct().ToArray();
        var bookings = batch.Select(received => received.Event.BookingId).ToArray();
        var holders = (await db.SurvivorsAsync(ids, cancellationToken)).Values.Concat(ids).Distinct().ToArray();
        var entries = await db.Timeline.Where(e => holders.Contains(e.CustomerId) && e.Kind == TimelineKind.Purchase && bookings.Contains(e.SourceId)).ToListAsync(cancellationToken);
        if (entries.Count < bookings.Distinct().Count()) throw new InvalidOperationException("An order is to be withdrawn that is not on the timeline yet.");
        db.Timeline.RemoveRange(entries);
    }
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
