using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Loyalty;

/// <summary>The ledger of points as it is stored (C14). Nothing is saved here: a booking is part of the change it belongs to.</summary>
internal sealed class PointsBook(CustomersDb db, IOptions<CustomersOptions> options, TimeProvider time)
{
    private const string By = "system:customers";

    public async Task<LoyaltyProgramme> ProgrammeAsync(CancellationToken cancellationToken) =>
        await db.Set<LoyaltyProgramme>().SingleOrDefaultAsync(cancellationToken) ?? LoyaltyProgramme.Default();

    public async Task<PointsAccount> AccountAsync(Guid customerId, CancellationToken cancellationToken) =>
        new(customerId, await db.PointsLots.Where(lot => lot.CustomerId == customerId && lot.Remaining > 0).ToListAsync(cancellationToken));

    public Task<PointsTransaction?> FindAsync(string reference, CancellationToken cancellationToken) =>
        db.PointsTransactions.SingleOrDefaultAsync(transaction => transaction.Reference == reference, cancellationToken);

    public PointsTransaction Receive(PointsAccount account, PointsKind kind, long points, LoyaltyProgramme programme, PointsNote note)
    {
        var now = time.GetUtcNow();
        var (transaction, lot) = account.Receive(kind, points, programme.ExpiryOf(now), note, now);
        db.PointsTransactions.Add(transaction);
        db.PointsLots.Add(lot);
        return transaction;
    }

    public void Spent(PointsTransaction transaction, IReadOnlyList<PointsUse> uses)
    {
        db.PointsTransactions.Add(transaction);
        db.Set<PointsUse>().AddRange(uses);
    }

    /// <summary>What counts towards a tier: earned by purchases and otherwise, less refunds, within the programme's window.</summary>
    public async Task<Dictionary<Guid, long>> QualifyingAsync(IReadOnlyCollection<Guid> customers, LoyaltyProgramme programme, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-programme.TierWindowDays);
        return await db.PointsTransactions.AsNoTracking()
            .Where(t => customers.Contains(t.CustomerId) && t.At >= since && (t.Kind == PointsKind.Earn || t.Kind == PointsKind.Purchase || t.Kind == PointsKind.Refund))
            .GroupBy(t => t.CustomerId).Select(group => new { group.Key, Points = group.Sum(t => t.Points) })
            .ToDictionaryAsync(row => row.Key, row => row.Points, cancellationToken);
    }

    public async Task<(long Qualifying, LoyaltyTier? Tier, List<LoyaltyTier> Tiers)> TierOfAsync(Guid customerId, LoyaltyProgramme programme, CancellationToken cancellationToken)
    {
        var tiers = await db.Set<LoyaltyTier>().AsNoTracking().OrderBy(tier => tier.FromPoints).ToListAsync(cancellationToken);
        var qualifying = (await QualifyingAsync([customerId], programme, cancellationToken)).GetValueOrDefault(customerId);
        return (qualifying, LoyaltyTier.Of(qualifying, tiers), tiers);
    }

    /// <summary>
    /// C14: purchases give points and refunds take back what their order gave, as far as there are points. The ledger of sales takes a line
    /// once, so the order with its first new line is the reference.
    /// </summary>
    public async Task EarnAsync(IReadOnlyList<PurchaseForPoints> purchases, CancellationToken cancellationToken)
    {
        if (purchases.Count == 0 || await ProgrammeAsync(cancellationToken) is not { Active: true } programme) return;
        var customers = purchases.Select(purchase => purchase.CustomerId).Distinct().ToList();
        var tiers = await db.Set<LoyaltyTier>().AsNoTracking().ToListAsync(cancellationToken);
        var qualifying = tiers.Count == 0 ? [] : await QualifyingAsync(customers, programme, cancellationToken);
        // Where an order of these takes points back, it takes them from all that are there, and not only from what another of these gives.
        var takenFrom = purchases.Where(purchase => purchase.BaseMinor < 0).Select(purchase => purchase.CustomerId).ToHashSet();
        var given = await PointsOfOrders.ReadAsync(db, purchases, cancellationToken);
        var accounts = new Dictionary<Guid, PointsAccount>();
        foreach (var purchase in purchases)
        {
            var tier = LoyaltyTier.Of(qualifying.GetValueOrDefault(purchase.CustomerId), tiers);
            var points = given.PointsOf(purchase, programme.PointsFor(purchase.BaseMinor, Currencies.Decimals(options.Value.BaseCurrency), tier?.MultiplierPercent ?? 100));
            if (points == 0) continue;
            if (!accounts.TryGetValue(purchase.CustomerId, out var account))
                accounts.Add(purchase.CustomerId, account = takenFrom.Contains(purchase.CustomerId) ? await AccountAsync(purchase.CustomerId, cancellationToken) : new PointsAccount(purchase.CustomerId, []));
            given.Booked(purchase, Book(account, points, programme, new PointsNote(purchase.Reference, null, By)));
        }
    }

    private long Book(PointsAccount account, long points, LoyaltyProgramme programme, PointsNote note)
    {
        if (points > 0) return Receive(account, PointsKind.Purchase, points, programme, note).Points;
        var there = Math.Min(-points, account.BalanceAt(time.GetUtcNow()));
        if (there == 0 || account.Spend(PointsKind.Refund, there, note, time.GetUtcNow(), out var transaction, out var uses) is not null) return 0;
        Spent(transaction, uses);
        return transaction.Points;
    }

    /// <summary>
    /// After a merge was undone the lots went home, and what was spent meanwhile stayed with the survivor: the two accounts are brought
    /// to what their lots say, by a movement from one to the other.
    /// </summary>
    public async Task SettleAsync(Guid survivorId, Guid mergedId, Guid mergeId, string by, CancellationToken cancellationToken)
    {
        var lots = await db.PointsLots.Where(lot => lot.CustomerId == survivorId && lot.Remaining > 0).SumAsync(lot => lot.Remaining, cancellationToken);
        var posted = await db.PointsTransactions.SelectMany(t => t.Postings).Where(p => p.CustomerId == survivorId).SumAsync(p => p.Amount, cancellationToken);
        if (lots == posted) return;
        var (from, to) = lots > posted ? (mergedId, survivorId) : (survivorId, mergedId);
        db.PointsTransactions.Add(PointsTransaction.Transfer(from, to, Math.Abs(lots - posted), new PointsNote($"merge-undone:{mergeId}", null, by, mergeId), time.GetUtcNow()));
    }
}
