namespace CrmPlatform.ServiceDefaults.Idempotency;

/// <summary>The answer once given under an <c>Idempotency-Key</c>; it is saved by the transaction of the change it answers.</summary>
internal sealed class IdempotencyKey
{
    /// <summary>Made of caller, route and key, so that a collision of two callers' keys is none.</summary>
    public Guid Id { get; init; }

    public required byte[] BodyHash { get; init; }

    public int Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    /// <summary>The body of the answer; null when it had none.</summary>
    public byte[]? Body { get; set; }

    public DateTimeOffset ExpiresAt { get; init; }
}
