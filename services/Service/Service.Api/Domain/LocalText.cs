namespace CrmPlatform.Service.Domain;

/// <summary>One text in the three languages every reader-facing word of the platform has.</summary>
internal sealed record LocalText(string English, string Simplified, string Traditional)
{
    /// <summary>
    /// The text for a BCP 47 tag: Chinese of Taiwan, Hong Kong and Macao (or script Hant) is traditional, other Chinese simplified,
    /// everything else English.
    /// </summary>
    public string In(string? language)
    {
        if (language is null || !language.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            return English;

        string[] traditional = ["Hant", "TW", "HK", "MO"];
        var parts = language.Split('-', '_');
        return parts.Any(part => traditional.Contains(part, StringComparer.OrdinalIgnoreCase))
            && !parts.Contains("Hans", StringComparer.OrdinalIgnoreCase) ? Traditional : Simplified;
    }

    public override string ToString() => English;
}
