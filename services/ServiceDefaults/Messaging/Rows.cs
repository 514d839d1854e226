namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>An event on its way out, written by the transaction that made it true.</summary>
internal sealed class OutboxRow
{
    public long Key { get; private set; }

    /// <summary>The message id everywhere: on the broker, in the feed, in every inbox.</summary>
    public Guid Id { get; init; }

    public required string Type { get; init; }

    public Guid Subject { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Payload { get; set; }

    public string? TraceParent { get; init; }

    /// <summary>Place in the feed, in commit order. Given afterwards, where many can write at once; null until then.</summary>
    public long? Position { get; private set; }
}

/// <summary>The one row that says how far the feed has come.</summary>
internal sealed class FeedState
{
    public const int TheOne = 1;

    public int Key { get; init; } = TheOne;

    /// <summary>Renewed when a database is restored, so that readers start again instead of missing what was written twice.</summary>
    public Guid Epoch { get; set; } = Guid.CreateVersion7();

    public long LastPosition { get; set; }

    /// <summary>Everything up to here has been confirmed by the broker.</summary>
    public long SentPosition { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }
}

/// <summary>This message has had its effect through this handler.</summary>
internal sealed class InboxRow
{
    public Guid MessageId { get; init; }

    public required string Handler { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>How far this service has read another one's feed.</summary>
internal sealed class FeedCheckpoint
{
    public required string Source { get; init; }

    public Guid Epoch { get; set; }

    public long Position { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }
}

/// <summary>An event that a handler could not take: to be tried again, or a dead letter when <see cref="NextAttemptAt"/> is null.</summary>
internal sealed class FailedDelivery
{
    public long Key { get; private set; }

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid MessageId { get; init; }

    public required string Handler { get; init; }

    public required string Source { get; init; }

    public required string Type { get; init; }

    public required string Payload { get; set; }

    public DateTimeOffset EventAt { get; init; }

    public string? TraceParent { get; init; }

    public int Attempts { get; set; }

    public DateTimeOffset FirstFailedAt { get; init; }

    public DateTimeOffset LastFailedAt { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }

    public required string Error { get; set; }
}
