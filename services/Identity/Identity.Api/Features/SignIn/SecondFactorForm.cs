using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>The one-time password after the password.</summary>
internal static class SecondFactorForm
{
    public static async Task<Results<Page, RedirectHttpResult>> ShowAsync(HttpContext http, IAntiforgery forms, IdentityDb db, BrowserSession browser) =>
        await browser.FindPendingAsync(http) is { User.TotpSecret: not null }
            ? await PageAsync(http, forms, db, wrong: false)
            : TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http));

    public static async Task<Results<RedirectHttpResult, Page>> SubmitAsync(
        HttpContext http, IAntiforgery forms, IdentityDb db, BrowserSession browser, SignInDesk desk, NextStep next, [FromForm] string? code)
    {
        if (await browser.FindPendingAsync(http) is not { User: { TotpSecret: not null } user })
            return TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http));
        return await desk.CheckCodeAsync(user, code ?? "", http.RequestAborted)
            ? TypedResults.Redirect(await next.AfterAsync(http, user, secondFactor: true))
            : await PageAsync(http, forms, db, wrong: true);
    }

    private static async Task<Page> PageAsync(HttpContext http, IAntiforgery forms, IdentityDb db, bool wrong)
    {
        var language = PageLanguage.Of(http);
        var complaint = wrong ? Html.Of($"""<p class="wrong" role="alert">{Words.WrongCode.In(language)}</p>""") : Html.Nothing;
        return new Page(http, Words.SecondFactor, Html.Of($"""
            {complaint}
            <form method="post">{forms.Token(http)}
            <p class="hint">{Words.SecondFactorHint.In(language)}</p>
            <label for="code">{Words.Code.In(language)}</label>
            <input id="code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="40" required autofocus>
            <button type="submit">{Words.Continue.In(language)}</button>
            </form>
            """), wrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK)
        {
            FormTarget = await ReturnTo.OriginAsync(http, db),
        };
    }
}
