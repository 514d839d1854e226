using System.Globalization;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C16 within an import: identifiers are looked up for a whole piece of the file at once, a name only for a row without an external
/// id, and the rows of the same piece are known to each other.
/// </summary>
internal sealed class ImportDuplicates
{
    private const string EarlierRow = "An earlier row of the file";

    private readonly DuplicateFinder finder;
    private readonly ImportRehearsal rehearsal;
    private readonly Dictionary<string, string> byIdentifier = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> byName = [];

    private ImportDuplicates(DuplicateFinder finder, ImportRehearsal rehearsal) => (this.finder, this.rehearsal) = (finder, rehearsal);

    public static async Task<ImportDuplicates> LookAsync(DuplicateFinder finder, IReadOnlyList<CustomerData> rows, ImportRehearsal rehearsal, CancellationToken cancellationToken)
    {
        var known = new ImportDuplicates(finder, rehearsal);
        foreach (var stored in await finder.WithIdentifiersOfAsync([.. rows.Select(Identifiers.Of)], cancellationToken)) known.Remember(stored.Identifiers);
        return known;
    }

    /// <summary>The name of a file, stored or in the same piece, that looks like the row; null when there is none.</summary>
    public async Task<string?> OfAsync(CustomerData data, CancellationToken cancellationToken)
    {
        var row = Identifiers.Of(data);
        foreach (var key in Keys(row))
            if (byIdentifier.TryGetValue(key, out var same)) return same;
        if (Keys(row).Any(rehearsal.Knows)) return EarlierRow;
        if (data.ExternalId is not null) return null;
        if (byName.TryGetValue(row.Key.FullHash, out var twin)) return twin;
        if (rehearsal.Knows(NameOf(row))) return EarlierRow;
        var alike = await finder.FindAsync(row, except: null, byName: true, cancellationToken);
        return alike.Count > 0 ? alike[0].Identifiers.Name : null;
    }

    public void Remember(CustomerData data)
    {
        var row = Identifiers.Of(data);
        Remember(row);
        foreach (var key in Keys(row)) rehearsal.Remember(key);
        // A row that names nobody but itself is the same as another such row.
        if (data.ExternalId is not null || row is not { Phone: null, Email: null, TaxId: null }) return;
        byName.TryAdd(row.Key.FullHash, row.Name);
        rehearsal.Remember(NameOf(row));
    }

    private void Remember(Identifiers row)
    {
        foreach (var key in Keys(row)) byIdentifier.TryAdd(key, row.Name);
    }

    private static string NameOf(Identifiers row) => string.Create(CultureInfo.InvariantCulture, $"n{row.Key.FullHash}");

    private static IEnumerable<string> Keys(Identifiers row)
    {
        if (row.Phone is not null) yield return "p" + row.Phone;
        if (row.Email is not null) yield return "m" + row.Email;
        if (row.TaxId is not null) yield return "t" + row.TaxId;
    }
}
