using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

internal static class ListClients
{
    public static async Task<Ok<Page<ClientView>>> HandleAsync(
        IdentityDb db, Cursors cursors, TimeProvider time, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var after = cursors.Read<Position>(cursor, "clients")?.ClientId ?? "";
        var rows = await db.Clients.AsNoTracking().Where(client => client.ClientId!.CompareTo(after) > 0)
            .OrderBy(client => client.ClientId).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].ClientId!), "clients") : null;
        var now = time.GetUtcNow();
        return TypedResults.Ok(new Page<ClientView>([.. rows.Take(limit).Select(client => ClientViews.Show(client, now))], next));
    }

    private sealed record Position(string ClientId);
}
