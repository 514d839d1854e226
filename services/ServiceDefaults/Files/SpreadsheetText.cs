using System.Buffers;
using System.Text;

namespace CrmPlatform.ServiceDefaults.Files;

/// <summary>Texts on their way into a .csv that somebody opens as a spreadsheet.</summary>
public static class SpreadsheetText
{
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    /// <summary>
    /// Writes into a .csv, in UTF-8. A file begins with the byte-order mark, without which a spreadsheet takes it for the code page of its machine;
    /// further down in a stream that can seek, where a writer goes on, there is none.
    /// </summary>
    public static StreamWriter Into(Stream csv) => new(csv, Encoding.UTF8, leaveOpen: true);

    /// <summary>
    /// What begins like a formula would be one there and run: an apostrophe before it makes it text. A number keeps its sign, and so does
    /// a phone number. <see cref="Plain"/> gives the text back as it was.
    /// </summary>
    public static string Harmless(string text) => IsFormula(text.AsSpan().TrimStart('\'')) ? "'" + text : text;

    /// <summary>Without the apostrophe that <see cref="Harmless"/> put before it.</summary>
    public static string Plain(string text) => text.StartsWith('\'') && IsFormula(text.AsSpan().TrimStart('\'')) ? text[1..] : text;

    private static bool IsFormula(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] is not ('=' or '+' or '-' or '@' or '\t' or '\r')) return false;
        return text[0] is not ('+' or '-') || text.Length == 1 || text[1..].IndexOfAnyExcept(Number) >= 0;
    }
}
