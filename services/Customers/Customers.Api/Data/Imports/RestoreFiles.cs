using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>C17: gives files that an import changed back what they said; fields that were changed since stay.</summary>
internal sealed class RestoreFiles(CustomersDb db, Caller caller, TimeProvider time)
{
    public async Task<UndoneDeeds> TakeBackAsync(IReadOnlyList<ImportMark> marks, CancellationToken cancellationToken)
    {
        var ids = marks.Select(mark => mark.Subject).Distinct().ToArray();
        var files = await db.AllCustomers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var (deeds, touched) = (new UndoneDeeds(), new HashSet<Customer>());
        foreach (var mark in marks)
        {
            if (files.GetValueOrDefault(mark.Subject) is { } file && Restore(file, mark, touched) is { } kept) deeds.Kept.Add(kept);
            else db.ImportMarks.Remove(mark);
        }
        foreach (var file in touched.Where(file => db.IsChanging(file)))
        {
            db.Tell(file, imported: true);
            deeds.Restored++;
        }
        return deeds;
    }

    private KeptDeed? Restore(Customer file, ImportMark mark, HashSet<Customer> touched)
    {
        if (file.Status != CustomerStatus.Active || mark.Before is null || mark.After is null)
            return new KeptDeed("customer", file.Id, file.Name, $"customer.{EnumCode.Of(file.Status)}", $"The customer is {EnumCode.Of(file.Status)}; nothing can be changed on it.");
        var reversal = FileReversal.Of(file.ToData(), mark.Before, mark.After);
        if (file.Change(reversal.File, caller.Subject, time.GetUtcNow()) is { } refusal) return new KeptDeed("customer", file.Id, file.Name, refusal.Code, refusal.Detail);
        touched.Add(file);
        return reversal.Kept.Count == 0
            ? null
            : new KeptDeed("customer", file.Id, file.Name, "customer.changed-since", $"Changed since the import and kept: {string.Join(", ", reversal.Kept)}.");
    }
}
