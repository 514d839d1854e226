using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Pages;
using CrmPlatform.Identity.Protocol;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace CrmPlatform.Identity.Features.Connect;

/// <summary>
/// Ends a person's session and goes back to the client app (OpenID Connect RP-Initiated Logout 1.0). A client that shows the
/// session's identity token is believed; without one the person is asked, or any page on the web could sign people out.
/// </summary>
internal static class EndSession
{
    public static async Task<Results<SignOutHttpResult, Page>> AskAsync(
        HttpContext http, IAntiforgery forms, BrowserSession browser, IdentityDb db, SessionRegister sessions, SignInLog log)
    {
        var live = await browser.FindAsync(http);
        var shown = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal?.GetClaim(TokenClaims.SessionId);
        if (live is null || shown == live.Value.Session.Id.ToString()) return await LeaveAsync(http, live, db, sessions, log);

        var language = PageLanguage.Of(http);
        var parameters = http.GetOpenIddictServerRequest()!.GetParameters()
            .Select(parameter => Html.Of($"""<input type="hidden" name="{parameter.Key}" value="{(string?)parameter.Value}">"""));
        return new Page(http, Words.SignOut, Html.Of($"""
            <p>{Words.SignOutQuestion.In(language)}</p>
            <form method="post" action="{Paths.SignOut}">{forms.Token(http)}{Html.Join(parameters)}
            <button type="submit">{Words.SignOut.In(language)}</button>
            </form>
            """))
        {
            FormTarget = OriginOf(http.GetOpenIddictServerRequest()!.PostLogoutRedirectUri),
        };
    }

    public static async Task<SignOutHttpResult> SubmitAsync(
        HttpContext http, BrowserSession browser, IdentityDb db, SessionRegister sessions, SignInLog log) =>
        await LeaveAsync(http, await browser.FindAsync(http), db, sessions, log);

    public static Page Done(HttpContext http) => new(http, Words.SignedOut,
        Html.Of($"""<p><a href="{Paths.Account}">{Words.SignInAgain.In(PageLanguage.Of(http))}</a></p>"""));

    private static async Task<SignOutHttpResult> LeaveAsync(
        HttpContext http, (Session Session, User User)? live, IdentityDb db, SessionRegister sessions, SignInLog log)
    {
        if (live is { } who)
        {
            await sessions.EndAsync(who.Session, SessionEnd.SignedOut, http.RequestAborted);
            log.Add(SignInOutcome.SignedOut, who.User, sessionId: who.Session.Id);
            await db.SaveChangesAsync(http.RequestAborted);
        }
        await BrowserSession.EndAsync(http);
        return TypedResults.SignOut(new AuthenticationProperties { RedirectUri = Paths.SignedOut }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    // The library has checked that the address is the client's; without a client it is not used.
    private static string? OriginOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri.GetLeftPart(UriPartial.Authority)
        : null;
}
