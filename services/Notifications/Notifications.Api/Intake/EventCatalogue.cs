using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Notifications.Intake;

/// <summary>The events clients can subscribe to: everything the services publish, but for what is a request to this service.</summary>
internal sealed class EventCatalogue
{
    private readonly HashSet<string> inside = [WireName.Of(typeof(MailRequested))];

    /// <summary>Names outside, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    public EventCatalogue() => Names =
    [
        .. new[] { typeof(CustomerChanged), typeof(VisitChanged), typeof(ComplaintChanged), typeof(ZoneChanged) }
            .SelectMany(type => WireName.EventsOf(type.Assembly)).Select(WireName.Of).Where(IsPublic).Select(EventName.Of)
            .Order(StringComparer.Ordinal),
    ];

    public bool IsPublic(string wireName) => !inside.Contains(wireName);

    /// <summary>Whether a pattern can ever fit.</summary>
    public bool Knows(string pattern) => Names.Any(name => EventName.Fits(pattern, name));
}
