using System.Text.Json;
using CrmPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Protocol;

/// <summary>
/// Who may ask about a token: whoever it was given to, and the platform's own services. (The library knows audiences by client id
/// only; here all services share one audience.)
/// </summary>
internal sealed class LetServicesIntrospect(IdentityDb db, IOpenIddictApplicationManager clients)
    : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateIntrospectionRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor
        .CreateBuilder<OpenIddictServerEvents.ValidateIntrospectionRequestContext>()
        .UseScopedHandler<LetServicesIntrospect>()
        .SetOrder(OpenIddictServerHandlers.Introspection.ValidateAuthorizedParty.Descriptor.Order)
        .Build();

    public async ValueTask HandleAsync(OpenIddictServerEvents.ValidateIntrospectionRequestContext context)
    {
        var caller = context.ClientId;
        if (caller is not null && context.GenericTokenPrincipal?.HasPresenter(caller) == true) return;
        if (caller is not null && await IsServiceAsync(db, clients, caller, context.CancellationToken)) return;
        context.Reject(Errors.InvalidToken, "This token was given to somebody else.");
    }

    internal static async ValueTask<bool> IsServiceAsync(
        IdentityDb db, IOpenIddictApplicationManager clients, string clientId, CancellationToken cancellationToken) =>
        await db.Clients.SingleOrDefaultAsync(client => client.ClientId == clientId, cancellationToken) is { } client
        && await clients.HasPermissionAsync(client, Permissions.Prefixes.Scope + CrmScopes.Internal, cancellationToken);
}

/// <summary>A service is told what the token says.</summary>
internal sealed class TellServicesEverything(IdentityDb db, IOpenIddictApplicationManager clients)
    : IOpenIddictServerHandler<OpenIddictServerEvents.HandleIntrospectionRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor
        .CreateBuilder<OpenIddictServerEvents.HandleIntrospectionRequestContext>()
        .UseScopedHandler<TellServicesEverything>()
        .SetOrder(OpenIddictServerHandlers.Introspection.AttachApplicationClaims.Descriptor.Order + 1)
        .Build();

    public async ValueTask HandleAsync(OpenIddictServerEvents.HandleIntrospectionRequestContext context)
    {
        if (context.GenericTokenPrincipal is not { } token || context.Request?.ClientId is not { } caller) return;
        if (!token.HasTokenType(TokenTypeIdentifiers.AccessToken)) return;
        if (!await LetServicesIntrospect.IsServiceAsync(db, clients, caller, context.CancellationToken)) return;
        context.Username = token.GetClaim(Claims.Name);
        context.Scopes.UnionWith(token.GetScopes());
        context.Claims[Claims.Role] = JsonSerializer.SerializeToElement(token.GetClaims(Claims.Role));
        if (token.GetClaim(TokenClaims.Team) is { } team) context.Claims[TokenClaims.Team] = team;
    }
}
