using System.IO.Compression;
using System.Net;
using CrmPlatform.Testing;
using SpreadCheetah;

namespace CrmPlatform.Customers.Tests.Imports;

/// <summary>Sends files to the import and waits for what becomes of them.</summary>
internal static class Importing
{
    public static async Task<Answer> ImportAsync(
        this ApiClient client, string kind, byte[] file, string? mapping = null, bool createMissing = false, bool dryRun = false, bool allowDuplicate = false)
    {
        var queued = (await client.UploadAsync(kind, file, mapping, createMissing, dryRun, allowDuplicate)).Expect(HttpStatusCode.Accepted);
        return await client.EndOfAsync(queued.Location!);
    }

    public static Task<Answer> EndOfAsync(this ApiClient client, string job) =>
        Eventually.BecomesAsync(() => client.GetAsync(job), answer => answer["finishedAt"] is not null, $"{job} to end", TimeSpan.FromMinutes(4));

    public static Task<Answer> UploadAsync(
        this ApiClient client, string kind, byte[] file, string? mapping = null, bool createMissing = false, bool dryRun = false, bool allowDuplicate = false)
    {
        var form = new MultipartFormDataContent { { new StringContent(kind), "kind" }, { new ByteArrayContent(file), "file", "upload" } };
        if (mapping is not null) form.Add(new StringContent(mapping), "mapping");
        foreach (var (name, wish) in new[] { ("createMissing", createMissing), ("dryRun", dryRun), ("allowDuplicate", allowDuplicate) })
            form.Add(new StringContent(wish ? "true" : "false"), name);
        return client.PostAsync("/api/v1/imports", form);
    }

    /// <summary>A workbook of one sheet; strings, numbers, dates and truths become cells of their kind.</summary>
    public static async Task<byte[]> WorkbookAsync(params object?[][] rows)
    {
        var content = new MemoryStream();
        await using (var workbook = await Spreadsheet.CreateNewAsync(content))
        {
            await workbook.StartWorksheetAsync("Sheet");
            foreach (var row in rows) await workbook.AddRowAsync(Array.ConvertAll(row, Cell));
            await workbook.FinishAsync();
        }
        return content.ToArray();
    }

    /// <summary>The same workbook with one of its parts replaced.</summary>
    public static byte[] WithPart(byte[] workbook, string part, string content)
    {
        var copy = new MemoryStream();
        copy.Write(workbook);
        using (var archive = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(part)?.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part, CompressionLevel.SmallestSize).Open());
            writer.Write(content);
        }
        return copy.ToArray();
    }

    private static DataCell Cell(object? value) => value switch
    {
        null => default,
        string text => new DataCell(text),
        bool truth => new DataCell(truth),
        DateTime time => new DataCell(time),
        int number => new DataCell(number),
        double number => new DataCell(number),
        decimal number => new DataCell(number),
        _ => throw new ArgumentException($"{value.GetType()} is no cell."),
    };
}
