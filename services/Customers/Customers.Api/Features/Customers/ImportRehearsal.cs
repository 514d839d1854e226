using System.IO.Hashing;
using System.Runtime.InteropServices;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C17: what a dry run would have opened in earlier pieces of the file. Nothing of it is stored, and later rows meet it all the same: they name it, repeat it,
/// or look like it. Kept as prints of eight bytes. A run in earnest finds it in the database and keeps nothing here.
/// </summary>
internal sealed class ImportRehearsal(bool dryRun)
{
    private readonly HashSet<ulong> earlier = [];
    private readonly HashSet<ulong> ofPiece = [];
    private long first;

    /// <summary>A piece begins; one that is judged anew has not been seen before.</summary>
    public void Begin(IReadOnlyList<ImportRow> rows)
    {
        if (!dryRun || rows.Count == 0) return;
        if (rows[0].Number != first) earlier.UnionWith(ofPiece);
        first = rows[0].Number;
        ofPiece.Clear();
    }

    public void Remember(string what)
    {
        if (dryRun) ofPiece.Add(Print(what));
    }

    /// <summary>Whether an earlier piece had it.</summary>
    public bool Knows(string what) => earlier.Count > 0 && earlier.Contains(Print(what));

    /// <summary>How a file is told from others by what another system calls it.</summary>
    public static string ExternalId(string id) => "x" + id;

    private static ulong Print(string what) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(what.AsSpan()));
}
