using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

/// <summary>C20: all that this service holds on a customer, table by table, with the files merged into it.</summary>
internal sealed class HeldOnCustomer(CustomersDb db) : IPrivacySource
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var sections = new SortedDictionary<string, IReadOnlyList<object>>();
        var ids = new List<Guid> { customerId };
        for (var next = ids.ToArray(); next.Length > 0;)
        {
            next = await db.AllCustomers.Where(c => c.MergedInto != null && next.Contains(c.MergedInto.Value)).Select(c => c.Id).ToArrayAsync(cancellationToken);
            ids.AddRange(next);
        }
        var wanted = ids.ToArray();
        var customers = await db.AllCustomers.AsNoTracking().Where(c => wanted.Contains(c.Id)).ToListAsync(cancellationToken);
        if (customers.Count == 0) return sections;
        sections["customers"] = [.. customers.Select(customer => Rows.Of(db, customer))];
        sections["changes"] = [.. (await db.Changes.AsNoTracking().Where(change => wanted.Contains(change.Subject)).OrderBy(change => change.Key).ToListAsync(cancellationToken))
            .Select(change => Rows.Of(db, change))];
        var marks = await db.ImportMarks.AsNoTracking().Where(mark => wanted.Contains(mark.Subject)).OrderBy(mark => mark.Key).ToListAsync(cancellationToken);
        if (marks.Count > 0) sections["import-marks"] = [.. marks.Select(mark => Rows.Of(db, mark))];
        foreach (var type in Rows.TypesOfCustomers(db))
            if (await Rows.ReadAsync(db, type, wanted, cancellationToken) is { Count: > 0 } rows) sections[Rows.SectionOf(type)] = rows;
        return sections;
    }
}
