using CrmPlatform.Engagement.Domain.Routing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>C20: finds the canvassing routes on which somebody is called at, whoever walks them: a stop names its customer in the route's own row.</summary>
internal static class RoutesNaming
{
    /// <summary>Of so many at most in one statement: SQLite nests conditions no deeper than a thousand.</summary>
    private const int MostAtOnce = 500;

    /// <summary>What stops may name somebody by: the files of the customer, and the outlets that became them, of which a stop knows no customer.</summary>
    public static async Task<Guid[]> CalledAtAsync(this EngagementDb db, Guid customerId, IReadOnlyCollection<Guid> files, CancellationToken cancellationToken) =>
        [.. files, .. await db.Outlets.IgnoreQueryFilters().Where(o => o.CustomerId == customerId).Select(o => o.Id).ToListAsync(cancellationToken)];

    /// <param name="ids">Of the customer and the files merged into it, and of the outlets that became them.</param>
    public static async Task<IReadOnlyList<CanvassRoute>> RoutesNamingAsync(this EngagementDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, CanvassRoute>();
        // No index knows what stands in the stops: all routes are read through, and therefore once.
        foreach (var some in ids.Distinct().Chunk(MostAtOnce))
        {
            foreach (var route in await db.Routes.FromSqlRaw(db.Naming(some.Length), [.. some.Select(id => id.ToString())]).IgnoreQueryFilters().ToListAsync(cancellationToken)) found[route.Id] = route;
        }
        return [.. found.Values];
    }

    private static string Naming(this EngagementDb db, int ids) => db.IsSqlite
        ? $"SELECT * FROM \"Routes\" WHERE {string.Join(" OR ", Enumerable.Range(0, ids).Select(id => $"instr(\"Stops\", {{{id}}}) > 0"))}"
        : $"SELECT * FROM [Routes] WHERE {string.Join(" OR ", Enumerable.Range(0, ids).Select(id => $"CHARINDEX({{{id}}}, [Stops]) > 0"))}";

    /// <summary>Whether a stop is at one of them.</summary>
    public static bool IsAt(this CanvassStop stop, IReadOnlyCollection<Guid> ids) =>
        (stop.CustomerId is { } customer && ids.Contains(customer)) || (stop.OutletId is { } outlet && ids.Contains(outlet));
}
