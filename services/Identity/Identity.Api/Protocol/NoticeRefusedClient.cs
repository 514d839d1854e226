using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Protocol;

/// <summary>Writes down that a client could not prove who it is. The name is kept only when there is such a client.</summary>
internal sealed class NoticeRefusedClient(IdentityDb db, SignInLog log) : IOpenIddictServerHandler<OpenIddictServerEvents.ApplyTokenResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor
        .CreateBuilder<OpenIddictServerEvents.ApplyTokenResponseContext>()
        .UseScopedHandler<NoticeRefusedClient>()
        // Before the answer is written: whatever follows may end the request.
        .SetOrder(int.MinValue + 1)
        .Build();

    public async ValueTask HandleAsync(OpenIddictServerEvents.ApplyTokenResponseContext context)
    {
        if (context.Response.Error is not Errors.InvalidClient) return;
        var clientId = context.Request?.ClientId;
        var known = clientId is not null && await db.Clients.AnyAsync(client => client.ClientId == clientId, context.CancellationToken);
        log.Add(SignInOutcome.ClientRefused, clientId: known ? clientId : null);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
