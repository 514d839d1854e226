using PhoneNumbers;

namespace CrmPlatform.Service.Domain;

/// <summary>Phone numbers in E.164 (+8613800138000), whatever way they were written; read as Customers reads them, or the same person would be two.</summary>
internal static class Phone
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();

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
        try
        {
            var number = Util.Parse(written, region);
            return Util.IsPossibleNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
