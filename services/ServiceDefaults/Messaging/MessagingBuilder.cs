using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>Says in a service's host what it publishes and what it takes from whom.</summary>
public sealed class MessagingBuilder
{
    private readonly IServiceCollection services;
    private readonly List<Subscription> subscriptions = [];
    private readonly Dictionary<string, Type> published = [];

    internal MessagingBuilder(IServiceCollection services) => this.services = services;

    /// <summary>Every record of a contracts assembly in a <c>.V{n}</c> namespace is an event this service may publish.</summary>
    public MessagingBuilder Publishes(Assembly contracts)
    {
        foreach (var type in contracts.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false, Namespace: not null }))
            published[WireName.Of(type)] = type;
        return this;
    }

    public SourceBuilder From(string source) => new(this, source);

    internal Subscriptions Build() => new(subscriptions, published);

    /// <summary>The handlers for one service's events.</summary>
    public sealed class SourceBuilder(MessagingBuilder messaging, string source)
    {
        public SourceBuilder Handle<TEvent, THandler>() where TEvent : class where THandler : class, IHandle<TEvent>
        {
            messaging.subscriptions.Add(new SingleSubscription<TEvent, THandler>(source));
            messaging.services.AddScoped<THandler>();
            return this;
        }

        public SourceBuilder HandleBatch<TEvent, THandler>() where TEvent : class where THandler : class, IHandleBatch<TEvent>
        {
            messaging.subscriptions.Add(new BatchSubscription<TEvent, THandler>(source));
            messaging.services.AddScoped<THandler>();
            return this;
        }

        /// <summary>Every event of this source. The feed brings those too that <paramref name="contracts"/> does not know; the broker only those it knows.</summary>
        public SourceBuilder HandleAll<THandler>(Assembly contracts) where THandler : class, IHandleAll
        {
            messaging.subscriptions.Add(new AllSubscription<THandler>(source, WireName.EventsOf(contracts)));
            messaging.services.TryAddScoped<THandler>();
            return this;
        }
    }
}
