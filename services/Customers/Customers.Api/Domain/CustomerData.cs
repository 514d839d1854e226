namespace CrmPlatform.Customers.Domain;

/// <summary>What somebody says about a customer when opening or changing its file; already checked for form.</summary>
public sealed record CustomerData
{
    public required CustomerKind Kind { get; init; }

    public required CustomerRole Role { get; init; }

    public SalesChannel? Channel { get; init; }

    public required string Name { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? TaxId { get; init; }

    public required ValueGrade Grade { get; init; }

    public string? OwnerId { get; init; }

    public string? Team { get; init; }

    public Address Address { get; init; } = new();

    /// <summary>BCP 47 tag of the language to speak with it.</summary>
    public string Language { get; init; } = "en";

    public LeadSource Source { get; init; } = LeadSource.Other;

    /// <summary>The customer that brought it.</summary>
    public Guid? ReferredBy { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Values of custom fields as they are stored, by code (C19).</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = CustomFields.None;

    /// <summary>What another system calls it; unique where given, so that an import can be repeated.</summary>
    public string? ExternalId { get; init; }
}
