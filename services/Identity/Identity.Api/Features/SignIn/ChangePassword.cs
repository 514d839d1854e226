using System.Globalization;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Pages;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>A person changes the password: on the way in, when it was given out by somebody else, or later (then the old one is asked).</summary>
internal static class ChangePassword
{
    public static async Task<Results<Page, RedirectHttpResult>> ShowAsync(
        HttpContext http, IAntiforgery forms, IdentityDb db, BrowserSession browser, PasswordRules rules) =>
        await browser.FindSomebodyAsync(http) is { } who
            ? await PageAsync(http, forms, db, rules, who.Halfway, null)
            : TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http));

    public static async Task<Results<RedirectHttpResult, Page>> SubmitAsync(
        HttpContext http, IAntiforgery forms, IdentityDb db, BrowserSession browser, PasswordRules rules, SignInDesk desk, AccountKeeper keeper,
        IPasswordHasher<User> hasher, SessionRegister sessions, SignInLog log, NextStep next, [FromForm] string? current, [FromForm] string? password)
    {
        if (await browser.FindSomebodyAsync(http) is not { } who) return TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http));
        var (user, wanted) = (who.User, password ?? "");
        if (!who.Halfway && await desk.CheckPasswordAsync(user.UserName!, current ?? "", http.RequestAborted) is null)
            return await PageAsync(http, forms, db, rules, who.Halfway, Words.NotRight);
        var fault = keeper.FaultOf(user, wanted);
        if (fault is not null) return await PageAsync(http, forms, db, rules, who.Halfway, WordsOf(fault.Value, rules));
        if (hasher.VerifyHashedPassword(user, user.PasswordHash!, wanted) != PasswordVerificationResult.Failed)
            return await PageAsync(http, forms, db, rules, who.Halfway, Words.SamePassword);

        desk.ActAs(user);
        keeper.SetPassword(user, wanted);
        user.MustChangePassword = false;
        log.Add(SignInOutcome.PasswordChanged, user);
        await sessions.EndAllAsync(user, SessionEnd.PasswordChanged, who.SessionId, http.RequestAborted);
        await db.SaveChangesAsync(http.RequestAborted);
        if (who.Halfway) return TypedResults.Redirect(await next.AfterAsync(http, user, who.SecondFactor));
        return new Page(http, Words.Account, Html.Of($"<p>{Words.PasswordChanged.In(PageLanguage.Of(http))}</p>"));
    }

    private static async Task<Page> PageAsync(HttpContext http, IAntiforgery forms, IdentityDb db, PasswordRules rules, bool halfway, Wording? wrong)
    {
        var language = PageLanguage.Of(http);
        var complaint = wrong is null ? Html.Nothing : Html.Of($"""<p class="wrong" role="alert">{wrong.In(language)}</p>""");
        var old = halfway ? Html.Nothing : Html.Of($"""
            <label for="current">{Words.CurrentPassword.In(language)}</label>
            <input id="current" name="current" type="password" autocomplete="current-password" maxlength="1000" required>
            """);
        return new Page(http, Words.ChangePassword, Html.Of($"""
            {complaint}
            <form method="post">{forms.Token(http)}
            {old}
            <label for="password">{Words.NewPassword.In(language)}</label>
            <input id="password" name="password" type="password" autocomplete="new-password" minlength="{rules.Shortest}" maxlength="{rules.Longest}" required>
            <p class="hint">{Filled(Words.ChangeHint, rules.Shortest).In(language)}</p>
            <button type="submit">{Words.Continue.In(language)}</button>
            </form>
            """), wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest)
        {
            FormTarget = await ReturnTo.OriginAsync(http, db),
        };
    }

    private static Wording WordsOf(PasswordFault fault, PasswordRules rules) => fault switch
    {
        PasswordFault.TooShort => Filled(Words.TooShort, rules.Shortest),
        PasswordFault.TooLong => Filled(Words.TooLong, rules.Longest),
        PasswordFault.Common => Words.Common,
        PasswordFault.Simple => Words.Simple,
        _ => Words.NamesYou,
    };

    private static Wording Filled(Wording wording, int number) => new(
        string.Format(CultureInfo.InvariantCulture, wording.En, number),
        string.Format(CultureInfo.InvariantCulture, wording.ZhHans, number),
        string.Format(CultureInfo.InvariantCulture, wording.ZhHant, number));
}
