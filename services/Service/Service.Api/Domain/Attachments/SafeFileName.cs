using System.Globalization;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>
/// S9: a name that is harmless on every file system, in every header and to every eye, and still the sender's where it can be.
/// </summary>
internal static class SafeFileName
{
    /// <summary>UTF-16 units and UTF-8 bytes at most; file systems take 255 bytes, the store adds to it.</summary>
    private const int LongestUnits = 120;

    private const int LongestBytes = 200;

    private const string Fallback = "file";

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>The name for a file of a kind. The extension is that of the content: what came as another one is renamed.</summary>
    public static string Of(string? name, FileKind kind)
    {
        var facts = FileKinds.Of(kind);
        var plain = Printable(LastSegment(name ?? ""));
        var dot = plain.LastIndexOf('.');
        var extension = dot > 0 ? plain[(dot + 1)..] : "";
        if (facts.Has(extension))
            plain = plain[..dot];
        else if (FileKinds.IsKnown(extension))
            (plain, extension) = (plain[..dot], facts.Extensions[0]);
        else
            extension = facts.Extensions[0];

        return $"{Stem(plain, extension.Length + 1)}.{extension.ToLowerInvariant()}";
    }

    /// <summary>The extension a name claims to have, without the dot and without what is put behind it to hide it.</summary>
    public static string ClaimedExtension(string? name)
    {
        var plain = Printable(LastSegment(name ?? ""));
        var dot = plain.LastIndexOf('.');
        return dot < 0 ? "" : plain[(dot + 1)..].Trim();
    }

    /// <summary>
    /// Without control, formatting (bidirectional overrides, zero width) and unassigned characters, without characters that mean
    /// something to a file system or a shell, in one normal form, on one line.
    /// </summary>
    internal static string Printable(string name)
    {
        var printable = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsInvisible(rune))
                continue;

            var meansSomething = rune.IsAscii && "<>:\"/\\|?*%`$;&".Contains((char)rune.Value, StringComparison.Ordinal);
            printable.Append(meansSomething ? "_" : Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }

        // Composed last: leaving something out can bring two characters together.
        return printable.ToString().ToForm(NormalizationForm.FormC).Trim(' ', '.');
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value == 0xFFFD;

    // Both kinds of slash, whatever system the sender used. Full-width ones are not separators anywhere.
    private static string LastSegment(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    private static string Stem(string plain, int extensionLength)
    {
        var parts = Shortened(plain, LongestUnits - extensionLength, LongestBytes - extensionLength).Trim(' ', '.', '-', '~').Split('.');
        // An inner "extension" such as in report.exe.pdf is made a word; after the cutting, which can make one.
        var stem = new StringBuilder(parts[0]);
        foreach (var part in parts.Skip(1))
            stem.Append(FileKinds.IsDangerous(part.Trim()) ? '_' : '.').Append(part);

        var safe = stem.ToString();
        if (safe.Trim(' ', '.', '_').Length == 0)
            return Fallback;
        // Windows reserves CON and CON.anything alike.
        return Reserved.Contains(safe.Split('.')[0].Trim()) ? "_" + safe : safe;
    }

    // Cut between characters as a reader sees them, never through an emoji or an accent.
    private static string Shortened(string text, int units, int bytes)
    {
        var kept = 0;
        var keptBytes = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            keptBytes += Encoding.UTF8.GetByteCount(element);
            if (kept + element.Length > units || keptBytes > bytes)
                break;
            kept += element.Length;
        }

        return text[..kept];
    }
}
