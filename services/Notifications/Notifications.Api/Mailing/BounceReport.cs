using System.Text.RegularExpressions;
using MimeKit;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>What a delivery status notification (RFC 3464) says.</summary>
/// <param name="MailId">The mail it is about: from the address it came back to, or from the returned headers.</param>
/// <param name="Permanent">Whether the address will never take mail; a full mailbox will.</param>
internal sealed partial record BounceReport(Guid? MailId, string? Recipient, bool Permanent, string Reason)
{
    /// <summary>Null when the message is no report of a failed delivery.</summary>
    public static BounceReport? Read(MimeMessage message)
    {
        if (message.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status) return null;
        var failed = status.StatusGroups.FirstOrDefault(group => string.Equals(group["Action"], "failed", StringComparison.OrdinalIgnoreCase));
        if (failed is null) return null;
        var code = failed["Status"] ?? "";
        var recipient = (failed["Final-Recipient"] ?? failed["Original-Recipient"])?.Split(';')[^1].Trim();
        var said = failed["Diagnostic-Code"] ?? "";
        var reason = $"{code} {said}".Trim();
        return new BounceReport(IdOf(message), recipient, MailStatus.SaysAddressIsGone(code, said, recipient), reason.Length > 0 ? reason : "The mail came back.");
    }

    private static Guid? IdOf(MimeMessage message)
    {
        foreach (var to in message.To.Mailboxes)
        {
            if (Verp().Match(to.Address) is { Success: true } match && Guid.TryParse(match.Groups["id"].Value, out var id)) return id;
        }
        var returned = message.BodyParts.OfType<MessagePart>().FirstOrDefault()?.Message?.Headers[MailComposer.IdHeader]
            ?? message.BodyParts.OfType<TextRfc822Headers>().FirstOrDefault()?.Message?.Headers[MailComposer.IdHeader];
        return Guid.TryParse(returned, out var found) ? found : null;
    }

    [GeneratedRegex(@"\+(?<id>[0-9a-f]{32})@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Verp();
}
