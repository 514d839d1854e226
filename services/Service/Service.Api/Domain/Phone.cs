using System.Buffers;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;
using PhoneNumbers;

namespace CrmPlatform.Service.Domain;

/// <summary>
/// Phone numbers in E.164 (+8613800138000), whatever way they were written. Customers refuses a number with a word behind it as a slip; what a
/// reporter said is kept, and its number is read without the word.
/// </summary>
internal static class Phone
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether numbers can be read as those of a country (ISO 3166).</summary>
    public static bool IsRegion(string region) => Util.GetSupportedRegions().Contains(region);

    /// <summary>Null when it is no possible number. A number without country code is read as one of <paramref name="region"/> (ISO 3166).</summary>
    public static string? ToE164(string written, string region) => Read(written, region) is { } number ? Util.Format(number, PhoneNumberFormat.E164) : null;

    /// <summary>A number as people write it: what somebody said of theirs is kept as it was said, and is found by an index all the same. Empty when it is none.</summary>
    public static string[] WaysToWrite(string written, string region)
    {
        if (Read(written, region) is not { } number) return [];
        var (national, international) = (Util.Format(number, PhoneNumberFormat.NATIONAL), Util.Format(number, PhoneNumberFormat.INTERNATIONAL));
        return [.. new[] { Util.Format(number, PhoneNumberFormat.E164), written, national, international, Digits(written), Digits(national), Digits(international), Spaced(written), Dashed(national) }.Distinct()];
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Spaced(string text) => text.Replace('-', ' ');

    private static string Dashed(string text) => text.Replace(' ', '-');

    private static PhoneNumber? Read(string written, string region)
    {
        var whole = Parse(written, region);
        // A word behind the digits says whose number it is ("8888 6666 Lily"), unless it marks an extension; it would be spelled on an American keypad.
        var plain = written.ToForm(NormalizationForm.FormKC);
        var digit = plain.AsSpan().IndexOfAnyInRange('0', '9');
        var word = digit < 0 ? -1 : plain.AsSpan(digit).IndexOfAny(Letters);
        var number = word < 0 || whole is { HasExtension: true } ? whole : Parse(plain[..(digit + word)], region);
        return number is not null && Util.IsPossibleNumber(number) ? number : null;
    }

    private static PhoneNumber? Parse(string written, string region)
    {
        try
        {
            return Util.Parse(written, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
