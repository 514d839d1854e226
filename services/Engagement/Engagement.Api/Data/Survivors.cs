using CrmPlatform.Engagement.Domain.Timelines;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>Finds the files that have taken the place of merged ones (C16).</summary>
internal static class Survivors
{
    /// <summary>A merge of a merge of a merge; longer chains are a mistake in the data and not followed.</summary>
    public const int LongestChain = 8;

    /// <summary>The survivor of each merged customer among <paramref name="ids"/>; who was not merged is not in it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> SurvivorsAsync(this EngagementDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Guid>();
        var asked = ids;
        for (var link = 0; link < LongestChain && asked.Length > 0; link++)
        {
            var merged = await db.AllCustomers.Where(customer => asked.Contains(customer.Id) && customer.MergedInto != null)
                .Select(customer => new { customer.Id, Into = customer.MergedInto!.Value }).ToListAsync(cancellationToken);
            foreach (var step in merged)
            {
                found[step.Id] = step.Into;
                foreach (var earlier in found.Where(pair => pair.Value == step.Id).Select(pair => pair.Key).ToList()) found[earlier] = step.Into;
            }
            asked = [.. merged.Select(step => step.Into).Distinct()];
        }
        return found;
    }

    /// <summary>The merges into a file that were told of; they go along where it was merged itself.</summary>
    public static async Task<List<TimelineEntry>> MergesAsync(this EngagementDb db, Guid survivor, CancellationToken cancellationToken)
    {
        var stands = await db.NowAsync(survivor, cancellationToken);
        return await db.Timeline.IgnoreQueryFilters()
            .Where(entry => (entry.CustomerId == stands || entry.CustomerId == survivor) && entry.FirstCustomerId == survivor && entry.Kind == TimelineKind.FilesMerged).ToListAsync(cancellationToken);
    }

    /// <summary>By the next save: what is entered under a file that is known as active still is the survivor's.</summary>
    public static void LeadTo(this EngagementDb db, Guid merged, Guid survivor) => db.Alongside(cancellationToken =>
        db.AllCustomers.Where(customer => customer.Id == merged && customer.IsActive && customer.MergedInto == null)
            .ExecuteUpdateAsync(set => set.SetProperty(customer => customer.MergedInto, survivor).SetProperty(customer => customer.Version, customer => customer.Version + 1), cancellationToken));

    /// <summary>Takes <see cref="LeadTo"/> back.</summary>
    public static void LeadNoMore(this EngagementDb db, Guid parted, Guid survivor) => db.Alongside(cancellationToken =>
        db.AllCustomers.Where(customer => customer.Id == parted && customer.IsActive && customer.MergedInto == survivor)
            .ExecuteUpdateAsync(set => set.SetProperty(customer => customer.MergedInto, (Guid?)null).SetProperty(customer => customer.Version, customer => customer.Version + 1), cancellationToken));

    /// <summary>The id that an id stands for now: its survivor's where it was merged.</summary>
    public static async Task<Guid> NowAsync(this EngagementDb db, Guid id, CancellationToken cancellationToken) =>
        (await db.SurvivorsAsync([id], cancellationToken)).GetValueOrDefault(id, id);

    /// <summary>The files by which something came from its first customer to the present one, both among them.</summary>
    public static async Task<Guid[]> WayAsync(this EngagementDb db, Guid first, Guid present, CancellationToken cancellationToken)
    {
        var way = new HashSet<Guid> { present };
        for (Guid? at = first; at is { } file && way.Add(file) && way.Count <= LongestChain;)
            at = await db.AllCustomers.Where(customer => customer.Id == file).Select(customer => customer.MergedInto).SingleOrDefaultAsync(cancellationToken);
        return [.. way];
    }

    /// <summary>A file and all that had gone into it, one after another: what was entered under any of them came with it.</summary>
    public static async Task<Guid[]> GoneIntoAsync(this EngagementDb db, Guid id, CancellationToken cancellationToken)
    {
        var found = new HashSet<Guid> { id };
        Guid[] asked = [id];
        for (var link = 0; link < LongestChain && asked.Length > 0; link++)
        {
            var into = asked;
            asked = [.. (await db.AllCustomers.Where(customer => customer.MergedInto != null && into.Contains(customer.MergedInto.Value)).Select(customer => customer.Id).ToListAsync(cancellationToken)).Where(found.Add)];
        }
        return [.. found];
    }
}
