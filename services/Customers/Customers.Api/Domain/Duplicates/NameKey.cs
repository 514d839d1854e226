using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace CrmPlatform.Customers.Domain;

/// <summary>
/// A name as names are compared (C16): after NFKC, case, width and accents, without punctuation, honorifics and the words for a
/// company's form, the words in a fixed order. Numbers stand apart, because they tell otherwise equal names from each other (shop 12,
/// shop 13): two names are only alike when their numbers are equal.
/// </summary>
public readonly record struct NameKey(string Letters, string Digits)
{
    /// <summary>Shorter names are alike only when they are equal: of six letters one is too many to differ.</summary>
    public const int ShortestFuzzy = 6;

    private static readonly HashSet<string> Honorifics =
        ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "madam", "herr", "frau", "mme", "mlle"];

    private static readonly HashSet<string> Forms =
    [
        "ltd", "limited", "gmbh", "mbh", "inc", "incorporated", "llc", "llp", "lp", "co", "company", "corp", "corporation", "ag", "kg", "kgaa", "ohg", "ug", "ev",
        "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "plc", "pty", "pte", "oy", "oyj", "ab", "as", "aps", "kk", "se", "group", "holding", "holdings",
    ];

    private static readonly string[] ChineseHonorifics = ["先生", "女士", "小姐", "太太", "夫人", "老师", "老師", "博士", "教授"];

    // The longer ones first, so that what is left of a longer one is not mistaken for a name.
    private static readonly string[] ChineseForms =
    [
        "股份有限公司", "有限责任公司", "有限責任公司", "集团有限公司", "集團有限公司", "有限公司", "集团公司", "集團公司", "株式会社", "株式會社", "公司", "集团", "集團",
    ];

    public long FullHash => Hash(Letters, Digits);

    /// <summary>Of the first half; two names that differ in one place only share one of the halves. Null for short names.</summary>
    public long? HeadHash => Letters.Length < ShortestFuzzy ? null : Hash(Letters[..Half(Letters.Length)], Digits);

    public long? TailHash => Letters.Length < ShortestFuzzy ? null : Hash(Letters[^Half(Letters.Length)..], Digits);

    public static NameKey Of(string name)
    {
        var words = Words(SearchText.Normalise(name));
        Strip(words);
        words.Sort(StringComparer.Ordinal);
        var (letters, digits) = (new StringBuilder(), new StringBuilder());
        foreach (var word in words)
            foreach (var sign in word) (char.IsDigit(sign) ? digits : letters).Append(sign);
        return new NameKey(letters.ToString(), digits.ToString());
    }

    /// <summary>The hashes under which a name differing in one place (in two, where it is long) may be stored.</summary>
    public (IReadOnlyList<long> Heads, IReadOnlyList<long> Tails) Probes()
    {
        if (Letters.Length < ShortestFuzzy) return ([], []);
        var span = Letters.Length >= 2 * ShortestFuzzy ? 2 : 1;
        var (letters, digits) = this;
        var lengths = Enumerable.Range(letters.Length - span, (2 * span) + 1).Select(Half).Distinct().Where(half => half <= letters.Length).ToList();
        return ([.. lengths.Select(half => Hash(letters[..half], digits))], [.. lengths.Select(half => Hash(letters[^half..], digits))]);
    }

    // Rounded down, so that a letter in the very middle belongs to neither half.
    private static int Half(int length) => length / 2;

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var sign in text)
        {
            if (char.IsLetterOrDigit(sign) || char.IsSurrogate(sign) || CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.OtherSymbol) word.Append(sign);
            // An apostrophe or a full stop stands within a word (O'Brien, S.A.), everything else between words.
            else if (sign is not ('\'' or '’' or '.') && word.Length > 0) End();
        }
        if (word.Length > 0) End();
        return words;

        void End()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static void Strip(List<string> words)
    {
        while (words.Count > 1 && Honorifics.Contains(words[0])) words.RemoveAt(0);
        while (words.Count > 1 && (Forms.Contains(words[^1]) || ChineseForms.Contains(words[^1]))) words.RemoveAt(words.Count - 1);
        if (words.Count == 0) return;
        var last = words[^1];
        while (Array.Find(ChineseForms, form => last.Length > form.Length && last.EndsWith(form, StringComparison.Ordinal)) is { } form) last = last[..^form.Length];
        if (Array.Find(ChineseHonorifics, title => last.Length > title.Length && last.EndsWith(title, StringComparison.Ordinal)) is { } title) last = last[..^title.Length];
        words[^1] = last;
    }

    private static long Hash(string letters, string digits) =>
        unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes($"{letters}|{digits}".AsSpan())));
}
