using System.Diagnostics;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.ServiceDefaults.Telemetry;

/// <summary>The platform's own spans. Each carries <c>crm.service</c>, because several services may share a process.</summary>
internal sealed class ServiceTrace(ServiceIdentity service, TimeProvider time)
{
    public const string SourceName = "CrmPlatform";
    public const string ServiceTag = "crm.service";
    public const string DelayTag = "crm.delay";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What comes later than this begins a trace of its own, linked to what caused it: nobody waits for a trace to end for hours.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromMinutes(1);

    /// <summary>A span for handling events: a child of what caused a single one, linked to the causes of a batch or of one that was delayed.</summary>
    public Activity? StartProcess(Subscription subscription, IReadOnlyList<Delivery> deliveries)
    {
        if (!Source.HasListeners()) return null;
        var causes = deliveries.Select(delivery => ActivityContext.TryParse(delivery.TraceParent, null, isRemote: true, out var context) ? context : default)
            .Where(context => context != default).Distinct().ToList();
        var delay = time.GetUtcNow() - deliveries.Min(delivery => delivery.At);
        var isChild = causes.Count == 1 && delay < Prompt;
        // Without this a retry would become a child of whatever replays it.
        var around = Activity.Current;
        if (!isChild) Activity.Current = null;
        var activity = Source.StartActivity(
            ActivityKind.Consumer, isChild ? causes[0] : default, links: isChild ? null : causes.Select(context => new ActivityLink(context)), name: $"process {subscription.EventType.Name}");
        if (activity is null) Activity.Current = around;
        activity?.SetTag(ServiceTag, service.Name);
        activity?.SetTag("messaging.operation.type", "process");
        activity?.SetTag("messaging.destination.name", subscription.Type);
        activity?.SetTag("messaging.batch.message_count", deliveries.Count);
        activity?.SetTag(DelayTag, Math.Round(Math.Max(0, delay.TotalSeconds), 3));
        return activity;
    }
}
