using System.Diagnostics;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.ServiceDefaults.Telemetry;

/// <summary>The platform's own spans. Each carries <c>crm.service</c>, because several services may share a process.</summary>
internal sealed class ServiceTrace(ServiceIdentity service)
{
    public const string SourceName = "CrmPlatform";
    public const string ServiceTag = "crm.service";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A span for handling events: a child of what caused a single one, linked to the causes of a batch.</summary>
    public Activity? StartProcess(Subscription subscription, IReadOnlyList<Delivery> deliveries)
    {
        if (!Source.HasListeners()) return null;
        var name = $"process {subscription.EventType.Name}";
        var causes = deliveries.Select(delivery => ActivityContext.TryParse(delivery.TraceParent, null, isRemote: true, out var context) ? context : default)
            .Where(context => context != default).Distinct().ToList();
        var parent = causes.Count == 1 ? causes[0] : default;
        var activity = Source.StartActivity(ActivityKind.Consumer, parent, links: causes.Count > 1 ? causes.Select(context => new ActivityLink(context)) : null, name: name);
        activity?.SetTag(ServiceTag, service.Name);
        activity?.SetTag("messaging.operation.type", "process");
        activity?.SetTag("messaging.destination.name", subscription.Type);
        activity?.SetTag("messaging.batch.message_count", deliveries.Count);
        return activity;
    }
}
