using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

/// <summary>A client's secret is to be changed.</summary>
/// <param name="OverlapHours">How long the present secret stays good beside the new one; 0 ends it at once.</param>
public sealed record ReplaceSecretRequest([property: Range(0, 720)] int OverlapHours = 24);

internal static class ReplaceSecret
{
    public static async Task<Results<Ok<NewSecretView>, Missing, Stale, Invalid, Refused>> HandleAsync(
        Guid id, ReplaceSecretRequest request, IfMatch ifMatch, IdentityDb db, ClientManager manager, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = await db.Clients.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (client is null) return new Missing("client", id);
        if (!ifMatch.Matches(client)) return new Stale(client.Version);
        if (ClientChecks.OfOrigin(client) is { } configured) return new Refused(configured);
        if (!ClientShape.Of(client).Confidential) return new Refused("clients.public", $"'{client.ClientId}' is public: it has no secret.");
        var secret = Secrets.ClientSecret();
        await manager.ReplaceSecretAsync(client, secret, time.GetUtcNow().AddHours(request.OverlapHours), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new NewSecretView(client.Id, client.ClientId!, secret, client.PreviousSecretUntil, client.Version));
    }
}
