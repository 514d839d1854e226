using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>
/// What is known of a customer beyond its file (C2 客户资料), in three blocks and the needs. Income, funds, health and family are kept
/// sealed: this class holds the cipher text and knows no key.
/// </summary>
public sealed class CustomerProfile : Entity, IHasHistory
{
    private CustomerProfile() { }

    public Guid CustomerId { get; private set; }

    public ProfileBasics Basics { get; private set; } = new();

    public ProfileTraits Traits { get; private set; } = new();

    public ProfileBusiness Business { get; private set; } = new();

    public ProfileNeeds Needs { get; private set; } = new();

    /// <summary>The sensitive fields, encrypted; null when none is known. The history tells that they changed and not what they say.</summary>
    [Untold]
    public string? Sensitive { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static CustomerProfile Of(Guid customerId) => new() { CustomerId = customerId };

    public void Write(ProfileBasics basics, ProfileTraits traits, ProfileBusiness business, ProfileNeeds needs) =>
        (Basics, Traits, Business, Needs) = (basics, traits, business, needs);

    /// <summary>C2: only for whoever may see what is replaced here.</summary>
    public void Seal(string? cipher) => Sensitive = cipher;
}

/// <summary>Somebody saw the sensitive fields of a customer (C2): who, when, through which request.</summary>
public sealed class SensitiveRead
{
    private SensitiveRead() { }

    public long Key { get; private set; }

    public Guid CustomerId { get; private set; }

    public string By { get; private set; } = "";

    public string ByName { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string? TraceId { get; private set; }

    public static SensitiveRead Of(Guid customerId, string by, string byName, DateTimeOffset at, string? traceId) =>
        new() { CustomerId = customerId, By = by, ByName = byName, At = at, TraceId = traceId };
}
