using CrmPlatform.Insights.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>What is told of a merge; when it was made is known from its making alone.</summary>
internal sealed record MergeNews(Guid Merge, Guid Survivor, Guid Merged, DateTimeOffset? At, bool Undone);

/// <summary>
/// Keeps which customer stands for which. Lines stay with the customer they were sold to and are counted with the survivor, so that
/// undoing a merge needs to know nothing of what came in meanwhile.
/// </summary>
internal sealed class MergedAccounts(InsightsDb db, Accounts accounts)
{
    public async Task NoteAsync(IReadOnlyList<MergeNews> news, CancellationToken cancellationToken)
    {
        var numbers = await db.NumbersAsync(news.SelectMany(item => new[] { item.Survivor, item.Merged }), cancellationToken);
        await db.ReplicasAsync(numbers, cancellationToken);
        var ids = news.Select(item => item.Merge).Distinct().ToArray();
        var merges = await db.Merges.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        foreach (var item in news)
        {
            if (!merges.TryGetValue(item.Merge, out var merge))
                merges.Add(item.Merge, merge = new MergeRow { Gen = db.Generation, Id = item.Merge, SurvivorNo = numbers[item.Survivor], MergedNo = numbers[item.Merged] });
            merge.Made |= !item.Undone;
            merge.Undone |= item.Undone;
            merge.At = item.At ?? merge.At;
        }
        var family = await FamilyAsync([.. numbers.Values], cancellationToken);
        var before = await StandForAsync(family, cancellationToken);
        var then = await accounts.ReadAsync([.. before.Values.Distinct()], cancellationToken);
        await db.UpsertAsync([.. merges.Values], cancellationToken);
        await SettleAsync(before, cancellationToken);
        var after = await StandForAsync(family, cancellationToken);
        await accounts.WriteAsync(then, await accounts.ReadAsync([.. after.Values.Distinct()], cancellationToken), cancellationToken);
    }

    /// <summary>Everybody any merge ever joined with one of these.</summary>
    private async Task<long[]> FamilyAsync(long[] start, CancellationToken cancellationToken)
    {
        var family = start.ToHashSet();
        for (var fresh = start; fresh.Length > 0;)
        {
            var pairs = await db.Merges.AsNoTracking().Where(m => EF.Parameter(fresh).Contains(m.MergedNo) || EF.Parameter(fresh).Contains(m.SurvivorNo))
                .Select(m => new { m.MergedNo, m.SurvivorNo }).ToListAsync(cancellationToken);
            fresh = [.. pairs.SelectMany(pair => new[] { pair.MergedNo, pair.SurvivorNo }).Where(family.Add)];
        }
        return [.. family.Order()];
    }

    private async Task<Dictionary<long, long>> StandForAsync(long[] customers, CancellationToken cancellationToken) =>
        await db.Customers.AsNoTracking().Where(c => EF.Parameter(customers).Contains(c.No)).Select(c => new { c.No, c.SurvivorNo })
            .ToDictionaryAsync(c => c.No, c => c.SurvivorNo ?? c.No, cancellationToken);

    private async Task SettleAsync(Dictionary<long, long> before, CancellationToken cancellationToken)
    {
        var all = before.Keys.ToArray();
        var active = await db.Merges.AsNoTracking().Where(m => m.Made && !m.Undone && EF.Parameter(all).Contains(m.MergedNo)).ToListAsync(cancellationToken);
        // The last merge of a customer holds; its id decides between two of one instant.
        var into = active.GroupBy(m => m.MergedNo).ToDictionary(same => same.Key, same => same.OrderBy(m => m.At).ThenBy(m => m.Id).Last().SurvivorNo);
        foreach (var customer in all)
        {
            var (end, seen) = (customer, new HashSet<long>());
            while (into.TryGetValue(end, out var next) && seen.Add(end)) end = next;
            long? survivor = end == customer || into.ContainsKey(end) ? null : end;
            if ((survivor ?? customer) == before[customer]) continue;
            await db.Customers.Where(c => c.No == customer).ExecuteUpdateAsync(set => set.SetProperty(c => c.SurvivorNo, survivor), cancellationToken);
        }
    }
}
