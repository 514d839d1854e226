using System.Security.Cryptography;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Calendars;

/// <summary>E12: a person's secret address of the calendar feed. The secret itself is not kept; a new link revokes the one before.</summary>
internal sealed class CalendarLink : Entity
{
    private const int SecretBytes = 32;

    private CalendarLink() { }

    public string OwnerId { get; private set; } = "";

    /// <summary>SHA-256 of the secret, in hexadecimal.</summary>
    public string SecretHash { get; private set; } = "";

    /// <summary>Language tag of the titles.</summary>
    public string Language { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static (CalendarLink Link, string Secret) Create(string ownerId, string language, DateTimeOffset now)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return (new CalendarLink { OwnerId = ownerId, SecretHash = HashOf(secret), Language = language, CreatedAt = now }, secret);
    }

    public void Revoke(DateTimeOffset at) => RevokedAt ??= at;

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
