using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>What the framework's validation says, in the caller's language and without the name of our property: the problem names the field beside it.</summary>
public static partial class ValidationTexts
{
    private static readonly (Regex Says, Wording Means)[] Known =
    [
        (Required(), new("is required.", "必填。", "必填。")),
        (Range(), new("A value from {0} to {1} is expected.", "应为{0}到{1}之间的值。", "應為{0}到{1}之間的值。")),
        (TextBetween(), new("A text of {0} to {1} characters is expected.", "应为{0}到{1}个字符的文本。", "應為{0}到{1}個字元的文字。")),
        (TextUpTo(), new("At most {0} characters are expected.", "最多{0}个字符。", "最多{0}個字元。")),
        (AtLeast(), new("{0} or more are expected.", "至少应有{0}个。", "至少應有{0}個。")),
        (AtMost(), new("{0} or fewer are expected.", "最多{0}个。", "最多{0}個。")),
        (Email(), new("An e-mail address is expected, such as name@example.com.", "应为电子邮件地址，例如 name@example.com。", "應為電子郵件地址，例如 name@example.com。")),
        (Phone(), new("A phone number is expected, such as +86 138 0013 8000.", "应为电话号码，例如 +86 138 0013 8000。", "應為電話號碼，例如 +86 138 0013 8000。")),
        (Url(), new("An address that begins with http or https is expected.", "应为以 http 或 https 开头的网址。", "應為以 http 或 https 開頭的網址。")),
        (Pattern(), new("A text of the form {0} is expected.", "应为符合 {0} 的文本。", "應為符合 {0} 的文字。")),
    ];

    /// <summary>A message that is not the framework's stays as it is.</summary>
    public static string In(string? message, Language language)
    {
        foreach (var (says, means) in Known)
        {
            if (says.Match(message ?? "") is { Success: true } match)
                return string.Format(null, means.In(language), [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        }
        return message ?? "";
    }

    /// <summary>The detail of a problem about several fields.</summary>
    internal static string Several(ICollection<string> fields, Language language) => string.Format(
        null, new Wording("{0} fields are wrong: {1}.", "{0}个字段有误：{1}。", "{0}個欄位有誤：{1}。").In(language), fields.Count, string.Join(", ", fields));

    [GeneratedRegex(@"^(?:The \S+ field is required|is required)\.$")]
    private static partial Regex Required();

    [GeneratedRegex(@"^The field \S+ must be between (\S+) and (\S+)\.$")]
    private static partial Regex Range();

    [GeneratedRegex(@"^The field \S+ must be a string with a minimum length of (\d+) and a maximum length of (\d+)\.$")]
    private static partial Regex TextBetween();

    [GeneratedRegex(@"^The field \S+ must be a string with a maximum length of (\d+)\.$")]
    private static partial Regex TextUpTo();

    [GeneratedRegex(@"^The field \S+ must be a string or array type with a minimum length of '(\d+)'\.$")]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^The field \S+ must be a string or array type with a maximum length of '(\d+)'\.$")]
    private static partial Regex AtMost();

    [GeneratedRegex(@"^The \S+ field is not a valid e-mail address\.$")]
    private static partial Regex Email();

    [GeneratedRegex(@"^The \S+ field is not a valid phone number\.$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^The \S+ field is not a valid fully-qualified http, https, or ftp URL\.$")]
    private static partial Regex Url();

    [GeneratedRegex(@"^The field \S+ must match the regular expression '(.+)'\.$", RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
