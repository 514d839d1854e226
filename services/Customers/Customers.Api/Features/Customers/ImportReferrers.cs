using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Imports;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C7 within an import: who brought the customers of a piece of the file, by id or by what another system calls them; an earlier row counts.</summary>
internal sealed class ImportReferrers
{
    private const string Column = "referredBy";

    private readonly Dictionary<string, Guid> byExternalId;
    private readonly Dictionary<Guid, Guid> stands;

    private readonly ImportRehearsal rehearsal;

    private ImportReferrers(Dictionary<string, Guid> byExternalId, Dictionary<Guid, Guid> stands, ImportRehearsal rehearsal) =>
        (this.byExternalId, this.stands, this.rehearsal) = (byExternalId, stands, rehearsal);

    public static async Task<ImportReferrers> LookAsync(CustomersDb db, IReadOnlyList<ImportRow> rows, ImportRehearsal rehearsal, CancellationToken cancellationToken)
    {
        var named = rows.Select(row => row[Column]).OfType<string>().Distinct().ToArray();
        if (named.Length == 0) return new ImportReferrers([], [], rehearsal);
        var guids = named.Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToArray();
        var found = await db.AllCustomers.Where(c => guids.Contains(c.Id) || named.Contains(c.ExternalId)).Select(c => new { c.Id, c.ExternalId, c.MergedInto }).ToListAsync(cancellationToken);
        // C16: the id of a file that has gone into it is its own, too.
        var stands = found.TrueForAll(c => c.MergedInto is null) ? found.ToDictionary(c => c.Id, c => c.Id) : await db.StandsForAsync(found.Select(c => c.Id), cancellationToken);
        return new ImportReferrers(found.Where(c => c.ExternalId is not null).ToDictionary(c => c.ExternalId!, c => c.Id), stands, rehearsal);
    }

    /// <summary>Null and the data with whoever the row names; a file without such a column changes nothing of it.</summary>
    /// <param name="customer">Whose file the row changes; null when it opens one.</param>
    public Refusal? Take(ImportRow row, CustomerData read, Guid? customer, out CustomerData data)
    {
        data = read;
        if (!row.Has(Column)) return null;
        if (row[Column] is not { } text)
        {
            data = read with { ReferredBy = null };
            return null;
        }
        if (text == read.ExternalId) return ByItself();
        if (byExternalId.TryGetValue(text, out var found) || (Guid.TryParse(text, out found) && stands.ContainsKey(found)))
        {
            if (found == customer || stands[found] == customer) return ByItself();
            data = read with { ReferredBy = found };
            return null;
        }
        if (rehearsal.FileOf(text) is not { } rehearsed) return NamedInFile.NoReferrer(text);
        data = read with { ReferredBy = rehearsed.Id };
        return null;
    }

    public void Remember(Customer opened)
    {
        if (opened.ExternalId is { } external) byExternalId.TryAdd(external, opened.Id);
        stands.TryAdd(opened.Id, opened.Id);
    }

    private static Refusal ByItself() => Refusal.Invalid(Column, "customer.referred-by-itself", "A customer is brought by another one.");
}
