using System.Globalization;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>C17: dates and times of a file; without an offset they are the organisation's local time.</summary>
public static class WrittenMoment
{
    /// <summary>Null where it is none.</summary>
    public static DateTimeOffset? Read(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind | DateTimeStyles.AllowWhiteSpaces, out var local)) return null;
        return local.Kind switch
        {
            DateTimeKind.Utc => new DateTimeOffset(local, TimeSpan.Zero),
            DateTimeKind.Local => new DateTimeOffset(local),
            // A local time that a change of clocks left out counts as the offset before it. At the ends of the calendar an offset leads out of it.
            _ => local.Year is > 1 and < 9999 ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : new DateTimeOffset(local, TimeSpan.Zero),
        };
    }
}
