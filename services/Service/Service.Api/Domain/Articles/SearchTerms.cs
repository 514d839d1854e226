using System.Globalization;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Articles;

/// <summary>
/// Cuts text into the terms it is found by: words where words are set apart by spaces, pairs of neighbouring characters where they
/// are not (Chinese, Japanese, Thai). Case, width and accents do not count, nor the English plural.
/// </summary>
internal static class SearchTerms
{
    /// <summary>The terms a text is indexed under, with repetitions, in order.</summary>
    public static List<string> Of(string text)
    {
        var terms = new List<string>();
        foreach (var (run, isWord) in Runs(text))
        {
            if (isWord)
                terms.Add(Stem(run));
            else if (run.Length == 1)
                terms.Add(run);
            else
                terms.AddRange(Pairs(run));
        }

        return terms;
    }

    /// <summary>Single characters of scripts without spaces, by which a query of one character finds its text.</summary>
    public static IEnumerable<string> SinglesOf(string text) =>
        Runs(text).Where(run => !run.IsWord && run.Text.Length > 1).SelectMany(run => run.Text.Select(c => c.ToString()));

    private static IEnumerable<string> Pairs(string run) => Enumerable.Range(0, run.Length - 1).Select(i => run.Substring(i, 2));

    private static IEnumerable<(string Text, bool IsWord)> Runs(string text)
    {
        var run = new StringBuilder();
        bool? word = null;
        foreach (var c in Plain(text))
        {
            bool? kind = char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.OtherLetter => false,
                UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                    or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber => true,
                // An apostrophe holds a word together; everything else ends it.
                _ => c is '\'' or '’' && word == true ? true : null,
            };
            if (kind != word && run.Length > 0)
            {
                yield return (run.ToString(), word == true);
                run.Clear();
            }

            word = kind;
            if (kind is not null)
                run.Append(c);
        }

        if (run.Length > 0)
            yield return (run.ToString(), word == true);
    }

    private static string Plain(string text)
    {
        var decomposed = text.ToForm(NormalizationForm.FormKD);
        var plain = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(c));
        }

        // Composed again, or Korean would fall apart into its letters.
        return plain.ToString().ToForm(NormalizationForm.FormC);
    }

    /// <summary>Harman's S stemmer (1991): takes the plural off and leaves everything else alone.</summary>
    private static string Stem(string word)
    {
        word = word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word.TrimEnd('\'', '’');
        if (word.Length < 4 || !word.EndsWith('s'))
            return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
            return EndsWithAny(word, "eies", "aies") ? word : word[..^3] + "y";
        if (word.EndsWith("es", StringComparison.Ordinal))
            return EndsWithAny(word, "aes", "ees", "oes") ? word : word[..^1];
        return EndsWithAny(word, "us", "ss") ? word : word[..^1];
    }

    private static bool EndsWithAny(string word, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (word.EndsWith(end, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
