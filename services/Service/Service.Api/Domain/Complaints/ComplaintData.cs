namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>Who complains, where it is nobody we know, or how they want to be answered.</summary>
internal sealed record Reporter(string? Name, string? Email, string? Phone)
{
    public static readonly Reporter Nobody = new(null, null, null);

    /// <summary>As it is kept: whoever writes again is found, however the address was written. A number stays as it was said, with whatever was said of it.</summary>
    public Reporter Kept() => this with { Email = Email?.Trim().ToLowerInvariant() };
}

/// <summary>S1: what is known of a complaint when it comes in; already checked for form.</summary>
internal sealed record ComplaintData(IntakeChannel Channel, ComplaintCategory Category, string Summary)
{
    public Guid? CustomerId { get; init; }

    public Reporter Reporter { get; init; } = Reporter.Nobody;

    public string? SubCategory { get; init; }

    /// <summary>As a person judged it; else suggested from impact and urgency, else normal.</summary>
    public Severity? Severity { get; init; }

    public Complexity? Complexity { get; init; }

    public Impact? Impact { get; init; }

    public Urgency? Urgency { get; init; }

    public string? Details { get; init; }

    public RemedySought? RemedySought { get; init; }

    /// <summary>BCP 47 tag of the language the customer is answered in.</summary>
    public string Language { get; init; } = "zh-Hans";

    public string? CustomerClass { get; init; }

    public string? Calendar { get; init; }

    /// <summary>When what is complained of happened, as far as the customer says.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When it reached us; in the past for history from another system.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Its key in the system it was brought from.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The customer was not there when it was opened and does not know of it; a person acknowledges.</summary>
    public bool IsUntold { get; init; }

    /// <summary>Brought in bulk from another system: starts no clock, warning or mail for the past.</summary>
    public bool IsImported { get; init; }
}

/// <summary>S2: how a person judges a complaint after reading it.</summary>
internal sealed record Assessment(
    ComplaintCategory Category, string? SubCategory, Severity Severity, Complexity? Complexity, Impact? Impact, Urgency? Urgency,
    RemedySought? RemedySought, string Summary, string? Details, string Language, string? Calendar);
