using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C17: what a dry run would have opened and changed in earlier pieces of the file. Nothing of it is stored, and later rows meet it all the same: they name it,
/// repeat it, change it again, or look like it. Kept as prints, with the little that a row may leave as it is. A run in earnest finds it in the database and keeps nothing here.
/// </summary>
internal sealed class ImportRehearsal(bool dryRun)
{
    private readonly HashSet<ulong> earlier = [];
    private readonly HashSet<ulong> ofPiece = [];
    private readonly Dictionary<ulong, RehearsedFile> files = [];
    private readonly Dictionary<ulong, RehearsedFile> filesOfPiece = [];
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private long first;

    /// <summary>A piece begins; one that is judged anew has not been seen before.</summary>
    public void Begin(IReadOnlyList<ImportRow> rows)
    {
        if (!dryRun || rows.Count == 0) return;
        if (rows[0].Number != first)
        {
            earlier.UnionWith(ofPiece);
            foreach (var (id, file) in filesOfPiece) files[id] = file;
        }
        first = rows[0].Number;
        ofPiece.Clear();
        filesOfPiece.Clear();
    }

    public void Remember(string what)
    {
        if (dryRun) ofPiece.Add(Print(what));
    }

    /// <summary>Whether an earlier piece had it.</summary>
    public bool Knows(string what) => earlier.Count > 0 && earlier.Contains(Print(what));

    /// <summary>A file as a row leaves it.</summary>
    public void Remember(Customer file)
    {
        // By the number it first had: what stands in for it has another each time, and who was brought by it would seem to change.
        if (dryRun && file.ExternalId is { } id)
            filesOfPiece[Print(id)] = new RehearsedFile(FileOf(id)?.Id ?? file.Id, PrintOf(file.ToData()), file.Kind, file.Grade, file.Source, Word(file.Language), file.OwnerId is { } owner ? Word(owner) : null, Word(file.Team));
    }

    /// <summary>The file as earlier pieces left it, known by what another system calls it; null where they had nothing to do with it.</summary>
    public RehearsedFile? FileOf(string externalId) => files.GetValueOrDefault(Print(externalId));

    /// <summary>The same as long as a file says the same.</summary>
    public static UInt128 PrintOf(CustomerData file) => BinaryPrimitives.ReadUInt128BigEndian(FilePrint.Of(file));

    // Languages, owners and teams are few and files are many.
    private string Word(string word)
    {
        words.TryAdd(word, word);
        return words[word];
    }

    private static ulong Print(string what) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(what.AsSpan()));
}

/// <summary>What a row that comes later has to know of a file: whether it says something else, and what it keeps where a cell is blank.</summary>
internal sealed record RehearsedFile(Guid Id, UInt128 Print, CustomerKind Kind, ValueGrade Grade, LeadSource Source, string Language, string? OwnerId, string Team)
{
    /// <summary>Stands for a file that is not stored; what has a column comes with the next row.</summary>
    public Customer StandIn(string externalId, string by, DateTimeOffset now) => Customer.Open(
        new CustomerData { Name = externalId, ExternalId = externalId, Role = default, Kind = Kind, Grade = Grade, Source = Source, Language = Language, OwnerId = OwnerId, Team = Team }, by, now, now);

    /// <summary>Brings a stored file to where it would stand.</summary>
    public void Lead(Customer stored, string by, DateTimeOffset now) =>
        stored.Change(stored.ToData() with { Kind = Kind, Grade = Grade, Source = Source, Language = Language }, by, now);
}
