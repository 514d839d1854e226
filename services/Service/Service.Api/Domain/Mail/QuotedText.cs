using System.Text.RegularExpressions;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>
/// Takes what the sender wrote this time out of a reply: without the quoted message and the signature, in English and Chinese. What may
/// be the sender's own words stays: a quote too much can be read over, a customer who was not heard cannot.
/// </summary>
internal static partial class QuotedText
{
    private const int HeaderLinesLookedAt = 8;

    /// <summary>The new part. When nothing would be left, the whole text: better too much than a customer unheard.</summary>
    public static string NewPartOf(string text)
    {
        var lines = text.Split('\n');
        var kept = new List<string>();
        var isSignature = false;
        for (var at = 0; at < lines.Length; at++)
        {
            // Whoever forwards a message wants it read.
            if (Forwarded().IsMatch(lines[at].Trim()))
            {
                kept.AddRange(lines[at..]);
                break;
            }

            if (!isSignature && QuoteByHand(lines, at) is > 0 and var own)
            {
                kept.AddRange(lines[at..(at + own)]);
                at += own - 1;
                continue;
            }

            var (heading, isMarked) = HeadingOfQuote(lines, at);
            if (heading > 0 && !isMarked)
                break;
            if (heading > 0 || lines[at].StartsWith('>'))
            {
                // Below a quote the sender may have written on.
                isSignature = false;
                at += Math.Max(heading, 1) - 1;
                continue;
            }

            isSignature |= lines[at] is "-- " or "--";
            if (!isSignature && !SentFromDevice().IsMatch(lines[at].Trim()))
                kept.Add(lines[at]);
        }

        var part = MailText.Tidy(string.Join('\n', kept)).Trim();
        return part.Length == 0 ? text.Trim() : part;
    }

    /// <summary>How many lines are here that somebody quotes in so many words ("On Monday your driver wrote:") and not their program, which names the day by number.</summary>
    private static int QuoteByHand(string[] lines, int at)
    {
        if (!SomebodyWrote().IsMatch(lines[at].Trim()) || lines[at].Any(char.IsDigit) || MarkAfter(lines, at + 1) is not { } end)
            return 0;
        while (end < lines.Length && lines[end].StartsWith('>'))
            end++;
        return end - at;
    }

    /// <summary>How many lines that stand here introduce a quote (0: none), and whether its lines begin with ">"; else it goes on to the end.</summary>
    private static (int Lines, bool IsMarked) HeadingOfQuote(string[] lines, int at)
    {
        var line = lines[at].Trim();
        if (line.Length is 0 or > 300)
            return default;

        // Anybody can write that somebody wrote something: it introduces a quote only where one follows.
        var wrote = SomebodyWrote().IsMatch(line) ? 1
            // "On Mon, 2 Mar 2026 at 10:00, Li Wei <li@example.com>" and "wrote:" often stand on two lines.
            : at + 1 < lines.Length && OnSomeDay().IsMatch(line) && SomebodyWrote().IsMatch(line + " " + lines[at + 1].Trim()) ? 2
            : 0;
        if (wrote > 0)
            return MarkAfter(lines, at + wrote) is { } mark && lines.Skip(at).Take(wrote).Any(ByAProgram().IsMatch) ? (mark - at, true) : default;

        var isOriginal = OriginalMessage().IsMatch(line);
        if (!isOriginal && !IsBlockOfHeaders(lines, at))
            return default;
        var end = at + 1;
        while (end < lines.Length && (lines[end].Trim().Length == 0 || FromHeader().IsMatch(lines[end].Trim()) || OtherHeader().IsMatch(lines[end].Trim())))
            end++;
        return MarkAfter(lines, end) is { } first ? (first - at, true) : (end - at, false);
    }

    // As Outlook and QQ Mail put it before the message answered. Whoever tells of a parcel writes From and To and Date as well, but no address and no subject.
    private static bool IsBlockOfHeaders(string[] lines, int at)
    {
        if (!FromHeader().IsMatch(lines[at].Trim()) || !lines[at].Contains('@', StringComparison.Ordinal))
            return false;
        var others = lines.Skip(at + 1).Select(line => line.Trim()).Where(line => line.Length > 0).Take(HeaderLinesLookedAt).ToList();
        return others.Exists(DateHeader().IsMatch) && others.Exists(SubjectHeader().IsMatch);
    }

    private static int? MarkAfter(string[] lines, int at)
    {
        while (at < lines.Length && lines[at].Trim().Length == 0)
            at++;
        return at < lines.Length && lines[at].StartsWith('>') ? at : null;
    }

    [GeneratedRegex(@"^[-_]{2,}\s*(original message|原始邮件|原始郵件|原邮件)\s*[-_]{2,}$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^([-_]{2,}\s*(forwarded message|转发邮件|轉寄郵件)\s*[-_]{2,}|begin forwarded message\s*[:：])$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Forwarded();

    [GeneratedRegex(@"^(on\b.{5,250}\bwrote|(在|于|於)?.{0,20}\d{4}.{3,200}(写道|寫道))\s*[:：]$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SomebodyWrote();

    // A program names the minute or the address; whoever tells that somebody wrote something names neither.
    [GeneratedRegex(@"@|\d{1,2}[:：]\d{2}", RegexOptions.NonBacktracking)]
    private static partial Regex ByAProgram();

    [GeneratedRegex(@"^(on|在|于|於)\b?.*\d{4}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OnSomeDay();

    [GeneratedRegex(@"^\**(from|发件人|寄件者|寄件人|發件人)\**\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex FromHeader();

    [GeneratedRegex(@"^\**(sent|date|发送时间|日期|寄件日期|傳送時間|發送時間)\**\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DateHeader();

    [GeneratedRegex(@"^\**(subject|主题|主旨|主題)\**\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SubjectHeader();

    [GeneratedRegex(@"^\**(sent|date|to|cc|subject|发送时间|日期|收件人|抄送|主题|寄件日期|傳送時間|收件者|副本|主旨|發送時間|主題)\**\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OtherHeader();

    [GeneratedRegex(@"^(sent from my .{1,40}|发自我的.{1,40}|發自我的.{1,40}|從我的.{1,40}傳送)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SentFromDevice();
}
