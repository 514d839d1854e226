using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Clients;

internal static class GetClient
{
    public static async Task<Results<Ok<ClientView>, Missing>> HandleAsync(Guid id, IdentityDb db, TimeProvider time, CancellationToken cancellationToken) =>
        await db.Clients.AsNoTracking().SingleOrDefaultAsync(client => client.Id == id, cancellationToken) is { } client
            ? TypedResults.Ok(ClientViews.Show(client, time.GetUtcNow()))
            : new Missing("client", id);
}
