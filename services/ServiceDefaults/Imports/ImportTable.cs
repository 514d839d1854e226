namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>An uploaded table, read forward row by row; memory does not grow with it.</summary>
internal abstract class ImportTable : IDisposable
{
    /// <summary>Looks at how the file begins and not at what it is called.</summary>
    /// <param name="stored">Can seek; the table disposes it, also where it cannot be opened.</param>
    /// <param name="options">Bounds.</param>
    /// <exception cref="ImportFileException">It is no table we can read; says why.</exception>
    public static ImportTable Open(Stream stored, ImportOptions options)
    {
        try
        {
            Span<byte> magic = stackalloc byte[4];
            var length = stored.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            stored.Seek(0, SeekOrigin.Begin);
            if (length == magic.Length && magic.SequenceEqual("PK\u0003\u0004"u8)) return new XlsxFile(stored, options);
            // The container of Windows' compound files: what Excel wrote before 2007, and what it puts round a workbook with a password.
            if (length == magic.Length && magic.SequenceEqual((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0]))
                throw new ImportFileException("The workbook has a password, or is in the old .xls format. Save it as .xlsx without a password, or as .csv.");
            return new CsvFile(stored, options);
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Header { get; protected init; } = [];

    public string[] Cells { get; protected set; } = [];

    /// <summary>Quotes in the present row stand where none may stand.</summary>
    public virtual bool HasBadQuotes => false;

    /// <summary>What begins like a formula has an apostrophe before it there, as an export writes it; a cell of a workbook is text without.</summary>
    public virtual bool GuardsTexts => false;

    public abstract int Percent { get; }

    public bool IsBlank => Array.TrueForAll(Cells, string.IsNullOrEmpty) && Cells.Length <= 1;

    public abstract bool Read();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
