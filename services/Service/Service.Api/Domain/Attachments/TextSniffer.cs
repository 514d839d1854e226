using System.Buffers;
using System.Globalization;
using System.Text;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>What a readable text turns out to be.</summary>
internal enum TextNature
{
    Plain,
    Mail,
    Markup,
    Script,
}

/// <summary>S9: tells readable text from bytes, and harmless text from what a browser or a shell would run.</summary>
internal static class TextSniffer
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding StrictGb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static readonly string[] MarkupStarts =
    [
        "<!doctype", "<html", "<head", "<body", "<svg", "<?xml", "<script", "<iframe", "<math", "<xsl", "<style",
    ];
    private static readonly string[] ScriptStarts = ["#!", "<?php", "<?=", "<%", "@echo", "{\\rtf"];
    private static readonly string[] MailHeaders =
    [
        "from:", "to:", "date:", "subject:", "received:", "message-id:", "return-path:", "mime-version:", "content-type:", "delivered-to:",
    ];

    // What text does not hold: control characters but for tab, line feed, form feed, carriage return and escape.
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not (9 or 10 or 12 or 13 or 27)).Select(c => (char)c), '\x7F', '\uFFFE', '\uFFFF']);

    public static bool IsText(ReadOnlySpan<byte> head) => Decode(head) is not null;

    public static TextNature NatureOf(ReadOnlySpan<byte> head)
    {
        var text = (Decode(head) ?? "").AsSpan().TrimStart("\uFEFF \t\r\n\f");
        if (StartsWithAny(text, ScriptStarts))
            return TextNature.Script;
        if (StartsWithAny(SkipComments(text), MarkupStarts))
            return TextNature.Markup;
        return LooksLikeMail(text) ? TextNature.Mail : TextNature.Plain;
    }

    /// <summary>The text, or null when the bytes are none. The end may be cut through a character.</summary>
    private static string? Decode(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]))
        {
            var utf16 = head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return Readable(utf16.GetString(head[2..(head.Length & ~1)]));
        }

        return Try(StrictUtf8, head) ?? Try(StrictGb18030, head);
    }

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        // A character of four bytes at most may be cut at the end of the head, and only there.
        for (var cut = 0; cut <= (bytes.Length == FileSignature.HeadLength ? 3 : 0); cut++)
        {
            try
            {
                return Readable(encoding.GetString(bytes[..^cut]));
            }
            catch (DecoderFallbackException)
            {
                continue;
            }
        }

        return null;
    }

    private static string? Readable(string text) => text.AsSpan().ContainsAny(Controls) || text.Any(c => c is >= '\u0080' and <= '\u009F') ? null : text;

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] starts)
    {
        foreach (var start in starts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> SkipComments(ReadOnlySpan<char> text)
    {
        while (text.StartsWith("<!--", StringComparison.Ordinal))
        {
            var end = text.IndexOf("-->", StringComparison.Ordinal);
            text = end < 0 ? [] : text[(end + 3)..].TrimStart();
        }

        return text;
    }

    // At least two headers of mail in an unbroken block at the beginning.
    private static bool LooksLikeMail(ReadOnlySpan<char> text)
    {
        var found = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty)
                break;
            if (line[0] is ' ' or '\t')
                continue;
            if (line.IndexOf(':') <= 0 || char.GetUnicodeCategory(line[0]) == UnicodeCategory.OtherLetter)
                return false;
            found += StartsWithAny(line, MailHeaders) ? 1 : 0;
        }

        return found >= 2;
    }
}
