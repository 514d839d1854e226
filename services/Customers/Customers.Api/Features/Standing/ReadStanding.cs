using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Standing;

/// <summary>C4, C5: where a customer stands now, and how each axis came there.</summary>
internal static class ReadStanding
{
    public static async Task<Results<Ok<StandingView>, Missing>> NowAsync(Guid id, CustomersDb db, HttpRequest http, CancellationToken cancellationToken) =>
        await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } customer
            ? TypedResults.Ok(StandingView.Of(customer, http.Language()))
            : new Missing("customer", id);

    /// <summary>Newest first.</summary>
    public static async Task<Results<Ok<Page<StandingEntryView>>, Missing>> HistoryAsync(
        Guid id, Coded<Axis> axis, CustomersDb db, Cursors cursors, HttpRequest http, CancellationToken cancellationToken,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var (list, language) = ($"standing:{id}:{axis}", http.Language());
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.StandingEntries.AsNoTracking().Where(e => e.CustomerId == id && e.Axis == axis.Value && e.Key < before)
            .OrderByDescending(e => e.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, e => e.Key, e => StandingEntryView.Of(e, language)));
    }
}
