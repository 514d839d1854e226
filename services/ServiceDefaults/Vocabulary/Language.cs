using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrmPlatform.ServiceDefaults.Vocabulary;

/// <summary>The languages the platform speaks.</summary>
public enum Language
{
    English,
    SimplifiedChinese,
    TraditionalChinese,
}

/// <summary>A sentence or name in all languages.</summary>
public sealed record Wording(string En, string ZhHans, string ZhHant)
{
    public string In(Language language) => language switch
    {
        Language.SimplifiedChinese => ZhHans,
        Language.TraditionalChinese => ZhHant,
        _ => En,
    };
}

public static class RequestLanguage
{
    /// <summary>The best language of <c>Accept-Language</c>; English when none fits.</summary>
    public static Language Language(this HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
            return Vocabulary.Language.English;
        foreach (var item in wanted.Where(w => w.Quality != 0).OrderByDescending(w => w.Quality ?? 1))
        {
            if (FromTag(item.Value.Value) is { } language) return language;
        }
        return Vocabulary.Language.English;
    }

    /// <summary>Reads a BCP 47 tag: zh-Hant, zh-TW, zh-HK and zh-MO are traditional, any other zh simplified.</summary>
    public static Language? FromTag(string? tag)
    {
        if (string.IsNullOrEmpty(tag)) return null;
        var parts = tag.ToLowerInvariant().Split('-');
        return parts[0] switch
        {
            "en" or "*" => Vocabulary.Language.English,
            "zh" when parts.Any(p => p is "hant" or "tw" or "hk" or "mo") && !parts.Contains("hans") =>
                Vocabulary.Language.TraditionalChinese,
            "zh" => Vocabulary.Language.SimplifiedChinese,
            _ => null,
        };
    }
}
