using System.IO.Compression;
using System.Text;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>C17: the memory that reading a workbook takes does not grow with its rows, however its texts are kept.</summary>
public sealed class WorkbooksInMemory
{
    private const string Parts = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reading_holds_no_more_of_many_rows_than_of_few(bool sharedTexts)
    {
        Read(1_000, sharedTexts);
        var few = Read(10_000, sharedTexts);
        var many = Read(150_000, sharedTexts);
        // The texts alone have 20 MiB. Up to five are kept in memory by intent.
        Assert.True(many < few + (8L * 1024 * 1024), $"150000 rows held {many / 1024} KiB, 10000 rows {few / 1024} KiB.");
    }

    private static long Read(int rows, bool sharedTexts)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.xlsx");
        try
        {
            Write(path, rows, sharedTexts);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            long most = 0;
            var seen = 0;
            using var table = ImportTable.Open(File.OpenRead(path), new ImportOptions());
            while (table.Read())
            {
                Assert.Equal(TextOf(++seen), table.Cells[0]);
                if (seen % (rows / 4) == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
            Assert.Equal(rows, seen);
            return most;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string TextOf(int row) => $"Customer number {row}, whose name is like no other in this workbook";

    private static void Write(string path, int rows, bool sharedTexts)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        Part(archive, "xl/workbook.xml", $"<workbook xmlns=\"{Sheets}\" xmlns:r=\"{Parts}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        Part(archive, "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Parts}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + $"<Relationship Id=\"rId2\" Type=\"{Parts}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        Part(archive, "xl/sharedStrings.xml", $"<sst xmlns=\"{Sheets}\">"
            + (sharedTexts ? string.Concat(Enumerable.Range(0, rows + 1).Select(i => $"<si><t>{(i == 0 ? "name" : TextOf(i))}</t></si>")) : "") + "</sst>");
        var sheet = new StringBuilder($"<worksheet xmlns=\"{Sheets}\"><sheetData>");
        for (var i = 0; i <= rows; i++)
        {
            sheet.Append(System.Globalization.CultureInfo.InvariantCulture, $"<row r=\"{i + 1}\">");
            if (sharedTexts) sheet.Append(System.Globalization.CultureInfo.InvariantCulture, $"<c r=\"A{i + 1}\" t=\"s\"><v>{i}</v></c></row>");
            else sheet.Append(System.Globalization.CultureInfo.InvariantCulture, $"<c r=\"A{i + 1}\" t=\"inlineStr\"><is><t>{(i == 0 ? "name" : TextOf(i))}</t></is></c></row>");
        }
        Part(archive, "xl/worksheets/sheet1.xml", sheet.Append("</sheetData></worksheet>").ToString());
    }

    private static void Part(ZipArchive archive, string name, string content)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(content);
    }
}
