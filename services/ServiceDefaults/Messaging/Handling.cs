namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>An event as a handler gets it.</summary>
/// <param name="Event">The event.</param>
/// <param name="MessageId">The same at every delivery.</param>
/// <param name="At">When it became true.</param>
public sealed record Received<TEvent>(TEvent Event, Guid MessageId, DateTimeOffset At);

/// <summary>
/// Takes one kind of event. It changes tracked entities and may publish; it does not save: the inbox row and the effect are saved
/// together, once, whichever way the event came.
/// </summary>
public interface IHandle<TEvent>
{
    Task HandleAsync(Received<TEvent> received, CancellationToken cancellationToken);
}

/// <summary>As <see cref="IHandle{TEvent}"/>, for many events at a time, in feed order, with one save for all.</summary>
public interface IHandleBatch<TEvent>
{
    Task HandleAsync(IReadOnlyList<Received<TEvent>> batch, CancellationToken cancellationToken);
}

/// <summary>The name of an event on the wire: namespace and name of its record. Renaming a record is a breaking change.</summary>
public static class WireName
{
    public static string Of(Type type) => type.FullName!;
}
