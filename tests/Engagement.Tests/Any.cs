using System.Globalization;
using CsCheck;

namespace CrmPlatform.Engagement.Tests;

/// <summary>Drawn values and written times, for tables and properties.</summary>
internal static class Any
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static Gen<T> Of<T>() where T : struct, Enum => Of(Enum.GetValues<T>());
}

internal static class At
{
    /// <summary>An instant as ISO 8601 writes it.</summary>
    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
