namespace CrmPlatform.Service.Domain;

/// <summary>Comparing BCP 47 tags.</summary>
internal static class LanguageTags
{
    /// <summary>Whether a tag covers another one: <c>zh</c> covers <c>zh-Hant-TW</c>, <c>zh-Hant</c> does not cover <c>zh</c>.</summary>
    public static bool Covers(string general, string special) =>
        special.Equals(general, StringComparison.OrdinalIgnoreCase)
        || (special.StartsWith(general, StringComparison.OrdinalIgnoreCase) && special[general.Length] == '-');
}
