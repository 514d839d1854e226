using System.Diagnostics;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Data.Profiles;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

/// <summary>Stands where something is held that could not be read.</summary>
public sealed record Unopened(string Code, string Detail);

/// <summary>C20: all that this service holds on a customer, table by table, with the files merged into it.</summary>
internal sealed class HeldOnCustomer(CustomersDb db, SensitiveSeal seal, Caller caller, TimeProvider time) : IPrivacySource
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var sections = new SortedDictionary<string, IReadOnlyList<object>>();
        var wanted = (await db.GoneIntoAsync(customerId, cancellationToken)).ToArray();
        var customers = await db.AllCustomers.AsNoTracking().Where(c => wanted.Contains(c.Id)).ToListAsync(cancellationToken);
        if (customers.Count == 0) return sections;
        sections["customers"] = [.. customers.Select(customer => Rows.Of(db, customer))];
        sections["changes"] = [.. (await db.Changes.AsNoTracking().Where(change => wanted.Contains(change.Subject)).OrderBy(change => change.Key).ToListAsync(cancellationToken))
            .Select(change => Rows.Of(db, change))];
        var marks = await db.ImportMarks.AsNoTracking().Where(mark => wanted.Contains(mark.Subject)).OrderBy(mark => mark.Key).ToListAsync(cancellationToken);
        if (marks.Count > 0) sections["import-marks"] = [.. marks.Select(mark => Rows.Of(db, mark))];
        foreach (var type in Rows.TypesOfCustomers(db))
            if (await Rows.ReadAsync(db, type, wanted, cancellationToken) is { Count: > 0 } rows)
                sections[Rows.SectionOf(type)] = type.ClrType == typeof(CustomerProfile) ? await OpenedAsync(rows, cancellationToken) : rows;
        return sections;
    }

    /// <summary>C2: what is kept sealed is told as it was said, and each is noted as read. One whose key is gone says so in its place, and keeps back nothing else.</summary>
    private async Task<IReadOnlyList<object>> OpenedAsync(List<object> profiles, CancellationToken cancellationToken)
    {
        foreach (var profile in profiles.Cast<Dictionary<string, object?>>())
        {
            if (profile["sensitive"] is not string cipher) continue;
            try
            {
                profile["sensitive"] = seal.Open(cipher, out _);
            }
            catch (ProblemException closed)
            {
                profile["sensitive"] = new Unopened(closed.Code, closed.Message);
                continue;
            }
            db.SensitiveReads.Add(SensitiveRead.Of((Guid)profile["customerId"]!, caller.Subject, caller.Name, time.GetUtcNow(), Activity.Current?.TraceId.ToHexString()));
        }
        await db.SaveChangesAsync(cancellationToken);
        return profiles;
    }
}
