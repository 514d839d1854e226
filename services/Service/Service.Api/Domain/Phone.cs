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

    /// <summary>As it is kept, so that it is found by an index: in E.164; with an extension, or where it is no number, as it was written.</summary>
    public static string? ToKeep(string? written, string region) =>
        written is not null && Read(written, region) is { HasExtension: false } number ? Util.Format(number, PhoneNumberFormat.E164) : written;

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
