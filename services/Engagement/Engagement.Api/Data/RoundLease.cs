namespace CrmPlatform.Engagement.Data;

/// <summary>The one row that says which replica makes the rounds.</summary>
internal sealed class RoundLease
{
    public const int TheOne = 1;

    public int Key { get; init; } = TheOne;

    public required string Owner { get; set; }

    public DateTimeOffset Until { get; set; }
}
