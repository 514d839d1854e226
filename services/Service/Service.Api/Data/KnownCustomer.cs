namespace CrmPlatform.Service.Data;

/// <summary>What this service must know of a customer: its replica, fed by the Customers service's events.</summary>
internal sealed class KnownCustomer
{
    public long Key { get; private set; }

    public Guid CustomerId { get; init; }

    /// <summary>Of the state it was taken from; the highest wins.</summary>
    public long SourceVersion { get; set; }

    public string Name { get; set; } = "";

    public string? Email { get; set; }

    /// <summary>E.164.</summary>
    public string? Phone { get; set; }

    public string Language { get; set; } = "";

    public string Class { get; set; } = "";

    public string? OwnerId { get; set; }

    public string Team { get; set; } = "";

    public string Status { get; set; } = "";

    /// <summary>C20, C17: erased, or taken back with the import that brought it; nothing new is written down of it.</summary>
    public bool IsGone => Status is "erased" or "removed";

    public Guid? MergedInto { get; set; }
}
