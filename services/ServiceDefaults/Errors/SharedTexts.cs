using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>
/// X2: what every service and the gateway say alike, in the caller's language: what cannot be read, is not there, has changed, may not be
/// done or is too much. They say it in English; here it is recognised and said again, so that it stands where it is decided and once only.
/// What a rule of one service says stays in English; programs go by its code.
/// </summary>
internal static partial class SharedTexts
{
    private const int Longest = 2_000;

    private static readonly Wording[] Sentences =
    [
        new("There is no {0} '{1}' that you may see.", "没有您可以查看的“{1}”。", "沒有您可以查看的「{1}」。"),
        new("This asks for {0}, which none of your roles has; /api/v1/permissions shows who has it.",
            "此操作需要权限 {0}，您的角色都没有；谁有此权限见 /api/v1/permissions。", "此操作需要權限 {0}，您的角色都沒有；誰有此權限見 /api/v1/permissions。"),
        new("This has changed since you read it; its version is now \"{0}\". Read it again and repeat the change.",
            "您读取之后数据已更改，现在的版本是“{0}”。请重新读取后再修改。", "您讀取之後資料已更改，現在的版本是「{0}」。請重新讀取後再修改。"),
        new("This was changed by somebody else at the same moment. Read it again and repeat the change.",
            "他人同时作了修改。请重新读取后再修改。", "他人同時作了修改。請重新讀取後再修改。"),
        new("Somebody else entered the same thing at the same moment. Nothing was changed; look again and repeat the request.",
            "他人同时录入了相同的内容。未作任何更改；请查看后重试。", "他人同時輸入了相同的內容。未作任何更改；請查看後重試。"),
        new("Another part of the platform did not answer. Nothing was changed; try again.", "平台的另一部分没有应答。未作任何更改；请重试。", "平台的另一部分沒有應答。未作任何更改；請重試。"),
        new("Something went wrong on our side. Quote the traceId when you report it.", "系统出错。报告问题时请附上 traceId。", "系統出錯。回報問題時請附上 traceId。"),
        new("Send the ETag you read in If-Match, so that nobody's change is overwritten unseen.",
            "请在 If-Match 中附上您读到的 ETag，以免覆盖他人未经您看到的修改。", "請在 If-Match 中附上您讀到的 ETag，以免覆蓋他人未經您看到的修改。"),
        new("A request with this Idempotency-Key is being worked on. Ask again in a moment.", "使用此 Idempotency-Key 的请求正在处理中。请稍后再试。", "使用此 Idempotency-Key 的請求正在處理中。請稍後再試。"),
        new("This Idempotency-Key was used with another body. Use a new key for a new request.", "此 Idempotency-Key 已用于内容不同的请求。新请求请使用新的键。", "此 Idempotency-Key 已用於內容不同的請求。新請求請使用新的鍵。"),
        new("{0} to {1} characters are expected.", "应为{0}到{1}个字符。", "應為{0}到{1}個字元。"),
        new("The cursor is not one of this list with these filters. Start again without a cursor.",
            "此游标不属于这个列表和这些筛选条件。请不带游标重新开始。", "此游標不屬於這個清單和這些篩選條件。請不帶游標重新開始。"),
        new("The query parameter '{0}' is not known here; this takes none.", "此处没有查询参数“{0}”，也不接受任何查询参数。", "此處沒有查詢參數「{0}」，也不接受任何查詢參數。"),
        new("The query parameter '{0}' is not known here. Known: {1}.", "此处没有查询参数“{0}”。可用的有：{1}。", "此處沒有查詢參數「{0}」。可用的有：{1}。"),
        new("'{0}' lies after '{1}', so the range runs backwards; allowed is a day up to {2}.", "“{0}”晚于“{1}”，范围颠倒；最晚可为 {2}。", "「{0}」晚於「{1}」，範圍顛倒；最晚可為 {2}。"),
        new("'{0}' lies after '{1}', so the range runs backwards; allowed is a moment up to {2}.", "“{0}”晚于“{1}”，范围颠倒；最晚可为 {2}。", "「{0}」晚於「{1}」，範圍顛倒；最晚可為 {2}。"),
        new(Http.SaneValues.DateExpected, "应为 1900-01-01 至 2999-12-31 之间的日期。", "應為 1900-01-01 至 2999-12-31 之間的日期。"),
        new("The field '{0}' is not known here. Known: {1}.", "此处没有字段“{0}”。可用的有：{1}。", "此處沒有欄位「{0}」。可用的有：{1}。"),
        new("The field '{0}' is not known here.", "此处没有字段“{0}”。", "此處沒有欄位「{0}」。"),
        new("Must not be null.", "不得为 null。", "不得為 null。"),
        new("is required and cannot be cleared.", "必填，不能清空。", "必填，不能清空。"),
        new("'{0}' is not known; one of these is expected: {1}.", "没有“{0}”；应为下列之一：{1}。", "沒有「{0}」；應為下列之一：{1}。"),
        new("Three capital letters of ISO 4217 are expected.", "应为 ISO 4217 的三个大写字母。", "應為 ISO 4217 的三個大寫字母。"),
        new("A currency code of ISO 4217 is expected, such as {0}.", "应为 ISO 4217 货币代码，例如 {0}。", "應為 ISO 4217 貨幣代碼，例如 {0}。"),
        new("Two capital letters of ISO 3166 are expected.", "应为 ISO 3166 的两个大写字母。", "應為 ISO 3166 的兩個大寫字母。"),
        new("A language tag such as {0} is expected.", "应为语言标签，例如 {0}。", "應為語言標籤，例如 {0}。"),
        new("A language tag is expected, such as {0} or {1}.", "应为语言标签，例如 {0} 或 {1}。", "應為語言標籤，例如 {0} 或 {1}。"),
        new("A body in JSON is expected, and none came.", "应有 JSON 正文，但没有收到。", "應有 JSON 本文，但沒有收到。"),
        new("The file is empty.", "文件是空的。", "檔案是空的。"),
        new("Too many requests; try again in {0} s.", "请求过多；请在 {0} 秒后重试。", "請求過多；請在 {0} 秒後重試。"),
        new("The body has {0} bytes; {1} are taken here.", "正文有 {0} 字节；此处最多 {1} 字节。", "本文有 {0} 位元組；此處最多 {1} 位元組。"),
        new("A body has one length: Content-Length or Transfer-Encoding, not both.", "正文只能有一种长度：Content-Length 或 Transfer-Encoding，不能两者都有。", "本文只能有一種長度：Content-Length 或 Transfer-Encoding，不能兩者都有。"),
        new("A body comes as it is or chunked; another Transfer-Encoding is not taken.", "正文应原样或分块传输；不接受其他 Transfer-Encoding。", "本文應原樣或分塊傳輸；不接受其他 Transfer-Encoding。"),
        new("A method is written in capital letters.", "方法应以大写字母书写。", "方法應以大寫字母書寫。"),
        new("The body is larger than what is taken here.", "正文超过此处允许的大小。", "本文超過此處允許的大小。"),
        new("The request broke off on its way.", "请求在途中中断。", "請求在途中中斷。"),
        new("The service '{0}' did not answer in time. Others are not affected.", "服务“{0}”未及时应答。其他服务不受影响。", "服務「{0}」未及時應答。其他服務不受影響。"),
        new("The service '{0}' is not available at present. Others are not affected.", "服务“{0}”目前不可用。其他服务不受影响。", "服務「{0}」目前不可用。其他服務不受影響。"),
        new("The path has steps upwards, empty segments, or encoded separators in it; write it plainly.",
            "路径中含有上级目录、空段或经编码的分隔符；请直接书写。", "路徑中含有上層目錄、空段或經編碼的分隔符；請直接書寫。"),
    ];

