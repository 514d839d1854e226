using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Hosting;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>How events travel.</summary>
public sealed class MessagingOptions
{
    public const string Section = "Messaging";

    /// <summary>AMQP address of the broker; without one the feed alone delivers.</summary>
    public string? RabbitMq { get; set; }

    /// <summary>Distinguishes queues of several platforms on one broker.</summary>
    public string QueuePrefix { get; set; } = "crm";

    private static readonly TimeSpan[] DefaultDelays = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)];

    /// <summary>
    /// Waits after the immediate attempts, 10 s, 1 min and 10 min when none are set. (Empty here because a configured list is added
    /// to a default one, not put in its place.)
    /// </summary>
    public TimeSpan[] RetryDelays { get; set; } = [];

    /// <summary>The waits in force; when they are used up the event is a dead letter.</summary>
    public IReadOnlyList<TimeSpan> Delays => RetryDelays.Length > 0 ? RetryDelays : DefaultDelays;

    /// <summary>Attempts at once, before the first wait.</summary>
    [Range(1, 10)]
    public int ImmediateAttempts { get; set; } = 3;

    /// <summary>Behind a broker the feed is read only this often, for whatever was missed.</summary>
    [LongerThanNothing]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The sweep leaves alone what is younger: the broker is probably about to deliver it.</summary>
    public TimeSpan SweepAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Events read from a feed at a time.</summary>
    [Range(1, 5000)]
    public int FeedBatch { get; set; } = 500;

    /// <summary>
    /// After a page that was not full a reader of the feed waits this long, so that events that come one by one are taken together. The
    /// first after a rest is taken at once.
    /// </summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a feed request waits for news.</summary>
    public TimeSpan LongPoll { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The poll behind the wake-ups.</summary>
    [LongerThanNothing]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the figures for operators are taken (outbox lag, dead letters and the like).</summary>
    [LongerThanNothing]
    public TimeSpan MeasureInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Give feed positions after the commit even where one writer makes it unnecessary (SQLite); for tests.</summary>
    public bool AssignPositions { get; set; }

    /// <summary>Inbox rows are kept this long; longer than any feed is read again. Unlimited when null.</summary>
    public TimeSpan? KeepInbox { get; set; }
}
