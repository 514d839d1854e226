using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>Removes a client; introspection knows none of its tokens afterwards, and its access tokens run out within minutes.</summary>
internal static class DeleteClient
{
    public static async Task<Results<NoContent, Missing, Stale, Refused>> HandleAsync(
        Guid id, IfMatch ifMatch, IdentityDb db, ClientManager manager, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (client is null) return new Missing("client", id);
        if (!ifMatch.Matches(client)) return new Stale(client.Version);
        if (ClientChecks.OfOrigin(client) is { } configured) return new Refused(configured);
        await manager.DeleteAsync(client, cancellationToken);
        return TypedResults.NoContent();
    }
}
