using System.Security.Cryptography;
using System.Text.Json;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>Whose mail, and of which kind, a link refuses.</summary>
/// <param name="CustomerId">To whom the mail was written; null when to nobody we know.</param>
internal sealed record UnsubscribeToken(string Address, string Purpose, Guid? CustomerId = null);

/// <summary>Links that let a reader refuse further mail of a kind, without signing in. They say by themselves whose they are, sealed.</summary>
internal sealed class UnsubscribeLinks(IDataProtectionProvider protection, IOptions<MailOptions> options)
{
    private readonly IDataProtector protector = protection.CreateProtector("mail.unsubscribe");

    public string For(OutgoingMail mail) => $"{options.Value.PublicUrl.TrimEnd('/')}/api/v1/public/notifications/unsubscribe/{TokenFor(mail)}";

    private string TokenFor(OutgoingMail mail) => WebEncoders.Base64UrlEncode(protector.Protect(
        JsonSerializer.SerializeToUtf8Bytes(new UnsubscribeToken(Suppression.Normalise(mail.To), mail.Purpose, mail.CustomerId), Json.Tolerant)));

    /// <summary>Null when the link is none of ours.</summary>
    public UnsubscribeToken? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<UnsubscribeToken>(protector.Unprotect(WebEncoders.Base64UrlDecode(token)), Json.Tolerant);
        }
        catch (Exception foreign) when (foreign is FormatException or CryptographicException or JsonException)
        {
            return null;
        }
    }
}

internal static class SuppressionQueries
{
    /// <summary>Why this address gets no mail of this kind: what is against all mail first. Tracked.</summary>
    public static async Task<List<Suppression>> SuppressionsOfAsync(this NotificationsDb db, string address, string purpose, CancellationToken cancellationToken)
    {
        var normal = Suppression.Normalise(address);
        var found = await db.Suppressions.Where(s => s.Address == normal && (s.Purpose == MailPurpose.Any || s.Purpose == purpose)).ToListAsync(cancellationToken);
        return [.. found.OrderByDescending(s => s.Purpose == MailPurpose.Any)];
    }

    /// <summary>Tracked, not saved; the same said twice is said once.</summary>
    public static async Task SuppressAsync(
        this NotificationsDb db, string address, string purpose, SuppressionReason reason, string? detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var normal = Suppression.Normalise(address);
        if (db.Suppressions.Local.Any(s => s.Address == normal && s.Purpose == purpose)) return;
        if (await db.Suppressions.AnyAsync(s => s.Address == normal && s.Purpose == purpose, cancellationToken)) return;
        db.Suppressions.Add(Suppression.Of(address, purpose, reason, detail, now));
    }
}