    /// <summary>What is expected in a field; stands alone, with the place in a document, or with the value that a query gave.</summary>
    private static readonly Wording[] Kinds =
    [
        new("A whole number is expected", "应为整数", "應為整數"),
        new("A number is expected", "应为数字", "應為數字"),
        new("A text is expected", "应为文本", "應為文字"),
        new("A list is expected", "应为列表", "應為清單"),
        new("An object is expected", "应为对象", "應為物件"),
        new("true or false is expected", "应为 true 或 false", "應為 true 或 false"),
        new("A date is expected, such as {0}", "应为日期，例如 {0}", "應為日期，例如 {0}"),
        new("A time of day is expected, such as {0}", "应为时刻，例如 {0}", "應為時刻，例如 {0}"),
        new("A date and time of day where it happens is expected, such as {0}", "应为当地的日期和时刻，例如 {0}", "應為當地的日期和時刻，例如 {0}"),
        new("A date and time with offset is expected, such as {0} or {1} (in a query the plus sign is %2B)",
            "应为带时差的日期和时刻，例如 {0} 或 {1}（在查询中加号写作 %2B）", "應為帶時差的日期和時刻，例如 {0} 或 {1}（在查詢中加號寫作 %2B）"),
        new("A date and time with offset is expected, such as {0} or {1}", "应为带时差的日期和时刻，例如 {0} 或 {1}", "應為帶時差的日期和時刻，例如 {0} 或 {1}"),
        new("The plus sign of the offset is written %2B in a query", "在查询中时差的加号写作 %2B", "在查詢中時差的加號寫作 %2B"),
        new("An id is expected, such as {0}", "应为标识，例如 {0}", "應為識別碼，例如 {0}"),
        new("One of these is expected: {0}", "应为下列之一：{0}", "應為下列之一：{0}"),
        new("The body is not valid JSON", "正文不是有效的 JSON", "本文不是有效的 JSON"),
    ];

