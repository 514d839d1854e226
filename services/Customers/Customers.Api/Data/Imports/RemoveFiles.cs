using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Imports;

/// <summary>
/// C17: files that an import opened go again, unless somebody has worked on them: what they say has changed, or any table knows of them.
/// Their history stays.
/// </summary>
internal sealed class RemoveFiles(CustomersDb db)
{
    /// <summary>The status that is told of a file that is gone.</summary>
    public const string Removed = "removed";

    public async Task<UndoneDeeds> TakeBackAsync(IReadOnlyList<ImportMark> marks, CancellationToken cancellationToken)
    {
        var ids = marks.Select(mark => mark.Subject).Distinct().ToArray();
        var files = await db.AllCustomers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var work = await WorkOnAsync(ids, cancellationToken);
        var (deeds, gone) = (new UndoneDeeds(), new List<Guid>());
        foreach (var mark in marks)
        {
            if (files.GetValueOrDefault(mark.Subject) is { } file)
            {
                if (WhyKept(file, mark, work) is var (code, message))
                {
                    deeds.Kept.Add(new KeptDeed("customer", file.Id, file.Name, code, message));
                    continue;
                }
                db.Publish(file.ToEvent(file.Version + 1, imported: true) with { Status = Removed }, file.Id);
                db.Customers.Remove(file);
                gone.Add(file.Id);
            }
            db.ImportMarks.Remove(mark);
        }
        deeds.Removed = gone.Count;
        if (gone.Count > 0)
            deeds.Then = token => db.DuplicatePairs.IgnoreQueryFilters().Where(pair => gone.Contains(pair.FirstId) || gone.Contains(pair.SecondId)).ExecuteDeleteAsync(token);
        return deeds;
    }

    private static (string Code, string Message)? WhyKept(Customer file, ImportMark mark, Dictionary<Guid, List<string>> work)
    {
        if (file.Status == CustomerStatus.Erased) return ("customer.erased", "The customer has been erased; there is nothing left to take back.");
        if (file.Status == CustomerStatus.Merged) return ("customer.merged", "The customer has been merged into another; undo the merge first.");
        if (work.TryGetValue(file.Id, out var where)) return ("customer.worked-on", $"There is later work on the customer: {string.Join(", ", where)}.");
        return mark.Print.AsSpan().SequenceEqual(FilePrint.Of(file.ToData())) ? null : ("customer.changed-since", "The file has been changed since the import.");
    }

    private async Task<Dictionary<Guid, List<string>>> WorkOnAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var work = new Dictionary<Guid, List<string>>();
        foreach (var type in Rows.TypesOfCustomers(db).Where(type => type.ClrType != typeof(StandingEntry)))
            Note(Rows.SectionOf(type), await Rows.OwnersAsync(db, type, ids, cancellationToken));
        // What the rules said of it is no work on it; what somebody said is.
        Note("standing", await db.StandingEntries.Where(entry => ids.Contains(entry.CustomerId) && entry.Origin != StandingOrigin.Computed).Select(entry => entry.CustomerId).Distinct().ToListAsync(cancellationToken));
        Note("merges", await db.CustomerMerges.Where(merge => ids.Contains(merge.SurvivorId) && merge.UndoneAt == null).Select(merge => merge.SurvivorId).Distinct().ToListAsync(cancellationToken));
        Note("referrals", await db.AllCustomers.Where(c => c.ReferredBy != null && ids.Contains(c.ReferredBy.Value)).Select(c => c.ReferredBy!.Value).Distinct().ToListAsync(cancellationToken));
        return work;

        void Note(string what, List<Guid> customers)
        {
            foreach (var customer in customers)
            {
                if (!work.TryGetValue(customer, out var list)) work.Add(customer, list = []);
                list.Add(what);
            }
        }
    }
}
