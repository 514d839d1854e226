using CrmPlatform.Identity.Pages;

namespace CrmPlatform.Identity.Features.Connect;

/// <summary>The endpoints of OpenID Connect that need a decision of ours; the rest the library answers by itself.</summary>
internal static class ConnectEndpoints
{
    private static readonly string[] GetOrPost = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>What programs call; it has no cookie and so no form token.</summary>
    public static void MapConnect(this IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        connect.MapMethods(Paths.Authorize, GetOrPost, Authorize.HandleAsync);
        connect.MapPost(Paths.Token, ExchangeToken.HandleAsync);
        connect.MapMethods(Paths.UserInfo, GetOrPost, UserInfo.HandleAsync);
    }

    /// <summary>Signing out, which asks the person first unless the client proves whom it means.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Paths.SignOut, EndSession.AskAsync);
        pages.MapPost(Paths.SignOut, EndSession.SubmitAsync);
        pages.MapGet(Paths.SignedOut, EndSession.Done);
    }
}
