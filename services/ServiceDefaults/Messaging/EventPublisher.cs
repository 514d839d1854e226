namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>Gives stored events to a broker and returns when it has confirmed all of them.</summary>
internal interface IEventPublisher
{
    Task PublishAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken);
}
