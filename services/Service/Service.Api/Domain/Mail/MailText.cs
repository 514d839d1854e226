using System.Text;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>Text out of a message made fit to be stored and shown.</summary>
internal static class MailText
{
    /// <summary>One kind of line end, no control characters, no lone surrogates, no trailing blanks, at most one empty line in a row.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.ReplaceLineEndings("\n").EnumerateLines())
        {
            var start = tidy.Length;
            foreach (var rune in line.TrimEnd(" \t\u00A0\u3000").EnumerateRunes())
            {
                if (rune.Value == '\t' || !Rune.IsControl(rune))
                    tidy.Append(rune.ToString());
            }

            empty = tidy.Length == start ? empty + 1 : 0;
            if (empty <= 1)
                tidy.Append('\n');
        }

        return tidy.ToString().Trim('\n');
    }

    /// <summary>One line of at most this many characters, whatever a header held.</summary>
    public static string OneLine(string? text, int longest)
    {
        var line = string.Join(' ', Tidy(text ?? "").Split('\n', '\t')).Trim();
        return line.Length <= longest ? line : Cut(line, longest);
    }

    /// <summary>The beginning of a text, not cut through a surrogate pair.</summary>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
