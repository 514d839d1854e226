using System.Text.RegularExpressions;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>
/// What a lasting refusal says of the address. A full mailbox, a rule of the other house or our own server not being let in says nothing
/// of it: were it taken for dead, one wrong setting of ours would put every customer on the list of those who get no mail.
/// </summary>
internal static partial class MailStatus
{
    /// <summary>By the enhanced status code (RFC 3463): no such mailbox, no such domain, mailbox given up.</summary>
    public static bool SaysAddressIsGone(string enhanced) => Enhanced().Match(enhanced) is { Success: true } match && (match.Groups["subject"].Value, match.Groups["detail"].Value) switch
    {
        // The sender's address was the wrong one.
        ("1", "7" or "8") => false,
        // Full, or this one mail too large for it.
        ("2", "2" or "3") => false,
        ("0" or "1" or "2" or "4", _) => true,
        _ => false,
    };

    /// <summary>By the enhanced code where the server gives one, else by its plain reply (RFC 5321): 552 is a full mailbox, 554 is about us.</summary>
    public static bool SaysAddressIsGone(int reply, string text) => Enhanced().IsMatch(text) ? SaysAddressIsGone(text) : reply is 550 or 551 or 553;

    [GeneratedRegex(@"^\s*5\.(?<subject>\d{1,3})\.(?<detail>\d{1,3})(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Enhanced();
}
