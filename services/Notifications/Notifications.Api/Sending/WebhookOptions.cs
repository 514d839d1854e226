using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.Notifications.Sending;

/// <summary>X4: how webhooks are delivered.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Deliver to addresses inside too: private, loopback, link-local. For development and closed networks.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Deliver over plain http too.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>How long a receiver may take to answer.</summary>
    [LongerThanNothing]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait after the first failure; each further one is three times as long.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(4);

    /// <summary>What could not be delivered for so long is parked.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Deliveries under way to one receiver at a time.</summary>
    [Range(1, 100)]
    public int Parallel { get; set; } = 8;

    /// <summary>After so many failures in a row a receiver is asked with one delivery at a time, at growing intervals.</summary>
    [Range(1, 1000)]
    public int FailuresBeforePause { get; set; } = 5;

    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Subscriptions a client may have.</summary>
    [Range(1, 10_000)]
    public int SubscriptionsPerClient { get; set; } = 50;

    /// <summary>How long delivered and parked deliveries stay in the log, and can be replayed.</summary>
    public TimeSpan KeepLog { get; set; } = TimeSpan.FromDays(30);
}
