using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Loyalty;

internal static class ReadPoints
{
    public static async Task<Results<Ok<LoyaltyView>, Missing>> StandingAsync(Guid id, CustomersDb db, PointsBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var now = time.GetUtcNow();
        var lots = await db.PointsLots.AsNoTracking().Where(lot => lot.CustomerId == id && lot.Remaining > 0).ToListAsync(cancellationToken);
        var account = new PointsAccount(id, lots);
        var (qualifying, tier, tiers) = await book.TierOfAsync(id, await book.ProgrammeAsync(cancellationToken), cancellationToken);
        var next = tiers.FirstOrDefault(t => t.FromPoints > qualifying);
        var expiring = account.Lots.FirstOrDefault(lot => lot.ExpiresAt > now);
        var together = account.Lots.Where(lot => expiring is not null && lot.ExpiresAt == expiring.ExpiresAt).Sum(lot => lot.Remaining);
        return TypedResults.Ok(new LoyaltyView(id, account.BalanceAt(now), together, expiring?.ExpiresAt, tier?.Code, tier?.Name, qualifying, next?.Code, next?.FromPoints - qualifying));
    }

    /// <summary>Newest first; what moved between two files stands in both.</summary>
    public static async Task<Results<Ok<Page<PointsView>>, Missing>> EntriesAsync(
        Guid id, CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var list = $"points:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await Of(db, id).Where(t => t.Key < before).OrderByDescending(t => t.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, t => t.Key, t => PointsView.Of(t, id)));
    }

    public static async Task<Results<Ok<PointsView>, Missing>> EntryAsync(Guid id, Guid entryId, CustomersDb db, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        return await Of(db, id).SingleOrDefaultAsync(t => t.Id == entryId, cancellationToken) is { } found
            ? TypedResults.Ok(PointsView.Of(found, id))
            : new Missing("entry", entryId);
    }

    /// <summary>C14: the sum over all accounts is always zero.</summary>
    public static async Task<Ok<LedgerView>> LedgerAsync(CustomersDb db, CancellationToken cancellationToken)
    {
        var sums = await db.PointsTransactions.SelectMany(t => t.Postings).GroupBy(p => p.Account)
            .Select(group => new { group.Key, Points = group.Sum(p => p.Amount) }).ToDictionaryAsync(row => row.Key, row => row.Points, cancellationToken);
        var accounts = Enum.GetValues<PointsAccountKind>().Select(account => new LedgerAccountView(account, sums.GetValueOrDefault(account))).ToList();
        return TypedResults.Ok(new LedgerView(accounts, accounts.Sum(account => account.Points)));
    }

    private static IQueryable<PointsTransaction> Of(CustomersDb db, Guid customerId) =>
        db.PointsTransactions.AsNoTracking().Where(t => t.Postings.Any(p => p.CustomerId == customerId));
}
