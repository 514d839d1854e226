using System.Globalization;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Identity.Features.SignIn;

/// <summary>Where a signed-in person finds what can be done to one's own account.</summary>
internal static class AccountPage
{
    public static async Task<Results<Page, RedirectHttpResult>> ShowAsync(HttpContext http, BrowserSession browser)
    {
        if (await browser.FindAsync(http) is not { } live) return TypedResults.Redirect(ReturnTo.Via(Paths.SignIn, http, Paths.Account));
        var language = PageLanguage.Of(http);
        return new Page(http, Words.Account, Html.Of($"""
            <p>{string.Format(CultureInfo.InvariantCulture, Words.SignedInAs.In(language), $"{live.User.Name} ({live.User.UserName})")}</p>
            <ul>
            <li><a href="{Paths.Password}">{Words.ChangePassword.In(language)}</a></li>
            <li><a href="{Paths.SetUpSecondFactor}">{Words.Enrol.In(language)}</a></li>
            <li><a href="{Paths.SignOut}">{Words.SignOut.In(language)}</a></li>
            </ul>
            """));
    }
}
