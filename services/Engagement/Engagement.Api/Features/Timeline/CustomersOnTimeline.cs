using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Engagement.Features.Timeline;

internal sealed class PurchasesOnTimeline(EngagementDb db) : OnTimeline<PurchaseRecorded>(db)
{
    public override async Task HandleAsync(IReadOnlyList<Received<PurchaseRecorded>> batch, CancellationToken cancellationToken)
    {
        await base.HandleAsync(batch, cancellationToken);
        // Only what an import brought is ever withdrawn.
        var imported = batch.Select(received => received.Event).Where(order => order is { Imported: true, BookingId: not null }).ToList();
        if (imported.Count > 0) Db.KeepWithdrawnOff([.. imported.Select(order => order.CustomerId).Distinct()], [.. imported.Select(order => order.BookingId!.Value)]);
    }

    protected override TimelineEntry Entry(PurchaseRecorded p, Guid messageId) => TimelineEntry.Of(
        TimelineKind.Purchase, p.CustomerId, p.OrderedAt, p.BookingId ?? messageId, p.OrderNumber,
        facts: new { p.OrderNumber, lines = p.Lines.Count, amountMinor = p.Lines.Sum(line => line.AmountMinor), p.Currency, baseAmountMinor = p.Lines.Sum(line => line.BaseAmountMinor), p.BaseCurrency });
}

/// <summary>C17: an order whose import was undone was never placed, whether it is told of before or after the order itself.</summary>
internal sealed class PurchasesOffTimeline(EngagementDb db) : IHandleBatch<PurchaseWithdrawn>
{
    public Task HandleAsync(IReadOnlyList<Received<PurchaseWithdrawn>> batch, CancellationToken cancellationToken) => db.WithdrawAsync(
        [.. batch.Select(received => received.Event.CustomerId).Distinct()], [.. batch.Select(received => received.Event.BookingId).Distinct()], cancellationToken);
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
