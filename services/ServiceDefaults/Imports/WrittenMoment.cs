using System.Globalization;
using System.Text.RegularExpressions;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>
/// C17: dates and times of a file, the year first or the month as a word; without an offset they are the organisation's local time. Of
/// 05/01/2026 nobody knows whether it is in May or in January, and a file that means the one would be half in the other's months.
/// </summary>
public static partial class WrittenMoment
{
    /// <summary>Null where it is none.</summary>
    public static DateTimeOffset? Read(string text, TimeZoneInfo zone)
    {
        if (!OneMeaning.IsMatch(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind | DateTimeStyles.AllowWhiteSpaces, out var local)) return null;
        return local.Kind switch
        {
            DateTimeKind.Utc => new DateTimeOffset(local, TimeSpan.Zero),
            DateTimeKind.Local => new DateTimeOffset(local),
            // A local time that a change of clocks left out counts as the offset before it. At the ends of the calendar an offset leads out of it.
            _ => local.Year is > 1 and < 9999 ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : new DateTimeOffset(local, TimeSpan.Zero),
        };
    }
    [GeneratedRegex("^([0-9]{4}[-/.年]|([A-Za-z]{3,9}, )?[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2}, [0-9]{4})")]
    private static partial Regex OneMeaning { get; }
}
