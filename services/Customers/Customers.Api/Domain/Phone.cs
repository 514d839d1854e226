using System.Text;
using PhoneNumbers;

namespace CrmPlatform.Customers.Domain;

/// <summary>Phone numbers in E.164 (+8613800138000), whatever way they were written.</summary>
public static class Phone
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

    /// <summary>Null when it is no possible number. A number without country code is read as one of <paramref name="region"/> (ISO 3166).</summary>
    public static string? ToE164(string written, string region)
    {
        try
        {
            var number = Util.Parse(written, region);
            // A word among the digits spells a number on American keypads (1-800-FLOWERS); here it is a slip. In front of them ("Tel.") it
            // says what they are, and behind them it marks an extension.
            var spelled = !number.HasExtension && written.Normalize(NormalizationForm.FormKC).SkipWhile(sign => !char.IsAsciiDigit(sign)).Any(char.IsAsciiLetter);
            return !spelled && Util.IsPossibleNumber(number) ? Util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>The digits of what somebody searches for; null when it does not look like a phone number.</summary>
    public static string? DigitsOfQuery(string query)
    {
        var digits = new string([.. query.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        var others = query.Count(c => !char.IsDigit(c) && !" +-()./".Contains(c, StringComparison.Ordinal));
        return digits.Length >= 3 && others == 0 ? digits : null;
    }
}
