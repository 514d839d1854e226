using System.Globalization;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Numbers;

/// <summary>
/// The 23 characters of a complaint number. Left out for their look: O, Q, D (0), I, L (1), Z (2), S (5), G (6), B (8), U and V; left
/// out for their sound: E (heard as 1 or A) and M (heard as N). 23 is prime, which is what makes the check character complete.
/// </summary>
internal static class NumberAlphabet
{
    public const string Characters = "0123456789ACFHJKNPRTWXY";

    public const int Size = 23;

    // What people write when they mean one of ours: letters that only look like a digit.
    private const string Lookalikes = "OQDILZSGB";
    private const string MeantByThem = "000112568";

    /// <summary>The value 0..22 of a character as a person may have typed it, or -1.</summary>
    public static int ValueOf(char typed)
    {
        var upper = char.ToUpperInvariant(typed);
        var lookalike = Lookalikes.IndexOf(upper, StringComparison.Ordinal);
        return Characters.IndexOf(lookalike < 0 ? upper : MeantByThem[lookalike], StringComparison.Ordinal);
    }

    /// <summary>Whether the character only sets groups apart: a space or a dash of any script or width.</summary>
    public static bool IsSeparator(char typed) =>
        char.IsWhiteSpace(typed) || typed is '-' or '_' or '.' or '·' or '\u2212' or '\u30FC' or '\uFE63' or '\uFF0D'
        || char.GetUnicodeCategory(typed) == UnicodeCategory.DashPunctuation;

    /// <summary>Full-width and other compatibility forms become plain ones (NFKC).</summary>
    public static string Plain(string text) => text.ToForm(NormalizationForm.FormKC);
}
