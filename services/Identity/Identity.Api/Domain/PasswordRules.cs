using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Identity.Domain;

/// <summary>What is wrong with a password.</summary>
internal enum PasswordFault
{
    TooShort,
    TooLong,
    Common,
    Simple,
    NamesYou,
}

/// <summary>
/// Passwords are judged by length and by whether they are among the first a guesser tries, not by what kinds of characters they are
/// made of (NIST SP 800-63B, section 5.1.1.2).
/// </summary>
internal sealed class PasswordRules(int shortest, int longest)
{
    private const int FewestDifferent = 5;
    private const int LongestUnit = 8;
    private static readonly char[] Digits = [.. "0123456789"];
    private static readonly char[] Signs = [.. " !?.,:;#*_-+=~/()[]"];
    private static readonly char[] Ends = [.. Digits, .. Signs];
    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
    private static readonly HashSet<string> Common = ReadCommon();

    public int Shortest => shortest;

    public int Longest => longest;

    public static int CommonCount => Common.Count;

    /// <summary>Null when the password will do.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="about">What is known of its owner: user name, name, email.</param>
    public PasswordFault? FaultOf(string password, params IEnumerable<string?> about)
    {
        if (password.EnumerateRunes().Count() < shortest) return PasswordFault.TooShort;
        if (password.Length > longest) return PasswordFault.TooLong;
        var plain = password.ToForm(NormalizationForm.FormKC).ToLowerInvariant();
        if (IsCommon(plain)) return PasswordFault.Common;
        if (plain.Distinct().Count() < FewestDifferent || IsRun(plain) || UnitOf(plain) is { Length: <= LongestUnit }) return PasswordFault.Simple;
        return IsOwnName(plain, about) ? PasswordFault.NamesYou : null;
    }

    // A common word stays common with digits and signs around it, with letters written as digits, and when it is said twice.
    private static bool IsCommon(string plain) =>
        Forms(plain).Any(form => Common.Contains(form) || (UnitOf(form) is { } unit && Forms(unit).Any(Common.Contains)));

    private static IEnumerable<string> Forms(string plain)
    {
        var joined = Joined(plain);
        yield return plain;
        yield return joined;
        yield return joined.Trim(Digits);
        yield return Spelled(joined.Trim(Digits));
        yield return Joined(Spelled(plain.Trim(Ends)));
        yield return Joined(Spelled(plain.Trim(Signs)));
    }

    private static string Joined(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    private static string Spelled(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch
            {
                '0' => 'o',
                '1' or '!' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var letter => letter,
            };
        }
    });

    /// <summary>The shortest text of which <paramref name="text"/> is nothing but repetitions; null when there is none.</summary>
    private static string? UnitOf(string text)
    {
        if (text.Length < 2) return null;
        var again = (text + text).IndexOf(text, 1, StringComparison.Ordinal);
        return again < text.Length ? text[..again] : null;
    }

    // abcdefgh, 987654, qwertyui: four in five steps go to a neighbour, or stay.
    private static bool IsRun(string text)
    {
        var steps = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var (a, b) = (text[i - 1], text[i]);
            if (a == b || Rows.Any(row => row.Contains($"{a}{b}", StringComparison.Ordinal) || row.Contains($"{b}{a}", StringComparison.Ordinal))) steps++;
        }
        return steps * 5 >= (text.Length - 1) * 4;
    }

    private bool IsOwnName(string plain, IEnumerable<string?> about)
    {
        var written = Joined(plain);
        var rest = written;
        foreach (var word in about.OfType<string>().SelectMany(NamesIn).Where(word => word.Length >= 3))
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length < written.Length && rest.Length < shortest / 2;
    }

    private static IEnumerable<string> NamesIn(string fact)
    {
        var plain = fact.ToLowerInvariant();
        return plain.Split(' ', '@', '.', '-', '_').Prepend(Joined(plain.Split('@')[0]));
    }

    private static HashSet<string> ReadCommon()
    {
        using var list = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(list);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
    }
}
