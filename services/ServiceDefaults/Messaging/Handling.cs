using System.Reflection;
using System.Text.RegularExpressions;

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

/// <summary>An event of any kind, as it travels.</summary>
/// <param name="Type">Its <see cref="WireName"/>; one that this version knows no record for may come too.</param>
/// <param name="Payload">The event as JSON.</param>
/// <param name="MessageId">The same at every delivery.</param>
/// <param name="At">When it became true.</param>
public sealed record ReceivedEvent(string Type, string Payload, Guid MessageId, DateTimeOffset At);

/// <summary>
/// Takes every event of the services it is put before, whatever its kind, in feed order (by the broker in any), with one save for all
/// of a batch. It does not save, as <see cref="IHandle{TEvent}"/> does not.
/// </summary>
public interface IHandleAll
{
    Task HandleAsync(IReadOnlyList<ReceivedEvent> batch, CancellationToken cancellationToken);
}

/// <summary>The name of an event on the wire: namespace and name of its record. Renaming a record is a breaking change.</summary>
public static partial class WireName
{
    public static string Of(Type type) => type.FullName!;

    /// <summary>The events of a contracts assembly: its records, but for those that are only parts of others.</summary>
    public static IReadOnlyList<Type> EventsOf(Assembly contracts)
    {
        var records = contracts.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false } && Version().IsMatch(type.Namespace ?? "")).ToList();
        var parts = records.SelectMany(type => type.GetProperties()).SelectMany(property => property.PropertyType.GetGenericArguments().Append(property.PropertyType)).ToHashSet();
        return [.. records.Where(type => !parts.Contains(type))];
    }

    [GeneratedRegex(@"\.V\d+$")]
    private static partial Regex Version();
}
