using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>C10: what a relationship costs beside the time spent on it.</summary>
public enum RelationshipCostKind
{
    [Names("Remedy", "补偿", "補償")] Remedy,
    [Names("Discount", "折扣", "折扣")] Discount,
}

/// <summary>A remedy that Service booked, or a discount, from an event or entered by hand; in minor units of the base currency.</summary>
public sealed class RelationshipCost
{
    private RelationshipCost() { }

    public long Key { get; private set; }

    public Guid CustomerId { get; private set; }

    /// <summary>The remedy, or the entry itself.</summary>
    public Guid SourceId { get; private set; }

    public RelationshipCostKind Kind { get; private set; }

    public long AmountMinor { get; private set; }

    public string? Note { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static RelationshipCost Of(Guid customerId, Guid sourceId, RelationshipCostKind kind, long amountMinor, string? note, string by, DateTimeOffset at) =>
        new() { CustomerId = customerId, SourceId = sourceId, Kind = kind, AmountMinor = amountMinor, Note = note, By = by, At = at };
}
