using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>User name and password.</summary>
internal static class SignInForm
{
    // Far above what a password may be long: what is longer is not worth a hash.
    private const int LongestInput = 1000;

    public static async Task<Page> Show(HttpContext http, IAntiforgery forms, IdentityDb db) => await PageAsync(http, forms, db, wrong: false, "");

    public static async Task<Results<RedirectHttpResult, Page>> SubmitAsync(
        HttpContext http, IAntiforgery forms, IdentityDb db, SignInDesk desk, NextStep next, [FromForm] string? userName, [FromForm] string? password)
    {
        var (name, secret) = (userName?.Trim() ?? "", password ?? "");
        var user = name.Length is 0 or > LongestInput || secret.Length is 0 or > LongestInput
            ? null
            : await desk.CheckPasswordAsync(name, secret, http.RequestAborted);
        return user is null
            ? await PageAsync(http, forms, db, wrong: true, name)
            : TypedResults.Redirect(await next.AfterAsync(http, user, secondFactor: false));
    }

    private static async Task<Page> PageAsync(HttpContext http, IAntiforgery forms, IdentityDb db, bool wrong, string userName)
    {
        var language = PageLanguage.Of(http);
        var complaint = wrong ? Html.Of($"""<p class="wrong" role="alert">{Words.NotRight.In(language)}</p>""") : Html.Nothing;
        return new Page(http, Words.SignIn, Html.Of($"""
            {complaint}
            <form method="post">{forms.Token(http)}
            <label for="userName">{Words.UserName.In(language)}</label>
            <input id="userName" name="userName" value="{userName}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required autofocus>
            <label for="password">{Words.Password.In(language)}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required>
            <button type="submit">{Words.SignIn.In(language)}</button>
            </form>
            """), wrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK)
        {
            FormTarget = await ReturnTo.OriginAsync(http, db),
        };
    }
}
