using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Notifications.Domain.Mail;

public enum SuppressionReason
{
    [Names("unsubscribed", "已退订", "已退訂")] Unsubscribed,
    [Names("bounced", "地址无效", "地址無效")] Bounced,
}

/// <summary>An address that gets no mail, or none for one purpose.</summary>
public sealed class Suppression : Entity
{
    private Suppression() { }

    /// <summary>Lower case.</summary>
    public string Address { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    public SuppressionReason Reason { get; private set; }

    public string? Detail { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static string Normalise(string address) => address.Trim().ToLowerInvariant();

    public static Suppression Of(string address, string purpose, SuppressionReason reason, string? detail, DateTimeOffset now) =>
        new() { Address = Normalise(address), Purpose = purpose, Reason = reason, Detail = detail, At = now };
}
