namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>The uncompressed side of an upload: bounded, and sure of having come to the true end.</summary>
internal sealed class GuardedStream(Stream inner, Stream compressed, ImportOptions options, uint? expectedLength) : Stream
{
    // Below this a high ratio is no danger, and small files of one repeated line are common in tests of spreadsheets.
    private const long Harmless = 16 * 1024 * 1024;

    private long total;

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new ImportFileException("The file is not a whole gzip file; it is damaged or was cut off.");
        }
        total += read;
        RefuseBomb(total, compressed.Position, options);
        if (read == 0 && buffer.Length > 0 && expectedLength is { } expected && (uint)total != expected)
            throw new ImportFileException("The gzip file was cut off: its end is missing.");
        return read;
    }

    /// <exception cref="ImportFileException">So much of so little is a bomb.</exception>
    public static void RefuseBomb(long unpacked, long packed, ImportOptions options)
    {
        if (unpacked > options.MaxUncompressedBytes || (unpacked > Harmless && packed > 0 && unpacked / packed > options.MaxExpansion))
            throw new ImportFileException("The compressed file grows beyond all measure when unpacked; it is not taken.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => total; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            compressed.Dispose();
        }
        base.Dispose(disposing);
    }
}

/// <summary>The file itself cannot be read; says why.</summary>
public sealed class ImportFileException(string message) : Exception(message);
