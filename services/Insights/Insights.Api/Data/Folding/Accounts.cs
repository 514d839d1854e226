using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Ledger;
using CrmPlatform.Insights.Domain.Rfm;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>
/// Reads customers' accounts, and writes what changed between two states of them: their ledgers and the sums they contribute to.
/// A merged customer's lines belong to its survivor's account (C16).
/// </summary>
internal sealed class Accounts(InsightsDb db)
{
    private const int Chunk = 500;

    /// <summary>The accounts of customers that stand for themselves.</summary>
    public async Task<Dictionary<long, CustomerAccount>> ReadAsync(IReadOnlyCollection<long> survivors, CancellationToken cancellationToken)
    {
        var accounts = new Dictionary<long, CustomerAccount>(survivors.Count);
        foreach (var numbers in survivors.Distinct().Chunk(Chunk))
        {
            var members = await db.All<CustomerRow>().Where(c => c.SurvivorNo != null && EF.Parameter(numbers).Contains(c.SurvivorNo!.Value))
                .Select(c => new { c.No, c.SurvivorNo }).ToDictionaryAsync(c => c.No, c => c.SurvivorNo!.Value, cancellationToken);
            var credits = await db.All<CustomerRow>().Where(c => EF.Parameter(numbers).Contains(c.No))
                .Select(c => new { c.No, c.Team, c.OwnerId }).ToListAsync(cancellationToken);
            var handovers = (await db.Handovers.AsNoTracking().Where(h => EF.Parameter(numbers).Contains(h.CustomerNo!.Value)).ToListAsync(cancellationToken))
                .ToLookup(h => h.CustomerNo!.Value, Of);
            var parts = new List<(long Customer, OrderPart Part)>();
            long[] all = [.. numbers, .. members.Keys];
            await foreach (var p in db.Purchases.AsNoTracking().Where(p => EF.Parameter(all).Contains(p.CustomerNo))
                .Select(p => new { p.CustomerNo, p.OrderNumber, p.Ordinal, p.At, p.Day, p.Lines, p.SaleLines, p.Sales, p.Refunds, p.Cost, p.Costed, p.Imported })
                .AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                parts.Add((members.GetValueOrDefault(p.CustomerNo, p.CustomerNo), new OrderPart(
                    p.OrderNumber, p.Ordinal, p.At, p.Day, p.Lines, p.SaleLines, p.Sales, p.Refunds, p.Cost, p.Costed, p.Imported)));
            }
            var byCustomer = parts.ToLookup(p => p.Customer, p => p.Part);
            foreach (var c in credits)
                accounts.Add(c.No, new CustomerAccount(c.No, new Credit(c.Team, c.OwnerId ?? ""), [.. handovers[c.No]], [.. byCustomer[c.No]]));
        }
        return accounts;
    }

    /// <summary>Brings ledgers and sums from what these accounts were to what they are; an account not named after is no account any more.</summary>
    public async Task WriteAsync(
        IReadOnlyDictionary<long, CustomerAccount> before, IReadOnlyDictionary<long, CustomerAccount> after, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<SalesKey, SalesFigures>();
        foreach (var account in before.Values) account.AddTo(sums, -1);
        foreach (var account in after.Values) account.AddTo(sums);
        await db.AddUpAsync([.. sums.Where(pair => pair.Value != default).Select(pair => ToRow(pair.Key, pair.Value, db.Generation))], cancellationToken);

        var state = await db.States.AsNoTracking().SingleAsync(cancellationToken);
        var cuts = RfmThresholds.Parse(state.Cuts);
        var ledgers = after.Values.Select(account => ToRow(account, cuts, db.Generation)).OfType<LedgerRow>().OrderBy(row => row.CustomerNo).ToList();
        var gone = before.Keys.Except(ledgers.Select(row => row.CustomerNo)).ToArray();
        var segments = new SegmentDelta();
        segments.Take(await db.StandingAsync([.. before.Keys.Union(after.Keys)], cancellationToken), -1);
        segments.Take(ledgers, 1);
        await db.AddUpAsync(segments.Rows(db.Generation), cancellationToken);
        if (gone.Length > 0) await db.Ledgers.Where(row => EF.Parameter(gone).Contains(row.CustomerNo)).ExecuteDeleteAsync(cancellationToken);
        await db.UpsertAsync(ledgers, cancellationToken);
        await db.States.ExecuteUpdateAsync(set => set.SetProperty(s => s.Revision, s => s.Revision + 1), cancellationToken);
    }

    public static Handover Of(HandoverRow row) =>
        new(row.At, new Credit(row.FromTeam, row.FromOwner ?? ""), new Credit(row.ToTeam, row.ToOwner ?? ""));

    public static SalesRow ToRow(SalesKey key, SalesFigures f, int generation) => new()
    {
        Gen = generation,
        Grain = key.Grain,
        Period = key.Period,
        Team = key.Team,
        Person = key.Person,
        Customers = f.Customers,
        Buyers = f.Buyers,
        Orders = f.Orders,
        Lines = f.Lines,
        Sales = f.Sales,
        Refunds = f.Refunds,
        Cost = f.Cost,
        Costed = f.Costed,
    };

    /// <summary>Null for an account without lines.</summary>
    public static LedgerRow? ToRow(CustomerAccount account, RfmThresholds? cuts, int generation)
    {
        if (account.Summarise() is not { } summary) return null;
        var f = summary.Figures;
        var row = new LedgerRow
        {
            Gen = generation,
            CustomerNo = account.Customer,
            Team = account.Now.Team,
            OwnerId = account.Now.Person.Length == 0 ? null : account.Now.Person,
            Orders = f.Orders,
            Lines = f.Lines,
            Sales = f.Sales,
            Refunds = f.Refunds,
            Net = f.Net,
            Cost = f.Cost,
            Costed = f.Costed,
            FirstOrder = summary.FirstOrder,
            LastOrder = summary.LastOrder,
            BoughtDays = summary.BoughtDays,
            FirstBought = summary.FirstBought,
            LastBought = summary.LastBought,
            RepeatSpend = summary.RepeatSpend,
            LiveDay = summary.LiveDay,
        };
        if (cuts is null || row.LastOrder is not { } last) return row;
        var score = cuts.Score(last, row.Orders, row.Net);
        (row.R, row.F, row.M, row.Segment) = (score.Recency, score.Frequency, score.Monetary, RfmSegments.Of(score));
        return row;
    }
}
