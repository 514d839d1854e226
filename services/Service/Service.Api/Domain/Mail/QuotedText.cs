using System.Text.RegularExpressions;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>Takes what the sender wrote this time out of a reply: without the quoted message and the signature, in English and Chinese.</summary>
internal static partial class QuotedText
{
    private const int HeaderLinesLookedAt = 5;

    /// <summary>The new part. When nothing would be left, the whole text: better too much than a customer unheard.</summary>
    public static string NewPartOf(string text)
    {
        var lines = text.Split('\n');
        var end = Enumerable.Range(0, lines.Length).FirstOrDefault(i => BeginsQuote(lines, i), lines.Length);
        var kept = lines.Take(end).TakeWhile(line => line is not ("-- " or "--")).Where(line => !line.StartsWith('>') && !SentFromDevice().IsMatch(line.Trim()));
        var part = string.Join('\n', kept).Trim();
        return part.Length == 0 ? text.Trim() : part;
    }

    private static bool BeginsQuote(string[] lines, int at)
    {
        var line = lines[at].Trim();
        if (line.Length is 0 or > 300)
            return false;
        if (OriginalMessage().IsMatch(line) || SomebodyWrote().IsMatch(line))
            return true;
        // "On Mon, 2 Mar 2026 at 10:00, Li Wei <li@example.com>" and "wrote:" often stand on two lines.
        if (at + 1 < lines.Length && OnSomeDay().IsMatch(line) && SomebodyWrote().IsMatch(line + " " + lines[at + 1].Trim()))
            return true;

        // A block of headers, as Outlook and QQ Mail put it before the message answered.
        return FromHeader().IsMatch(line)
            && lines.Skip(at + 1).Take(HeaderLinesLookedAt).Count(other => OtherHeader().IsMatch(other.Trim())) >= 2;
    }

    [GeneratedRegex(@"^[-_\s]*(original message|forwarded message|原始邮件|原始郵件|原邮件|转发邮件|轉寄郵件)[-_\s]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OriginalMessage();

    [GeneratedRegex(@"^(on\b.{5,250}\bwrote|(在|于|於)?.{0,20}\d{4}.{3,200}(写道|寫道))\s*[:：]$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SomebodyWrote();

    [GeneratedRegex(@"^(on|在|于|於)\b?.*\d{4}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OnSomeDay();

    [GeneratedRegex(@"^\**(from|发件人|寄件者|寄件人|發件人)\**\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex FromHeader();

    [GeneratedRegex(@"^\**(sent|date|to|cc|subject|发送时间|日期|收件人|抄送|主题|寄件日期|傳送時間|收件者|副本|主旨|發送時間|主題)\**\s*[:：]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OtherHeader();

    [GeneratedRegex(@"^(sent from my .{1,40}|发自我的.{1,40}|發自我的.{1,40}|從我的.{1,40}傳送)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SentFromDevice();
}
