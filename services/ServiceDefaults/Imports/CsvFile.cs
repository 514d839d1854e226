using System.Globalization;
using System.IO.Compression;
using System.Text;
using CrmPlatform.ServiceDefaults.Files;
using CsvHelper;
using CsvHelper.Configuration;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>
/// Reads .csv and .csv.gz row by row. UTF-8 with or without byte-order mark, or GB 18030 as Chinese spreadsheets write it; comma,
/// semicolon or tab.
/// </summary>
internal sealed class CsvFile : ImportTable
{
    private const int LongestField = 100_000;

    // RFC 1952: ten bytes of header and eight at the end.
    private const int ShortestGzip = 18;

    // What is no UTF-8 further down is told, and not taken in as something that nobody wrote.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private readonly Stream stored;
    private readonly StreamReader text;
    private readonly CsvParser parser;
    private bool badQuotes;
    private bool badQuotesHere;

    public CsvFile(Stream stored, ImportOptions options)
    {
        this.stored = stored;
        var bytes = Unpacked(stored, options);
        var head = new byte[64 * 1024];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var encoding = EncodingOf(head.AsSpan(0, length));
        text = new StreamReader(new Prefixed(head, length, bytes), encoding, detectEncodingFromByteOrderMarks: encoding != Utf8, bufferSize: 64 * 1024);
        parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf((encoding == Utf8 ? Encoding.UTF8 : encoding).GetString(head, 0, length)),
            BadDataFound = _ => badQuotes = true,
            MaxFieldSize = LongestField,
            ProcessFieldBufferSize = 4096,
            BufferSize = 64 * 1024,
        });
        Header = Read() ? [.. Cells.Select(cell => SpreadsheetText.Plain(cell.Trim().TrimStart('\uFEFF')))] : throw new ImportFileException("The file is empty; a header row is expected.");
    }

    public override bool HasBadQuotes => badQuotesHere;

    public override bool GuardsTexts => true;

    public override int Percent => stored.Length == 0 ? 0 : (int)(stored.Position * 100 / stored.Length);

    public override bool Read()
    {
        badQuotes = false;
        try
        {
            if (!parser.Read()) return false;
        }
        catch (MaxFieldSizeException)
        {
            throw new ImportFileException($"A field in or after row {parser.Row - 1} is longer than {LongestField} characters; most likely a quote was opened there and never closed.");
        }
        catch (DecoderFallbackException)
        {
            throw new ImportFileException($"The file begins as UTF-8 and does not go on so, somewhere after row {parser.Row - 1}. Save all of it as UTF-8.");
        }
        Cells = parser.Record ?? [];
        badQuotesHere = badQuotes;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        parser.Dispose();
        text.Dispose();
        stored.Dispose();
    }

    private static Stream Unpacked(Stream stored, ImportOptions options)
    {
        Span<byte> magic = stackalloc byte[2];
        var zipped = stored.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        uint? expected = null;
        if (zipped)
        {
            // RFC 1952: the last four bytes are the length modulo 2^32. GZipStream does not mind when they are missing.
            Span<byte> tail = stackalloc byte[4];
            if (stored.Length < ShortestGzip) throw new ImportFileException("The gzip file was cut off: its end is missing.");
            stored.Seek(-4, SeekOrigin.End);
            stored.ReadExactly(tail);
            expected = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(tail);
        }
        stored.Seek(0, SeekOrigin.Begin);
        return new GuardedStream(zipped ? new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true) : stored, stored, options, expected);
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> head)
    {
        // The head may end within a character: a decoder that is told more will come holds nothing against it.
        try
        {
            Utf8.GetDecoder().GetCharCount(head, flush: false);
            return Utf8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030") ?? Utf8;
        }
    }

    private static string DelimiterOf(string head)
    {
        var line = head.Split('\n', 2)[0];
        return new[] { ",", ";", "\t" }.MaxBy(delimiter => line.Split(delimiter).Length)!;
    }

    /// <summary>A stream whose beginning has been looked at.</summary>
    private sealed class Prefixed(byte[] head, int length, Stream rest) : Stream
    {
        private int position;

        public override int Read(Span<byte> buffer)
        {
            if (position >= length) return rest.Read(buffer);
            var count = Math.Min(buffer.Length, length - position);
            head.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
