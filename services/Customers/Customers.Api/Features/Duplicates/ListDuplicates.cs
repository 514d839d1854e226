using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Duplicates;

/// <summary>C16: pairs of stored files that may be the same customer, the most alike first.</summary>
internal static class ListDuplicates
{
    public static async Task<Ok<Page<DuplicatePairView>>> HandleAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, Coded<DuplicateState>? state = null, [Range(0, 100)] int? minScore = null,
        Guid? customerId = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var wanted = state?.Value ?? DuplicateState.Open;
        var list = $"duplicates:{wanted}:{minScore}:{customerId}";
        var after = cursors.Read<Position>(cursor, list);
        var pairs = db.DuplicatePairs.AsNoTracking().Where(pair => pair.State == wanted);
        // A file that has gone into another one meanwhile is nobody's duplicate any more; an undo brings its pairs back.
        if (wanted == DuplicateState.Open)
            pairs = pairs.Where(pair => db.Customers.Any(c => c.Id == pair.FirstId && c.Status == CustomerStatus.Active) && db.Customers.Any(c => c.Id == pair.SecondId && c.Status == CustomerStatus.Active));
        if (minScore is not null) pairs = pairs.Where(pair => pair.Score >= minScore);
        // What was said of the file while it stood for itself is found under its id, too.
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var now)
            pairs = pairs.Where(pair => pair.FirstId == asked || pair.SecondId == asked || pair.FirstId == now || pair.SecondId == now);
        if (after is not null) pairs = pairs.Where(pair => pair.Score <= after.Score && (pair.Score < after.Score || pair.Key < after.Key));
        var rows = await pairs.OrderByDescending(pair => pair.Score).ThenByDescending(pair => pair.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var ids = rows.SelectMany(pair => new[] { pair.FirstId, pair.SecondId }).Distinct().ToArray();
        var customers = await db.AllCustomers.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Score, rows[limit - 1].Key), list) : null;
        return TypedResults.Ok(new Page<DuplicatePairView>([.. rows.Take(limit).Select(pair => DuplicatePairView.Of(pair, customers))], next));
    }

    /// <summary>What looks like one customer now.</summary>
    public static async Task<Results<Ok<Page<DuplicateCandidateView>>, Missing>> OfOneAsync(
        Guid id, CustomersDb db, DuplicateFinder finder, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var found = await finder.FindAsync(Identifiers.Of(customer), id, byName: true, cancellationToken);
        return TypedResults.Ok(Page.Whole<DuplicateCandidateView>([.. found.Select(DuplicateCandidateView.Of)]));
    }

    private sealed record Position(int Score, long Key);
}
