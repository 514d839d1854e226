namespace CrmPlatform.Service.Domain.Numbers;

/// <summary>S1: finds complaint numbers in running text such as the subject of a mail.</summary>
internal static class NumberFinder
{
    /// <summary>
    /// Every different complaint number written in three groups of three with one dash, dot or space between them, in order of
    /// appearance. Stricter than <see cref="ComplaintNumber.Parse"/>: groups are demanded, lookalikes are not accepted, and the
    /// number must stand alone, or every twenty-third order number or word would pass for one of ours.
    /// </summary>
    public static IReadOnlyList<ComplaintNumber> FindAll(string? text)
    {
        var plain = NumberAlphabet.Plain(text ?? "");
        var found = new List<ComplaintNumber>();
        for (var start = 0; start + ComplaintNumber.Length + 2 <= plain.Length; start++)
        {
            if (IsPartOfWord(plain, start - 1) || !TryRead(plain.AsSpan(start, ComplaintNumber.Length + 2), out var number))
                continue;

            var end = start + ComplaintNumber.Length + 2;
            if (IsPartOfWord(plain, end))
                continue;

            if (!found.Contains(number))
                found.Add(number);
            start = end - 1;
        }

        return found;
    }

    private static bool TryRead(ReadOnlySpan<char> text, out ComplaintNumber number)
    {
        number = default;
        if (!NumberAlphabet.IsSeparator(text[3]) || !NumberAlphabet.IsSeparator(text[7]))
            return false;

        Span<int> values = stackalloc int[ComplaintNumber.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i is 3 or 7)
                continue;

            values[count] = NumberAlphabet.Characters.IndexOf(char.ToUpperInvariant(text[i]), StringComparison.Ordinal);
            if (values[count++] < 0)
                return false;
        }

        if (!CheckCharacter.Holds(values))
            return false;

        number = ComplaintNumber.FromCharacters(values);
        return true;
    }

    // A Chinese character beside the number is no part of it; Chinese is written without spaces.
    private static bool IsPartOfWord(string text, int at)
    {
        if (at < 0 || at >= text.Length)
            return false;

        var c = text[at];
        if (char.IsAsciiLetterOrDigit(c))
            return true;

        // 123-456-789-0 is one longer number, not ours followed by a 0.
        var beyond = at + 1 < text.Length ? at + 1 : at;
        return c is '-' or '.' && char.IsAsciiLetterOrDigit(text[beyond]) && char.IsAsciiLetterOrDigit(text[Math.Max(at - 1, 0)]);
    }
}
