using System.IO.Hashing;
using System.Runtime.InteropServices;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>
/// C17: what a dry run of purchases would have booked with earlier pieces of the file. Nothing of it is stored, and later rows meet it all the same. Kept as prints,
/// some forty bytes a line; a run in earnest finds it in the ledger and keeps nothing here.
/// </summary>
internal sealed class PurchaseRehearsal(bool dryRun)
{
    private readonly Dictionary<ulong, RehearsedOrder> orders = [];
    private readonly Dictionary<ulong, RehearsedLine> lines = [];
    private readonly Dictionary<ulong, Guid> files = [];
    private readonly List<LedgerEntry> ofPiece = [];
    private readonly List<(string Name, Guid Id)> filesOfPiece = [];
    private long first;

    /// <summary>A piece begins; one that is judged anew has not been seen before.</summary>
    public void Begin(IReadOnlyList<ImportRow> rows)
    {
        if (!dryRun || rows.Count == 0) return;
        if (rows[0].Number != first)
        {
            foreach (var (name, id) in filesOfPiece) files.TryAdd(Print(name), id);
            foreach (var entry in ofPiece) Keep(entry);
        }
        first = rows[0].Number;
        ofPiece.Clear();
        filesOfPiece.Clear();
    }

    /// <summary>What an entry says beyond what earlier pieces said, on the day of their order; or why it contradicts them.</summary>
    public LedgerEntry Meet(LedgerEntry entry, out Refusal? contradiction)
    {
        contradiction = null;
        if (!orders.TryGetValue(Print(entry.OrderNumber), out var order)) return entry;
        var told = new HashSet<int>();
        contradiction = order.CustomerId != entry.CustomerId ? Order.OfAnother(entry.OrderNumber)
            : order.Currency != entry.Currency ? Order.InAnother(entry.OrderNumber, order.Currency, entry.Currency) : null;
        foreach (var line in entry.Lines)
        {
            if (!lines.TryGetValue(Print(entry.OrderNumber, line.Ordinal), out var known)) continue;
            told.Add(line.Ordinal);
            if (!known.Says(line)) contradiction ??= Order.Differs(entry.OrderNumber, line.Ordinal);
        }
        return entry with { OrderedAt = order.OrderedAt, Lines = [.. entry.Lines.Where(line => !told.Contains(line.Ordinal))] };
    }

    /// <param name="entry">As it was booked.</param>
    /// <param name="newLines">Those that the ledger did not have; the others it judges itself.</param>
    public void Remember(LedgerEntry entry, IReadOnlyList<int> newLines)
    {
        if (dryRun && newLines.Count > 0) ofPiece.Add(entry with { Lines = [.. entry.Lines.Where(line => newLines.Contains(line.Ordinal))] });
    }

    /// <summary>The file that an earlier piece would have opened for a customer nobody knew.</summary>
    public Guid? FileOf(string name) => files.TryGetValue(Print(name), out var id) ? id : null;

    public void Remember(string name, Guid file)
    {
        if (dryRun) filesOfPiece.Add((name, file));
    }

    private void Keep(LedgerEntry entry)
    {
        orders.TryAdd(Print(entry.OrderNumber), new RehearsedOrder(entry.CustomerId, string.Intern(entry.Currency), entry.OrderedAt));
        foreach (var line in entry.Lines) lines.TryAdd(Print(entry.OrderNumber, line.Ordinal), RehearsedLine.Of(line));
    }

    private static ulong Print(string text) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));

    private static ulong Print(string orderNumber, int ordinal) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(orderNumber.AsSpan()), ordinal);

    private readonly record struct RehearsedOrder(Guid CustomerId, string Currency, DateTimeOffset OrderedAt);

    /// <summary>As <see cref="OrderLine.Says"/>, by prints.</summary>
    private readonly record struct RehearsedLine(ulong Said, long? CostMinor)
    {
        public static RehearsedLine Of(OrderLineData line) => new(Print(FormattableString.Invariant($"{line.Product}\n{(long)(line.Quantity * 1000)}\n{line.AmountMinor}")), line.CostMinor);

        public bool Says(OrderLineData line) => Of(line).Said == Said && (line.CostMinor is null || line.CostMinor == CostMinor);
    }
}
