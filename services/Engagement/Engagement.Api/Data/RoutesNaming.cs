using CrmPlatform.Engagement.Domain.Routing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

/// <summary>C20: finds the canvassing routes on which somebody is called at, whoever walks them: a stop names its customer in the route's own row.</summary>
internal static class RoutesNaming
{
    public const string StopsOnSqlServer = "SELECT * FROM [Routes] WHERE CHARINDEX({0}, [Stops]) > 0";

    private const string StopsOnSqlite = "SELECT * FROM \"Routes\" WHERE instr(\"Stops\", {0}) > 0";

    /// <summary>What stops may name somebody by: the files of the customer, and the outlets that became them, of which a stop knows no customer.</summary>
    public static async Task<Guid[]> CalledAtAsync(this EngagementDb db, Guid customerId, IReadOnlyCollection<Guid> files, CancellationToken cancellationToken) =>
        [.. files, .. await db.Outlets.IgnoreQueryFilters().Where(o => o.CustomerId == customerId).Select(o => o.Id).ToListAsync(cancellationToken)];

    /// <param name="ids">Of the customer and the files merged into it, and of the outlets that became them.</param>
    public static async Task<IReadOnlyList<CanvassRoute>> RoutesNamingAsync(this EngagementDb db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, CanvassRoute>();
        foreach (var id in ids)
        {
            foreach (var route in await db.Routes.FromSqlRaw(db.IsSqlite ? StopsOnSqlite : StopsOnSqlServer, id.ToString()).IgnoreQueryFilters().ToListAsync(cancellationToken)) found[route.Id] = route;
        }
        return [.. found.Values];
    }

    /// <summary>Whether a stop is at one of them.</summary>
    public static bool IsAt(this CanvassStop stop, IReadOnlyCollection<Guid> ids) =>
        (stop.CustomerId is { } customer && ids.Contains(customer)) || (stop.OutletId is { } outlet && ids.Contains(outlet));
}
