using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>An event as it arrived, by whichever way.</summary>
internal sealed record Delivery(Guid MessageId, string Type, DateTimeOffset At, string? TraceParent, string Payload);

/// <summary>One handler of this service for one kind of event of another.</summary>
internal abstract class Subscription(string source, Type eventType, Type handlerType, bool batched)
{
    public string Source => source;

    public Type EventType => eventType;

    public Type HandlerType => handlerType;

    public string Type { get; } = WireName.Of(eventType);

    public string Handler => handlerType.Name;

    /// <summary>The kinds of event the broker is asked for.</summary>
    public virtual IReadOnlyList<Type> EventTypes { get; } = [eventType];

    /// <summary>Whether it takes the whole feed of its source, also what this version has no record for.</summary>
    public virtual bool TakesAll => false;

    /// <summary>Whether events are handled together.</summary>
    public bool Batched => batched;

    /// <summary>Hands the deliveries to the handler; nothing is saved here.</summary>
    public abstract Task HandleAsync(IServiceProvider scope, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken);
}

internal sealed class SingleSubscription<TEvent, THandler>(string source) : Subscription(source, typeof(TEvent), typeof(THandler), false)
    where THandler : class, IHandle<TEvent>
{
    public override async Task HandleAsync(IServiceProvider scope, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var handler = scope.GetRequiredService<THandler>();
        foreach (var delivery in deliveries) await handler.HandleAsync(Payloads.Read<TEvent>(delivery), cancellationToken);
    }
}

internal sealed class BatchSubscription<TEvent, THandler>(string source) : Subscription(source, typeof(TEvent), typeof(THandler), true)
    where THandler : class, IHandleBatch<TEvent>
{
    public override Task HandleAsync(IServiceProvider scope, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        scope.GetRequiredService<THandler>().HandleAsync([.. deliveries.Select(Payloads.Read<TEvent>)], cancellationToken);
}

/// <summary>One handler for every kind of event of another service.</summary>
internal sealed class AllSubscription<THandler>(string source, IReadOnlyList<Type> known) : Subscription(source, typeof(ReceivedEvent), typeof(THandler), true)
    where THandler : class, IHandleAll
{
    public override IReadOnlyList<Type> EventTypes => known;

    public override bool TakesAll => true;

    public override Task HandleAsync(IServiceProvider scope, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        scope.GetRequiredService<THandler>().HandleAsync(
            [.. deliveries.Select(delivery => new ReceivedEvent(delivery.Type, delivery.Payload, delivery.MessageId, delivery.At))], cancellationToken);
}

internal static class Payloads
{
    public static Received<TEvent> Read<TEvent>(Delivery delivery) => new(
        JsonSerializer.Deserialize<TEvent>(delivery.Payload, Json.Tolerant)
            ?? throw new JsonException($"The payload of {delivery.Type} is null."),
        delivery.MessageId, delivery.At);
}

/// <summary>All that a service takes from others, and the kinds of event it gives.</summary>
internal sealed class Subscriptions(IReadOnlyList<Subscription> all, IReadOnlyDictionary<string, Type> published)
{
    public IReadOnlyList<Subscription> All => all;

    /// <summary>Wire name to record, for publishing stored rows through the broker.</summary>
    public IReadOnlyDictionary<string, Type> Published => published;

    public IReadOnlyList<string> Sources { get; } = [.. all.Select(subscription => subscription.Source).Distinct()];

    public ILookup<string, Subscription> ByType { get; } = all.Where(subscription => !subscription.TakesAll).ToLookup(subscription => subscription.Type);

    /// <summary>Who takes the whole feed of a source.</summary>
    public ILookup<string, Subscription> TakingAll { get; } = all.Where(subscription => subscription.TakesAll).ToLookup(subscription => subscription.Source);

    /// <summary>The kinds of event to ask a feed for; none means all.</summary>
    public string[] TypesWanted(string source) => TakingAll[source].Any()
        ? []
        : [.. all.Where(subscription => subscription.Source == source).Select(subscription => subscription.Type).Distinct()];

    public Subscription? Find(string handler, string type) =>
        ByType[type].FirstOrDefault(subscription => subscription.Handler == handler)
        ?? TakingAll.SelectMany(subscriptions => subscriptions).FirstOrDefault(subscription => subscription.Handler == handler);
}