    private static readonly (Regex Says, Wording Means)[] Known = [.. Sentences.Concat(Kinds.SelectMany(Places)).Select(said => (Pattern(said.En), said))];

    /// <summary>A sentence that is not everybody's stays as it is, and so does one that is too long to be looked at: in English is better than not at all.</summary>
    public static string In(string message, Language language)
    {
        if (language == Language.English || message.Length > Longest) return message;
        try
        {
            return Recognised(message, language) ?? message;
        }
        catch (RegexMatchTimeoutException)
        {
            return message;
        }
    }

    private static string? Recognised(string message, Language language)
    {
        foreach (var (says, means) in Known)
        {
            if (says.Match(message) is not { Success: true } match) continue;
            var given = match.Groups.Values.Where(group => group.Name != "0").ToDictionary(group => group.Name[1..], group => group.Value);
            return Slot().Replace(means.In(language), slot => given[slot.Groups["at"].Value]);
        }
        return null;
    }

    private static IEnumerable<Wording> Places(Wording kind)
    {
        yield return new($"{kind.En} (line {{8}}, position {{9}}).", $"{kind.ZhHans}（第 {{8}} 行，第 {{9}} 位）。", $"{kind.ZhHant}（第 {{8}} 行，第 {{9}} 位）。");
        yield return new($"'{{9}}' does not fit: {char.ToLowerInvariant(kind.En[0])}{kind.En[1..]}.", $"“{{9}}”不合适：{kind.ZhHans}。", $"「{{9}}」不合適：{kind.ZhHant}。");
        yield return new($"{kind.En}.", $"{kind.ZhHans}。", $"{kind.ZhHant}。");
        yield return kind;
    }

    private static Regex Pattern(string sentence) => new(
        $@"\A{Slot().Replace(Regex.Escape(sentence).Replace(@"\{", "{", StringComparison.Ordinal), slot => $"(?<s{slot.Groups["at"].Value}>.+?)")}\z",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));

    [GeneratedRegex(@"\{(?<at>\d)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
