using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Files;

namespace CrmPlatform.ServiceDefaults.Imports;

/// <summary>A field of ours that a column of theirs can fill.</summary>
/// <param name="Aliases">Other names a column, or a mapping, may call it by.</param>
public sealed record ImportField(string Name, bool Required = false, params string[] Aliases);

/// <summary>How one row is wrong.</summary>
/// <param name="Row">Data row, from 1; the header is not counted.</param>
public sealed record RowError(long Row, string Field, string Code, string Message)
{
    private const string Between = "; ";

    /// <summary>
    /// All mistakes of a row as one, because its line of the refused rows is corrected and sent again: fields, codes and messages, each joined in
    /// the same order. Null when there is none.
    /// </summary>
    public static RowError? Together(IReadOnlyCollection<RowError> mistakes) => mistakes.Count <= 1
        ? mistakes.FirstOrDefault()
        : new RowError(mistakes.First().Row, string.Join(Between, mistakes.Select(mistake => mistake.Field)), string.Join(Between, mistakes.Select(mistake => mistake.Code)),
            string.Join(Between, mistakes.Select(mistake => mistake.Message)));
}

/// <summary>A row as the file has it; fields by our names.</summary>
/// <param name="guarded">Whether a text that begins like a formula has an apostrophe before it.</param>
public sealed class ImportRow(long number, string[] cells, IReadOnlyDictionary<string, int> columns, bool guarded = false)
{
    public long Number => number;

    public IReadOnlyList<string> Cells => cells;

    /// <summary>The trimmed text of a field; null when its column is absent or its cell blank.</summary>
    public string? this[string field] => columns.TryGetValue(field, out var column) && column < cells.Length && TextOf(cells[column]) is { Length: > 0 } text ? text : null;

    /// <summary>Whether the file has a column for a field at all: a blank cell says that there is nothing, an absent column says nothing.</summary>
    public bool Has(string field) => columns.ContainsKey(field);

    /// <summary>What a cell says: trimmed, and without the apostrophe before what begins like a formula.</summary>
    internal string TextOf(string cell) => guarded ? SpreadsheetText.Plain(cell.Trim()).Trim() : cell.Trim();

    public RowError Error(string field, string code, string message) => new(number, field, code, message);
}

/// <summary>What was asked for beside the file.</summary>
/// <param name="AllowDuplicate">Take rows in although they look like something stored.</param>
/// <param name="JobKey">The job, so that a kind can mark what it wrote and take it back.</param>
public sealed record ImportSettings(string Kind, bool CreateMissing, bool DryRun, bool AllowDuplicate = false, long JobKey = 0);

/// <summary>What a piece of an import came to.</summary>
public sealed record ChunkResult(IReadOnlyList<RowError> Errors, long Created, long Updated, long Unchanged);

/// <summary>One kind of thing that can be imported; it stands in the folder of that thing and runs the same code as its API.</summary>
public interface IImportKind
{
    string Kind { get; }

    IReadOnlyList<ImportField> Fields { get; }

    /// <summary>The fields as the OpenAPI document names them, whatever an organisation has added of its own.</summary>
    IReadOnlyList<ImportField> ToldFields => Fields;

    ImportSession Begin(ImportSettings settings, Caller person);
}

/// <summary>One run over a file. Pieces come in file order; a resumed run sees the rows that are already done once more, to remember them.</summary>
public abstract class ImportSession
{
    /// <summary>Every row passes here first, in file order; also one with broken quotes or too many cells, which is not written.</summary>
    public virtual void Observe(ImportRow row)
    {
    }

    /// <summary>A field that the run fills by counting where a row says nothing of it. The refused rows are told with it: corrected and sent alone they would be counted anew.</summary>
    public virtual string? Counted => null;

    /// <summary>What was counted for a row that came last to <see cref="Observe"/> or stands in the piece that was written last; null where it says it itself.</summary>
    public virtual string? CountOf(ImportRow row) => null;

    /// <summary>Judges the rows and makes their effect part of the scope's next save; nothing is saved here.</summary>
    public abstract Task<ChunkResult> WriteAsync(IServiceProvider scope, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken);
}

/// <summary>All kinds of a service.</summary>
internal sealed class ImportKinds(IEnumerable<IImportKind> kinds)
{
    private readonly Dictionary<string, IImportKind> byName = kinds.ToDictionary(kind => kind.Kind);

    public IEnumerable<string> Names => byName.Keys.Order();

    public IEnumerable<IImportKind> All => byName.Values.OrderBy(kind => kind.Kind);

    public IImportKind? Find(string name) => byName.GetValueOrDefault(name);
}
