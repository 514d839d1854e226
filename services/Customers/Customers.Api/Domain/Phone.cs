using System.Globalization;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;
using PhoneNumbers;

namespace CrmPlatform.Customers.Domain;

/// <summary>Phone numbers in E.164 (+8613800138000), whatever way they were written.</summary>
public static class Phone
{
    private const int ShortestPart = 3;
    private const int ShortestWhole = 7;

    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    /// <summary>Whether numbers can be read as those of a country (ISO 3166).</summary>
    public static bool IsRegion(string region) => Util.GetSupportedRegions().Contains(region);

    /// <summary>Null when it is no possible number. A number without country code is read as one of <paramref name="region"/> (ISO 3166).</summary>
    public static string? ToE164(string written, string region)
    {
        try
        {
            var number = Util.Parse(written, region);
            // A word among the digits spells a number on American keypads (1-800-FLOWERS); here it is a slip. In front of them ("Tel.") it
            // says what they are, and behind them it marks an extension.
            var spelled = !number.HasExtension && written.ToForm(NormalizationForm.FormKC).SkipWhile(sign => !char.IsAsciiDigit(sign)).Any(char.IsAsciiLetter);
            return !spelled && Util.IsPossibleNumber(number) ? Util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>
    /// The digits to look for where somebody wrote a number or a part of one: as they were written, or those of the whole number where it is
    /// written with more than its digits ("+49 (0)30 …", "Tel. …", "… ext. 12"). Null when it does not look like a phone number.
    /// </summary>
    public static string? DigitsOfQuery(string query, string region)
    {
        var plain = query.ToForm(NormalizationForm.FormKC);
        var digits = new string([.. plain.Where(char.IsAsciiDigit)]);
        var written = digits.Length >= ShortestPart && plain.All(sign => char.IsAsciiDigit(sign) || IsBetweenDigits(sign)) ? digits : null;
        if (digits.Length < ShortestWhole || ToE164(query, region) is not { } number) return written;
        return written is not null && number.EndsWith(written.TrimStart('0'), StringComparison.Ordinal) ? written : number[1..];
    }

    // Dashes of every length, blanks, and the marks of direction that come along when a number is copied.
    private static bool IsBetweenDigits(char sign) => char.IsWhiteSpace(sign) || "+()./".Contains(sign, StringComparison.Ordinal)
        || char.GetUnicodeCategory(sign) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
