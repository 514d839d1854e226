using System.Globalization;
using System.Security.Cryptography;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Pages;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>
/// Gives a person a second factor: on the way in, where it is required, or later by choice (then the password is asked once more).
/// Until its first code is right nothing is stored; the secret travels sealed in the form.
/// </summary>
internal static class SetUpSecondFactor
{
    private static readonly TimeSpan FormLifetime = TimeSpan.FromMinutes(30);

    public static async Task<Results<Page, RedirectHttpResult>> ShowAsync(HttpContext http, BrowserSession browser, Form form)
    {
        if (await browser.FindSomebodyAsync(http) is not { } who) return TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http));
        return form.Page(who, Totp.NewSecret(), null);
    }

    public static async Task<Results<RedirectHttpResult, Page>> SubmitAsync(
        HttpContext http, BrowserSession browser, SignInDesk desk, AccountKeeper keeper, SignInLog log, IdentityDb db, NextStep next, Form form,
        [FromForm] string? secret, [FromForm] string? code, [FromForm] string? password)
    {
        if (await browser.FindSomebodyAsync(http) is not { } who || form.Open(secret, who.User) is not { } key)
            return TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http));
        var user = who.User;
        if (!who.Halfway && await desk.CheckPasswordAsync(user.UserName!, password ?? "", http.RequestAborted) is null) return form.Page(who, key, Words.NotRight);
        if (!await desk.AcceptFirstCodeAsync(user, key, code ?? "", http.RequestAborted)) return form.Page(who, key, Words.WrongCode);

        desk.ActAs(user);
        var codes = Secrets.RecoveryCodes();
        keeper.SetSecondFactor(user, key, codes);
        log.Add(SignInOutcome.SecondFactorSetUp, user);
        await db.SaveChangesAsync(http.RequestAborted);
        return Codes(http, codes, who.Halfway ? await next.AfterAsync(http, user, secondFactor: true) : Paths.Account);
    }

    private static Page Codes(HttpContext http, IReadOnlyList<string> codes, string onward)
    {
        var language = PageLanguage.Of(http);
        return new Page(http, Words.RecoveryCodes, Html.Of($"""
            <p>{Words.RecoveryCodesHint.In(language)}</p>
            <ul>{Html.Join(codes.Select(code => Html.Of($"<li><code>{code}</code></li>")))}</ul>
            <p><a href="{onward}">{Words.Continue.In(language)}</a></p>
            """));
    }

    /// <summary>The form, and the seal on the secret it carries.</summary>
    internal sealed class Form(
        IHttpContextAccessor http, IAntiforgery forms, IDataProtectionProvider protection, IOptions<IdentityOptions> options, TimeProvider time)
    {
        private readonly IDataProtector seal = protection.CreateProtector("second-factor-form");

        public Page Page(Somebody who, byte[] secret, Wording? wrong)
        {
            var context = http.HttpContext!;
            var language = PageLanguage.Of(context);
            var complaint = wrong is null ? Html.Nothing : Html.Of($"""<p class="wrong" role="alert">{wrong.In(language)}</p>""");
            var address = Totp.AddressOf(secret, options.Value.Product, who.User.UserName!);
            var password = who.Halfway ? Html.Nothing : Html.Of($"""
                <label for="password">{Words.CurrentPassword.In(language)}</label>
                <input id="password" name="password" type="password" autocomplete="current-password" maxlength="1000" required>
                """);
            return new Page(context, Words.Enrol, Html.Of($"""
                {complaint}
                <form method="post">{forms.Token(context)}
                <input type="hidden" name="secret" value="{Seal(secret, who.User)}">
                <p>{Words.EnrolHint.In(language)}</p>
                <p>{Words.Key.In(language)}: <code id="key">{InGroups(Base32.Write(secret))}</code></p>
                <p class="hint">{Words.Address.In(language)}: <a id="address" href="{address}"><code>{address}</code></a></p>
                <label for="code">{Words.Code.In(language)}</label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="10" required autofocus>
                {password}
                <button type="submit">{Words.Continue.In(language)}</button>
                </form>
                """), wrong is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
        }

        public byte[]? Open(string? kept, User user)
        {
            try
            {
                var parts = seal.Unprotect(kept ?? "").Split(' ');
                var fresh = long.Parse(parts[1], CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds();
                return parts[0] == user.Id.ToString() && fresh ? Convert.FromBase64String(parts[2]) : null;
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        private string Seal(byte[] secret, User user) => seal.Protect(string.Create(CultureInfo.InvariantCulture,
            $"{user.Id} {(time.GetUtcNow() + FormLifetime).ToUnixTimeSeconds()} {Convert.ToBase64String(secret)}"));

        private static string InGroups(string text) => string.Join(' ', text.Chunk(4).Select(group => new string(group)));
    }
}
