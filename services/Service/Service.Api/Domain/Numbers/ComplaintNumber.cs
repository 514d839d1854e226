using CrmPlatform.ServiceDefaults.Domain;
namespace CrmPlatform.Service.Domain.Numbers;

/// <summary>
/// S1: the number a customer quotes, <c>K4T-9WX-2PR</c>: eight characters and a check character in three groups of three.
/// It names a complaint and proves nothing; the status page wants a signed link.
/// </summary>
internal readonly record struct ComplaintNumber
{
    /// <summary>Characters without the separators.</summary>
    public const int Length = 9;

    /// <summary>How many different numbers there are: 23^8 = 78 310 985 281.</summary>
    public const long Count = 78_310_985_281;

    private ComplaintNumber(long value) => Value = value;

    /// <summary>The number without its check character, 0 up to <see cref="Count"/>; what a database keeps.</summary>
    public long Value { get; }

    /// <summary>The number whose stored value this is; throws outside 0 up to <see cref="Count"/>.</summary>
    public static ComplaintNumber FromValue(long value) => value is >= 0 and < Count
        ? new ComplaintNumber(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"A complaint number's value lies from 0 to {Count - 1}.");

    /// <summary>
    /// Reads what a person typed or dictated: any case, spaces, dashes, full-width forms, and letters that look like our digits.
    /// Refuses with <c>complaint-number.malformed</c> (length or characters) or <c>complaint-number.check-failed</c> (a slip).
    /// </summary>
    public static Outcome<ComplaintNumber> Parse(string? text)
    {
        Span<int> values = stackalloc int[Length];
        var count = 0;
        foreach (var typed in NumberAlphabet.Plain(text ?? ""))
        {
            if (NumberAlphabet.IsSeparator(typed))
                continue;

            var value = NumberAlphabet.ValueOf(typed);
            if (value < 0)
                return Refusal.Invalid("number", "complaint-number.malformed", $"A complaint number has no '{Shown(typed)}'; it looks like K4T-9WX-2PR.");

            if (count < Length)
                values[count] = value;
            count++;
        }

        if (count != Length)
            return Refusal.Invalid("number", "complaint-number.malformed", $"A complaint number has {Length} characters, not {count}; it looks like K4T-9WX-2PR.");

        if (!CheckCharacter.Holds(values))
            return Refusal.Invalid("number", "complaint-number.check-failed", "One character is wrong or two are exchanged; please read the number again.");

        return FromCharacters(values);
    }

    internal static ComplaintNumber FromCharacters(ReadOnlySpan<int> values)
    {
        long value = 0;
        foreach (var digit in values[..(Length - 1)])
            value = (value * NumberAlphabet.Size) + digit;
        return new ComplaintNumber(value);
    }

    /// <summary>The form shown to people: upper case, groups of three with hyphens.</summary>
    public override string ToString()
    {
        Span<int> digits = stackalloc int[Length];
        var rest = Value;
        for (var i = Length - 2; i >= 0; i--)
        {
            digits[i] = (int)(rest % NumberAlphabet.Size);
            rest /= NumberAlphabet.Size;
        }

        digits[Length - 1] = CheckCharacter.For(digits[..(Length - 1)]);

        Span<char> text = stackalloc char[Length + 2];
        var at = 0;
        for (var i = 0; i < Length; i++)
        {
            if (i is 3 or 6)
                text[at++] = '-';
            text[at++] = NumberAlphabet.Characters[digits[i]];
        }

        return new string(text);
    }

    private static string Shown(char typed) => char.IsControl(typed) || char.IsSurrogate(typed) ? $"U+{(int)typed:X4}" : typed.ToString();
}
