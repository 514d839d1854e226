using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Pool;

/// <summary>A customer in the pool: enough to decide about a claim, and the version it is claimed with.</summary>
public sealed record PoolItemView(
    Guid Id, string Name, CustomerKind Kind, ValueGrade Grade, AbcClass Class, Heat Heat, RelationshipStage Stage, string Team, string? City, DateTimeOffset QuietSince,
    long Version) : IVersionedView
{
    internal static PoolItemView Of(Customer c) => new(
        c.Id, c.Name, c.Kind, c.Grade, c.Class, c.Heat, c.Stage, c.Team, c.Address.City, c.QuietSince, c.Version);
}

/// <param name="Day">The organisation's day that the claims are counted on.</param>
public sealed record PoolAllowanceView(DateOnly Day, int Cap, int Used, int Left);

/// <summary>C6: the public pool 公海, open to everybody who may claim from it.</summary>
internal static class ReadPool
{
    private const string List = "pool";

    public static async Task<Ok<Page<PoolItemView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var after = cursors.KeyOf(cursor, List) ?? 0;
        var rows = await db.Customers.AsNoTracking().Where(c => c.InPool && c.Key > after).OrderBy(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, List, c => c.Key, PoolItemView.Of));
    }

    public static async Task<Ok<PoolAllowanceView>> AllowanceAsync(
        CustomersDb db, Caller caller, TimeProvider time, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        var (day, me, cap) = (options.Value.DayOf(time.GetUtcNow()), caller.Subject, options.Value.ClaimsPerDay);
        var used = await db.PoolClaims.CountAsync(claim => claim.By == me && claim.Day == day, cancellationToken);
        return TypedResults.Ok(new PoolAllowanceView(day, cap, used, Math.Max(0, cap - used)));
    }
}
