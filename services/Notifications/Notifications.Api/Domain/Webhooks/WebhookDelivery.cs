using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Notifications.Domain.Webhooks;

public enum DeliveryState
{
    [Names("waiting", "等待中", "等待中")] Pending,
    [Names("delivered", "已送达", "已送達")] Delivered,
    [Names("parked", "已搁置", "已擱置")] Parked,
}

/// <summary>An event as receivers get it, kept once however many want it.</summary>
public sealed class WebhookEvent
{
    public long Key { get; private set; }

    /// <summary>The same at every attempt and replay: the receiver knows by it what it has seen (<c>webhook-id</c>).</summary>
    public Guid EventId { get; init; }

    public required string Type { get; init; }

    /// <summary>The customer it is about, where it is about one.</summary>
    public Guid? CustomerId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The event's data as JSON.</summary>
    public required string Data { get; set; }
}

/// <summary>One event on its way to one receiver.</summary>
public sealed class WebhookDelivery : Entity
{
    private WebhookDelivery() { }

    public long SubscriptionKey { get; private set; }

    public long EventKey { get; private set; }

    public WebhookEvent Event { get; private set; } = null!;

    public DeliveryState State { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    /// <summary>When it is parked if nobody has taken it.</summary>
    public DateTimeOffset GiveUpAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public int? LastStatus { get; private set; }

    public string? LastError { get; private set; }

    public static WebhookDelivery Of(WebhookEvent happened, long subscriptionKey, DateTimeOffset now, TimeSpan patience) => new()
    {
        Event = happened,
        SubscriptionKey = subscriptionKey,
        CreatedAt = now,
        NextAttemptAt = now,
        GiveUpAt = now + patience,
    };

    /// <summary>Writes down an attempt and decides what comes next.</summary>
    /// <param name="wait">What the backoff says about another attempt.</param>
    public DeliveryAttempt Tried(AttemptOutcome outcome, DateTimeOffset now, TimeSpan wait)
    {
        Attempts++;
        (LastStatus, LastError) = (outcome.Status, outcome.Error);
        if (outcome.Taken) (State, FinishedAt) = (DeliveryState.Delivered, now);
        else if (now + wait > GiveUpAt) (State, FinishedAt) = (DeliveryState.Parked, now);
        else NextAttemptAt = now + wait;
        return new DeliveryAttempt
        {
            Delivery = this,
            Number = Attempts,
            At = now,
            Milliseconds = (int)outcome.Took.TotalMilliseconds,
            Status = outcome.Status,
            Error = outcome.Error,
            Answer = outcome.Answer,
        };
    }

    /// <summary>Once more from the beginning; the id the receiver sees stays.</summary>
    public void Replay(DateTimeOffset now, TimeSpan patience)
    {
        (State, FinishedAt, NextAttemptAt, GiveUpAt) = (DeliveryState.Pending, null, now, now + patience);
    }
}

/// <summary>What came of one attempt.</summary>
/// <param name="Answer">The beginning of what the receiver said.</param>
public sealed record AttemptOutcome(int? Status, string? Error, string? Answer, TimeSpan Took)
{
    /// <summary>Any 2xx counts as taken.</summary>
    public bool Taken => Status is >= 200 and < 300;

    /// <summary>410: the receiver says that nobody will ever be there again.</summary>
    public bool Gone => Status == 410;
}

/// <summary>A line of the delivery log.</summary>
public sealed class DeliveryAttempt
{
    public long Key { get; private set; }

    public long DeliveryKey { get; private set; }

    public WebhookDelivery Delivery { get; init; } = null!;

    public int Number { get; init; }

    public DateTimeOffset At { get; init; }

    public int Milliseconds { get; init; }

    public int? Status { get; init; }

    public string? Error { get; init; }

    public string? Answer { get; set; }
}

/// <summary>How a receiver has been doing; kept apart from the subscription, so that its version changes with people's changes only.</summary>
public sealed class ReceiverHealth
{
    public long SubscriptionKey { get; init; }

    public int FailuresInARow { get; set; }

    public DateTimeOffset? PausedUntil { get; set; }

    public DateTimeOffset? LastSuccessAt { get; set; }

    public DateTimeOffset? LastFailureAt { get; set; }
}
