using System.Buffers;

namespace CrmPlatform.ServiceDefaults.Files;

/// <summary>Texts on their way into a .csv that somebody opens as a spreadsheet.</summary>
public static class SpreadsheetText
{
    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");

    /// <summary>
    /// What begins like a formula would be one there and run: an apostrophe before it makes it text. A number keeps its sign, and so does
    /// a phone number.
    /// </summary>
    public static string Harmless(string text)
    {
        if (text.Length == 0 || text[0] is not ('=' or '+' or '-' or '@' or '\t' or '\r')) return text;
        return text[0] is '+' or '-' && text.Length > 1 && text.AsSpan(1).IndexOfAnyExcept(Number) < 0 ? text : "'" + text;
    }
}
