using System.Text;

namespace CrmPlatform.ServiceDefaults.Domain;

/// <summary>Normal forms of whatever somebody wrote.</summary>
public static class UnicodeText
{
    private const char Noncharacter = '\uFFFE';
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The text in a normal form. At half a pair of surrogates and at U+FFFE <see cref="string.Normalize(NormalizationForm)"/> throws; here
    /// U+FFFD stands for each.
    /// </summary>
    public static string ToForm(this string text, NormalizationForm form) => Allowed(text).Normalize(form);

    private static string Allowed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains(Noncharacter)) return text;
        return string.Create(text.Length, text, static (allowed, text) =>
        {
            for (var at = 0; at < allowed.Length; at++) allowed[at] = IsForbidden(text, at) ? Replacement : text[at];
        });
    }

    private static bool IsForbidden(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) ? at == 0 || !char.IsHighSurrogate(text[at - 1])
        : text[at] == Noncharacter;
}
