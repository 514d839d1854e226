using System.Text.Json;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Pages;
using CrmPlatform.Identity.Protocol;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Features.Connect;

/// <summary>
/// A client app sends a person here. Who has a session goes straight back with a code; who has none signs in first. All clients are
/// the organisation's own, so nobody is asked for consent.
/// </summary>
internal static class Authorize
{
    public static async Task<Results<SignInHttpResult, RedirectHttpResult, ForbidHttpResult>> HandleAsync(
        HttpContext http, IdentityDb db, BrowserSession browser, IOptions<IdentityOptions> options, TimeProvider time)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (!OpenIddictParameter.IsNullOrEmpty(request.GetParameter(Parameters.MaxAge) ?? default) && request.MaxAge is null or < 0)
            return TypedResults.Forbid(Because(Errors.InvalidRequest, "max_age is a number of seconds, 0 or more."), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var live = await browser.FindAsync(http);
        if (live is not { } who || !Suffices(who.Session, who.User, request, options.Value, time.GetUtcNow()))
        {
            return request.HasPromptValue(PromptValues.None)
                ? TypedResults.Forbid(Because(Errors.LoginRequired, "Somebody has to sign in first."), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme])
                : TypedResults.Redirect(SignInAddress(http, request));
        }

        var grant = await GrantAsync(db, request, who.Session, who.User, time.GetUtcNow(), http.RequestAborted);
        var principal = TokenClaims.OfUser(who.User, who.Session, request.GetScopes(), options.Value.Audience);
        principal.SetAuthorizationId(grant.Id.ToString());
        return TypedResults.SignIn(principal, properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static bool Suffices(Session session, User user, OpenIddictRequest request, IdentityOptions options, DateTimeOffset now) =>
        !request.HasPromptValue(PromptValues.Login)
        && (request.MaxAge is not { } seconds || (now - session.StartedAt).TotalSeconds <= seconds)
        && (session.SecondFactor || !options.SecondFactor.IsRequiredOf(user));

    private static async Task<Grant> GrantAsync(
        IdentityDb db, OpenIddictRequest request, Session session, User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var grant = new Grant
        {
            Application = await db.Clients.SingleAsync(client => client.ClientId == request.ClientId, cancellationToken),
            Subject = user.Id.ToString(),
            SessionId = session.Id,
            Scopes = JsonSerializer.Serialize(request.GetScopes()),
            Status = Statuses.Valid,
            Type = AuthorizationTypes.AdHoc,
            CreationDate = now.UtcDateTime,
        };
        db.Grants.Add(grant);
        await db.SaveChangesAsync(cancellationToken);
        return grant;
    }

    // Whoever was told to sign in afresh has done so on returning: the wish is taken out, or it would never be met.
    private static string SignInAddress(HttpContext http, OpenIddictRequest request)
    {
        var parameters = request.GetParameters().Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
        var page = QueryHelpers.AddQueryString(Paths.SignIn, ReturnTo.Parameter, QueryHelpers.AddQueryString(Paths.Authorize, parameters));
        return request.UiLocales is { } languages ? QueryHelpers.AddQueryString(page, Parameters.UiLocales, languages) : page;
    }

    private static AuthenticationProperties Because(string error, string sentence) => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = sentence,
    });
}
