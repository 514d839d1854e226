using System.Text.RegularExpressions;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>
/// What a lasting refusal says of the address. A full mailbox, a rule of the other house, a way that was cut or our own server not being let in
/// says nothing of it: were it taken for dead, one outage of ours would put every customer on the list of those who get no mail.
/// </summary>
internal static partial class MailStatus
{
    /// <summary>By the enhanced status code (RFC 3463): no such mailbox, no such domain, mailbox given up.</summary>
    /// <param name="said">What a server said about it.</param>
    public static bool SaysAddressIsGone(string enhanced, string said, string? address) => Enhanced().Match(enhanced).Groups["what"].Value switch
    {
        "1.0" or "1.1" or "1.2" or "1.3" or "1.6" or "1.10" or "2.1" => true,
        // No such host: it may as well be our own relay's next one.
        "4.4" => SaysDomainIsMissing(said, address),
        // Some servers put this on every report; what the other one said stands behind it.
        "0.0" => Quoted().Match(said) is { Success: true } quoted && SaysAddressIsGone(quoted.Groups["status"].Value, "", address),
        _ => false,
    };

    /// <summary>
    /// By the enhanced code where the server gives one, else by its plain reply (RFC 5321): 552 is a full mailbox, 554 is about us, and so are
    /// the others where they speak of what is let through.
    /// </summary>
    public static bool SaysAddressIsGone(int reply, string said, string? address) =>
        Enhanced().IsMatch(said) ? SaysAddressIsGone(said, said, address) : reply is 550 or 551 or 553 && !AboutUs().IsMatch(said);

    private static bool SaysDomainIsMissing(string said, string? address) =>
        address?.Split('@') is [_, { Length: > 0 } domain] && NoSuchName().IsMatch(said)
        && said.Split([' ', '\t', '\r', '\n', '=', '"', '\'', '(', ')', '[', ']', ',', ';', ':']).Any(word => word.TrimEnd('.').Equals(domain, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^\s*5\.(?<what>\d{1,3}\.\d{1,3})(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Enhanced();

    [GeneratedRegex(@";\s*5\d\d[ -](?<status>5\.\d{1,3}\.\d{1,3})(?!\d)", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex("not found|no such (domain|host)|nxdomain|does not exist|non-?existent|unknown (domain|host)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NoSuchName();

    [GeneratedRegex("relay|rcpthosts|authenti|permitted|allowed|denied|block|spam|policy|reputation|sender", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex AboutUs();
}
