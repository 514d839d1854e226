using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// C16 within an import: identifiers are looked up for a whole piece of the file at once, a name only for a row without an external
/// id, and the rows of the same piece are known to each other.
/// </summary>
internal sealed class ImportDuplicates
{
    private readonly DuplicateFinder finder;
    private readonly Dictionary<string, string> byIdentifier = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> byName = [];

    private ImportDuplicates(DuplicateFinder finder) => this.finder = finder;

    public static async Task<ImportDuplicates> LookAsync(DuplicateFinder finder, IReadOnlyList<CustomerData> rows, CancellationToken cancellationToken)
    {
        var known = new ImportDuplicates(finder);
        foreach (var stored in await finder.WithIdentifiersOfAsync([.. rows.Select(Identifiers.Of)], cancellationToken)) known.Remember(stored.Identifiers);
        return known;
    }

    /// <summary>The name of a file, stored or in the same piece, that looks like the row; null when there is none.</summary>
    public async Task<string?> OfAsync(CustomerData data, CancellationToken cancellationToken)
    {
        var row = Identifiers.Of(data);
        foreach (var key in Keys(row))
            if (byIdentifier.TryGetValue(key, out var same)) return same;
        if (data.ExternalId is not null) return null;
        if (byName.TryGetValue(row.Key.FullHash, out var twin)) return twin;
        var alike = await finder.FindAsync(row, except: null, byName: true, cancellationToken);
        return alike.Count > 0 ? alike[0].Identifiers.Name : null;
    }

    public void Remember(CustomerData data)
    {
        var row = Identifiers.Of(data);
        Remember(row);
        // A row that names nobody but itself is the same as another such row.
        if (data.ExternalId is null && row is { Phone: null, Email: null, TaxId: null }) byName.TryAdd(row.Key.FullHash, row.Name);
    }

    private void Remember(Identifiers row)
    {
        foreach (var key in Keys(row)) byIdentifier.TryAdd(key, row.Name);
    }

    private static IEnumerable<string> Keys(Identifiers row)
    {
        if (row.Phone is not null) yield return "p" + row.Phone;
        if (row.Email is not null) yield return "m" + row.Email;
        if (row.TaxId is not null) yield return "t" + row.TaxId;
    }
}
