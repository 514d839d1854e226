using System.Globalization;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum CustomFieldType
{
    [Names("Text", "文本", "文字")] Text,
    [Names("Number", "数字", "數字")] Number,
    [Names("Date", "日期", "日期")] Date,
    [Names("Choice", "选项", "選項")] Choice,
    [Names("Reference to a customer", "客户引用", "客戶引用")] Reference,
}

/// <summary>A field the organisation added to its customers (C19): typed, required per category, found by an index.</summary>
public sealed class CustomField : Entity, IHasHistory
{
    public const int LongestText = 400;

    private CustomField() { }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? NameZhHans { get; private set; }

    public string? NameZhHant { get; private set; }

    public CustomFieldType Type { get; private set; }

    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>C1, C19: customers of these roles must have it.</summary>
    public IReadOnlyList<CustomerRole> RequiredFor { get; private set; } = [];

    /// <summary>A retired field keeps its values and takes no new ones.</summary>
    public bool Active { get; private set; } = true;

    public Guid HistorySubject => Id;

    public static CustomField Called(string code) => new() { Code = code };

    public void Change(string name, string? zhHans, string? zhHant, CustomFieldType type, IReadOnlyList<string> choices, IReadOnlyList<CustomerRole> requiredFor, bool active) =>
        (Name, NameZhHans, NameZhHant, Type, Choices, RequiredFor, Active) = (name.Trim(), zhHans, zhHant, type, [.. choices.Select(c => c.Trim()).Distinct()], [.. requiredFor.Distinct()], active);

    // C19: what customers say now must still be readable; a choice is a text, every other change of the type would lose something.
    public Refusal? CheckChange(CustomFieldType type, IReadOnlyList<string> choices, IReadOnlyCollection<string> inUse)
    {
        if (inUse.Count == 0) return null;
        if (type != Type && !(Type == CustomFieldType.Choice && type == CustomFieldType.Text))
            return Refusal.Conflict("field.type-in-use", $"Customers have values in '{Code}'; as {EnumCode.Of(type)} they would be lost. Enter another field.", ("fieldType", EnumCode.Of(Type)));
        if (type != CustomFieldType.Choice) return null;
        var kept = choices.Select(SearchText.Normalise).ToHashSet();
        var lost = inUse.Where(value => !kept.Contains(value)).ToList();
        return lost.Count == 0 ? null : Refusal.Conflict("field.choice-in-use", $"Customers have chosen: {string.Join(", ", lost)}.", ("choices", lost));
    }

    /// <summary>What is stored for a value somebody wrote; null when it is none of this field's.</summary>
    public string? Read(string written)
    {
        written = written.Trim();
        return Type switch
        {
            CustomFieldType.Text => written.Length is > 0 and <= LongestText ? CustomFields.TextMark + written : null,
            CustomFieldType.Number => CustomFields.Number(written) is { } number ? CustomFields.NumberMark + number.ToString("0.######", CultureInfo.InvariantCulture) : null,
            CustomFieldType.Date => DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? CustomFields.DateMark + written : null,
            CustomFieldType.Choice => Choices.FirstOrDefault(choice => SearchText.Normalise(choice) == SearchText.Normalise(written)) is { } chosen ? CustomFields.TextMark + chosen : null,
            _ => Guid.TryParse(written, out var id) ? CustomFields.ReferenceMark + id : null,
        };
    }

    public string Expected => Type switch
    {
        CustomFieldType.Text => $"1 to {LongestText} characters are expected.",
        CustomFieldType.Number => "A number with at most six decimals is expected.",
        CustomFieldType.Date => "A date such as 2026-03-01 is expected.",
        CustomFieldType.Choice => $"One of these is expected: {string.Join(", ", Choices)}.",
        _ => "The id of a customer is expected.",
    };
}

/// <summary>Values of custom fields: the code of a field and what is stored for it.</summary>
public static class CustomFields
{
    public const int LongestTerm = 160;

    public static readonly IReadOnlyDictionary<string, string> None = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a stored value begins with, so that its kind is known without its field.</summary>
    internal const string TextMark = "t:";
    internal const string NumberMark = "n:";
    internal const string DateMark = "d:";
    internal const string ReferenceMark = "r:";

    private const int Mark = 2;
    private const decimal Largest = 999_999_999_999m;

    /// <summary>A stored value as people write it.</summary>
    public static string Plain(string stored) => stored[Mark..];

    public static IReadOnlyDictionary<string, string> Plain(IReadOnlyDictionary<string, string> values) => values.ToDictionary(pair => pair.Key, pair => Plain(pair.Value));

    public static IReadOnlyDictionary<string, string>? PlainOrNull(IReadOnlyDictionary<string, string> values) => values.Count == 0 ? null : Plain(values);

    /// <summary>How a stored value stands in the index: equal values alike, and in their own order.</summary>
    public static string TermOf(string code, string stored)
    {
        var plain = Plain(stored);
        return Key(code, stored[..Mark] switch
        {
            // Shifted above zero, so that texts of digits are in the order of numbers.
            NumberMark => (Number(plain)!.Value + Largest + 1).ToString("0000000000000.000000", CultureInfo.InvariantCulture),
            TextMark => SearchText.Normalise(plain),
            _ => plain,
        });
    }

    /// <summary>The beginning of all terms of a field whose value begins so.</summary>
    public static string Key(string code, string beginning)
    {
        var term = $"{code}={beginning}";
        return term.Length <= LongestTerm ? term : term[..LongestTerm];
    }

    internal static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) <= Largest && decimal.Round(number, 6) == number ? number : null;

    /// <summary>C16: what the survivor lacks is filled in.</summary>
    public static IReadOnlyDictionary<string, string> Joined(IReadOnlyDictionary<string, string> survivor, IReadOnlyDictionary<string, string> other) =>
        Sorted(survivor.Concat(other.Where(pair => !survivor.ContainsKey(pair.Key))));

    /// <summary>C16: what still says what it was made to say says again what it said before, or goes.</summary>
    public static IReadOnlyDictionary<string, string> Parted(
        IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        Sorted(now.Select(pair => after.GetValueOrDefault(pair.Key) == pair.Value ? KeyValuePair.Create(pair.Key, before.GetValueOrDefault(pair.Key)!) : pair).Where(pair => pair.Value is not null));

    public static IReadOnlyDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new SortedDictionary<string, string>(pairs.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
}
