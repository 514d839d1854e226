using System.Globalization;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>
/// Finds words and names in what somebody said: Latin ones as whole words, Chinese ones anywhere; width and case do not matter.
/// </summary>
internal static class SpokenWords
{
    public static bool Contain(string said, string word)
    {
        var (text, sought) = (Fold(said), Fold(word.Trim()));
        if (sought.Length == 0) return false;
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            var end = at + sought.Length;
            var cutsBefore = at > 0 && IsAlphabetic(sought[0]) && IsAlphabetic(text[at - 1]);
            var cutsAfter = end < text.Length && IsAlphabetic(sought[^1]) && IsAlphabetic(text[end]);
            if (!cutsBefore && !cutsAfter) return true;
        }
        return false;
    }

    private static string Fold(string text) => text.ToForm(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Letters of scripts that put spaces between words; an ideograph is a word by itself.</summary>
    private static bool IsAlphabetic(char letter) =>
        char.IsDigit(letter) || (char.IsLetter(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.OtherLetter);
}
