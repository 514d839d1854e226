using System.Globalization;
using CrmPlatform.ServiceDefaults.Files;
using CsvHelper;
using SpreadCheetah;

namespace CrmPlatform.Customers.Features.Exports;

/// <summary>Takes the rows of an export one after the other and holds none of them.</summary>
internal abstract class ExportSheet : IAsyncDisposable
{
    public abstract Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken);

    /// <summary>What was added so far is in the stream.</summary>
    public abstract Task FlushAsync(CancellationToken cancellationToken);

    public abstract Task FinishAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

internal sealed class CsvSheet(Stream content) : ExportSheet
{
    private readonly CsvWriter csv = new(SpreadsheetText.Into(content), CultureInfo.InvariantCulture);

    public override async Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        foreach (var value in row) csv.WriteField(value is string text ? SpreadsheetText.Harmless(text) : ExportColumns.Text(value));
        await csv.NextRecordAsync();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => csv.FlushAsync();

    public override Task FinishAsync(CancellationToken cancellationToken) => csv.FlushAsync();

    public override ValueTask DisposeAsync() => csv.DisposeAsync();
}

/// <summary>
/// A workbook; texts are cells of text there, whatever they begin with, and moments the organisation's local time, as an import reads them. After so many rows as a
/// sheet may have another one begins.
/// </summary>
internal sealed class XlsxSheet : ExportSheet
{
    private const int RowsOfASheet = 1_000_000;

    private readonly Spreadsheet workbook;
    private readonly IReadOnlyList<object?> header;
    private readonly TimeZoneInfo zone;
    private long rows;

    private XlsxSheet(Spreadsheet workbook, IReadOnlyList<object?> header, TimeZoneInfo zone) => (this.workbook, this.header, this.zone) = (workbook, header, zone);

    public static async Task<XlsxSheet> CreateAsync(Stream content, IReadOnlyList<object?> header, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var sheet = new XlsxSheet(await Spreadsheet.CreateNewAsync(content, cancellationToken: cancellationToken), header, zone);
        await sheet.BeginSheetAsync(1, cancellationToken);
        return sheet;
    }

    public override async Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        if (rows > 0 && rows % RowsOfASheet == 0) await BeginSheetAsync((rows / RowsOfASheet) + 1, cancellationToken);
        rows++;
        await workbook.AddRowAsync([.. row.Select(CellOf)], cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task FinishAsync(CancellationToken cancellationToken) => await workbook.FinishAsync(cancellationToken);

    public override ValueTask DisposeAsync() => workbook.DisposeAsync();

    private async Task BeginSheetAsync(long number, CancellationToken cancellationToken)
    {
        await workbook.StartWorksheetAsync($"Customers {number.ToString(CultureInfo.InvariantCulture)}", token: cancellationToken);
        await workbook.AddRowAsync([.. header.Select(CellOf)], cancellationToken);
    }

    private DataCell CellOf(object? value) => value switch
    {
        null => default,
        bool truth => new DataCell(truth),
        double number => new DataCell(number),
        decimal number => new DataCell(number),
        DateTimeOffset at => new DataCell(TimeZoneInfo.ConvertTime(at, zone).DateTime),
        _ => new DataCell(ExportColumns.Text(value)),
    };
}
