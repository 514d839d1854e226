using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Protocol;

/// <summary>Looks at every refresh token that is shown, just before the library refuses the used ones.</summary>
internal sealed class NoticeReusedToken(IOpenIddictTokenManager tokens, TokenReuse reuse, TimeProvider time)
    : IOpenIddictServerHandler<OpenIddictServerEvents.ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor
        .CreateBuilder<OpenIddictServerEvents.ValidateTokenContext>()
        .AddFilter<OpenIddictServerHandlerFilters.RequireTokenIdResolved>()
        .UseScopedHandler<NoticeReusedToken>()
        .SetOrder(OpenIddictServerHandlers.Protection.ValidateTokenEntry.Descriptor.Order - 500)
        .Build();

    public async ValueTask HandleAsync(OpenIddictServerEvents.ValidateTokenContext context)
    {
        if (context.EndpointType is not OpenIddictServerEndpointType.Token || context.TokenId is not { } id) return;
        if (context.Principal?.HasTokenType(TokenTypeIdentifiers.RefreshToken) != true) return;
        var token = await tokens.FindByIdAsync(id, context.CancellationToken);
        if (token is null || !await tokens.HasStatusAsync(token, Statuses.Redeemed, context.CancellationToken)) return;
        if (await tokens.GetRedemptionDateAsync(token, context.CancellationToken) + context.Options.RefreshTokenReuseLeeway > time.GetUtcNow()) return;
        if (Guid.TryParse(context.Principal.GetClaim(TokenClaims.SessionId), out var session))
            await reuse.NoticeAsync(session, context.Principal.GetPresenters().FirstOrDefault(), context.CancellationToken);
    }
}
