using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>
/// Reads the first sheet of a workbook row by row. Dates come as <c>2026-03-01 09:00:00</c>, numbers as they would be typed, so that a row
/// is judged as the same row in a .csv is.
/// </summary>
internal sealed class XlsxFile : ImportTable
{
    // A file of two kilobytes can claim all 16384 columns in a million rows.
    private const int MostColumns = 500;

    private readonly Stream stored;
    private readonly IEnumerator<IDictionary<string, object?>> rows;

    public XlsxFile(Stream stored, ImportOptions options)
    {
        this.stored = stored;
        Measure(stored, options);
        rows = Rows(stored).GetEnumerator();
        try
        {
            if (!Read() || IsBlank) throw new ImportFileException("The first sheet of the workbook begins with an empty row; a header row is expected there.");
        }
        catch
        {
            rows.Dispose();
            throw;
        }
        Header = [.. Cells.Select(cell => cell.Trim())];
    }

    public override int Percent => stored.Length == 0 ? 0 : (int)(stored.Position * 100 / stored.Length);

    public override bool Read()
    {
        try
        {
            if (!rows.MoveNext()) return false;
        }
        catch (Exception failure) when (failure is not ImportFileException)
        {
            // What the reader stumbles over in a damaged workbook has as many types as there are ways to damage it.
            throw new ImportFileException("The file is not a workbook that can be read, or it is damaged. Save it anew as .xlsx, or as .csv.");
        }
        if (rows.Current.Count > MostColumns)
            throw new ImportFileException($"The sheet claims {rows.Current.Count} columns; at most {MostColumns} are taken. Delete the empty ones, or save it as .csv.");
        Cells = Texts(rows.Current.Values);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        rows.Dispose();
        stored.Dispose();
    }

    // An iterator, so that what the reader does when it is opened happens within Read, too.
    private static IEnumerable<IDictionary<string, object?>> Rows(Stream stored)
    {
        var settings = new OpenXmlConfiguration
        {
            // Texts that many cells share are kept in a file beside once they are large.
            EnableSharedStringCache = true,
            FillMergedCells = false,
        };
        foreach (IDictionary<string, object?> row in stored.Query(useHeaderRow: false, excelType: ExcelType.XLSX, configuration: settings)) yield return row;
    }

    /// <summary>Unpacks every part of the archive once, into nothing: what a part says about its own size is not believed.</summary>
    private static void Measure(Stream stored, ImportOptions options)
    {
        // The least there is of a ZIP archive is its end.
        if (stored.Length < 22) throw new ImportFileException("The workbook is damaged or was cut off.");
        try
        {
            using var archive = new ZipArchive(stored, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry("xl/workbook.xml") is null) throw new ImportFileException("The file is a ZIP archive but not a workbook; .xlsx, .csv and .csv.gz are taken.");
            var buffer = new byte[64 * 1024];
            long total = 0;
            foreach (var part in archive.Entries)
            {
                using var content = part.Open();
                while (content.Read(buffer) is > 0 and var read)
                {
                    total += read;
                    GuardedStream.RefuseBomb(total, stored.Length, options);
                }
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new ImportFileException("The workbook is damaged or was cut off.");
        }
        stored.Seek(0, SeekOrigin.Begin);
    }

    private static string[] Texts(ICollection<object?> values)
    {
        var texts = values.Select(Text).ToArray();
        var used = Array.FindLastIndex(texts, text => text.Length > 0) + 1;
        return used == 0 ? [""] : texts[..used];
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A day is stored as a fraction of a number of days: what is left below a second is rounding.
        DateTime time => new DateTime((time.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        // Fifteen digits are what a spreadsheet shows and means: 0.1 + 0.2 is 0.3 there.
        double number when Math.Abs(number) < 1e28 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
