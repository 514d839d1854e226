using System.Buffers;
using System.Globalization;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>
/// Text as it is compared (C18): NFKC, lower case, without accents, single spaces. The grams of a text are what an index of
/// substrings is made of: one and two characters of Chinese, three of Latin; where fewer are asked for, the index is read by prefix.
/// </summary>
public static class SearchText
{
    /// <summary>In UTF-16 units: three characters, each of which may take two.</summary>
    public const int LongestGram = 6;

    /// <summary>In UTF-16 units.</summary>
    public const int LongestName = 400;

    private const int LatinGram = 3;

    /// <summary>Signs that no accent can be taken off, and how they are typed where the keyboard has none of them.</summary>
    public static readonly IReadOnlyList<(string Written, string Typed)> Spellings =
    [
        ("’", "'"), ("‘", "'"), ("ʼ", "'"), ("ʻ", "'"), ("ł", "l"), ("ø", "o"), ("đ", "d"), ("ð", "d"), ("ħ", "h"), ("ı", "i"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"),
    ];

    private static readonly SearchValues<char> Untyped = SearchValues.Create(string.Concat(Spellings.Select(spelling => spelling.Written)));

    private const int LastBeforeSurrogates = 0xD7FF;
    private const int FirstBehindSurrogates = 0xE000;
    private const int LastRune = 0x10FFFF;

    /// <summary>Whether there is nothing to see in a name: marks of direction, joiners and blanks are no letters.</summary>
    public static bool IsInvisible(string name) => Normalise(name).Length == 0;

    /// <summary>A name as it is compared, as far as it is kept: one sign may become many (㍿ is four).</summary>
    public static string OfName(string name)
    {
        var text = Normalise(name);
        if (text.Length <= LongestName) return text;
        return (char.IsHighSurrogate(text[LongestName - 1]) ? text[..(LongestName - 1)] : text[..LongestName]).TrimEnd();
    }

    public static string Normalise(string text)
    {
        var folded = text.ToForm(NormalizationForm.FormKC).ToLowerInvariant().ToForm(NormalizationForm.FormD);
        var result = new StringBuilder(folded.Length);
        var gap = false;
        foreach (var character in folded)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(character);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format) continue;
            if (char.IsWhiteSpace(character))
            {
                gap = result.Length > 0;
                continue;
            }
            if (gap) result.Append(' ');
            gap = false;
            result.Append(character);
        }
        return result.ToString().ToForm(NormalizationForm.FormC);
    }

    /// <summary>A normalised text as it is typed: who looks for o'hara or lukasz means O’Hara and Łukasz too.</summary>
    public static string Typed(string normalised) =>
        normalised.AsSpan().ContainsAny(Untyped) ? Spellings.Aggregate(normalised, (text, spelling) => text.Replace(spelling.Written, spelling.Typed, StringComparison.Ordinal)) : normalised;

    /// <summary>
    /// What comes first behind all texts that begin so, where texts are compared by their signs' numbers. (Not U+FFFF behind the beginning: on SQLite
    /// the signs of four bytes, emoji and rarer Chinese among them, come behind that.)
    /// </summary>
    public static string Behind(string beginning)
    {
        var runes = beginning.EnumerateRunes().ToArray();
        runes[^1] = runes[^1].Value switch
        {
            LastRune => new Rune(LastRune),
            LastBeforeSurrogates => new Rune(FirstBehindSurrogates),
            var number => new Rune(number + 1),
        };
        return string.Concat(runes.Select(rune => rune.ToString()));
    }

    /// <summary>The distinct grams of a normalised text.</summary>
    public static HashSet<string> Grams(string normalised)
    {
        var runes = normalised.EnumerateRunes().ToArray();
        var grams = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < runes.Length; i++)
        {
            if (IsIdeograph(runes[i]))
            {
                grams.Add(Text(runes, i, 1));
                if (i + 1 < runes.Length) grams.Add(Text(runes, i, 2));
            }
            else
            {
                grams.Add(Text(runes, i, LatinGram));
            }
        }
        return grams;
    }

    /// <summary>
    /// Grams that every text containing <paramref name="normalised"/> has; not whole where only the beginning of one is known.
    /// </summary>
    public static IReadOnlyList<(string Gram, bool Whole)> GramsOfQuery(string normalised)
    {
        var runes = normalised.EnumerateRunes().ToArray();
        var grams = new List<(string, bool)>();
        for (var i = 0; i < runes.Length; i++)
        {
            if (IsIdeograph(runes[i])) grams.Add((Text(runes, i, 2), true));
            else if (runes.Length - i >= LatinGram) grams.Add((Text(runes, i, LatinGram), true));
            else if (i == 0) grams.Add((normalised, false));
        }
        return [.. grams.Distinct()];
    }

    /// <summary>Whether a gram can be asked for whole; of the end of a Latin text, shorter ones are kept for being the beginning of what is asked.</summary>
    public static bool IsWhole(string gram)
    {
        var runes = gram.EnumerateRunes().ToArray();
        return runes.Length == LatinGram || IsIdeograph(runes[0]);
    }

    private static string Text(Rune[] runes, int start, int count) =>
        string.Concat(runes.Skip(start).Take(count).Select(rune => rune.ToString()));

    // Emoji and the rarer planes are looked up like ideographs: single signs carry meaning.
    private static bool IsIdeograph(Rune rune) => !rune.IsBmp || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter;
}
