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

    public ILookup<string, Subscription> ByType { get; } = all.ToLookup(subscription => subscription.Type);

    public Subscription? Find(string handler, string type) => ByType[type].FirstOrDefault(subscription => subscription.Handler == handler);
}
