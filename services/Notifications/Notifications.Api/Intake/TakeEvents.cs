using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Notifications.Intake;

/// <summary>Takes every event of the four services and lets each of this service's trades pick what concerns it; all is saved together.</summary>
internal sealed class TakeEvents(WebhookIntake webhooks, LiveIntake live, MailIntake mail, MergeIntake merges, ConsentIntake consents, ErasureIntake erasure) : IHandleAll
{
    public async Task HandleAsync(IReadOnlyList<ReceivedEvent> batch, CancellationToken cancellationToken)
    {
        var events = batch.Select(received => new Happened(received)).ToList();
        await webhooks.TakeAsync(events, cancellationToken);
        live.Take(events);
        await mail.TakeAsync(events, cancellationToken);
        await merges.TakeAsync(events, cancellationToken);
        await consents.TakeAsync(events, cancellationToken);
        await erasure.TakeAsync(events, cancellationToken);
    }
}
