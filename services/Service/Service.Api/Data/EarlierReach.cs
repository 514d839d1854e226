namespace CrmPlatform.Service.Data;

/// <summary>C20: a phone number or mail address a customer had before. Kept for one purpose: an erasure finds by it what was said without an account.</summary>
internal sealed class EarlierReach
{
    public long Key { get; private set; }

    public Guid CustomerId { get; init; }

    /// <summary>E.164, or a mail address in lower case.</summary>
    public string Value { get; init; } = "";
}
