using System.Net;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Identity.Tests;

public sealed class SignInPages(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Theory]
    [InlineData("en-GB,en;q=0.9", "en", "Sign in", "User name")]
    [InlineData("zh-CN,zh;q=0.9", "zh-Hans", "登录", "用户名")]
    [InlineData("zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant", "登入", "使用者名稱")]
    [InlineData("de-DE", "en", "Sign in", "User name")]
    public async Task They_speak_the_browsers_language(string accepted, string tag, string title, string label)
    {
        using var browser = new Browser(server, accepted);
        var page = (await browser.OpenAsync("/connect/sign-in")).Expect(HttpStatusCode.OK);
        Assert.Contains($"<html lang=\"{tag}\">", page.Html, StringComparison.Ordinal);
        Assert.Equal(title, page.Title);
        Assert.Contains(label, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_an_app_asks_for_goes_before_the_browsers()
    {
        var app = await server.NewAppAsync();
        using var browser = new Browser(server, "en");
        Assert.Equal("登入", (await browser.OpenAsync(app.RequestAddress(other: ("ui_locales", "zh-Hant en")))).Title);
    }

    [Fact]
    public async Task They_are_shut_against_framing_scripts_and_caches()
    {
        using var browser = new Browser(server);
        var headers = (await browser.OpenAsync("/connect/sign-in")).Headers;
        Assert.Contains("default-src 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("DENY", headers["X-Frame-Options"]);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Contains("no-store", headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_may_end_at_the_app_that_asked_and_nowhere_else()
    {
        var app = await server.NewAppAsync();
        using var browser = new Browser(server);
        var asked = (await browser.OpenAsync(app.RequestAddress())).Headers["Content-Security-Policy"];
        Assert.Contains("form-action 'self' http://localhost:9999;", asked, StringComparison.Ordinal);
        var forged = $"/connect/sign-in?returnUrl={Uri.EscapeDataString($"/connect/authorize?client_id={app.ClientId}&redirect_uri=http://evil.test/")}";
        Assert.Contains("form-action 'self';", (await browser.OpenAsync(forged)).Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        var page = await browser.OpenAsync("/connect/sign-in");
        var refused = (await browser.SubmitAsync(page, ("userName", person.UserName), ("password", person.Password), ("form_token", "made up")))
            .Expect(HttpStatusCode.BadRequest);
        Assert.Equal("This did not work", refused.Title);
        using var other = new Browser(server);
        (await other.SubmitAsync(page, ("userName", person.UserName), ("password", person.Password))).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("\"><script>alert(1)</script>")]
    [InlineData("'; DROP TABLE Users; --")]
    [InlineData("王伟🚀")]
    [InlineData("")]
    public async Task What_is_typed_comes_back_as_text(string userName)
    {
        using var browser = new Browser(server);
        var page = (await browser.SignInAsync(new Person(Guid.Empty, userName, "some-password-or-other"))).Expect(HttpStatusCode.Unauthorized);
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(userName, page.Fields["userName"]);
    }

    [Fact]
    public async Task A_password_given_out_is_changed_at_the_first_sign_in()
    {
        using var admin = await server.AdminAsync();
        var created = (await admin.PostAsync("/api/v1/users", new { userName = "newcomer", name = "New Comer", roles = new[] { "agent" } })).Expect(HttpStatusCode.Created);
        var person = new Person(created.Id, "newcomer", (string)created["temporaryPassword"]!);
        using var browser = new Browser(server);
        var change = (await browser.SignInAsync(person)).Expect(HttpStatusCode.OK);
        Assert.Equal("Change your password", change.Title);

        (await browser.SubmitAsync(change, ("password", "short"))).Expect(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync(change, ("password", "password12345"))).Expect(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync(change, ("password", "new comer 1234"))).Expect(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync(change, ("password", person.Password))).Expect(HttpStatusCode.BadRequest);
        var account = (await browser.SubmitAsync(change, ("password", "granite-lemon-forty-two"))).Expect(HttpStatusCode.OK);
        Assert.Contains("New Comer", account.Html, StringComparison.Ordinal);

        using var again = new Browser(server);
        (await again.SignInAsync(person)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("/connect/account", (await again.SignInAsync(person with { Password = "granite-lemon-forty-two" })).Expect(HttpStatusCode.OK).At);
    }

    [Fact]
    public async Task Who_changes_the_password_shows_the_old_one_and_ends_all_other_sessions()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var elsewhere = await app.SignInAsync(person);
        using var browser = new Browser(server);
        var here = await app.SignInAsync(browser, person);
        var form = (await browser.OpenAsync("/connect/password")).Expect(HttpStatusCode.OK);
        (await browser.SubmitAsync(form, ("current", "not-the-old-one"), ("password", "granite-lemon-forty-two"))).Expect(HttpStatusCode.BadRequest);
        (await browser.SubmitAsync(form, ("current", person.Password), ("password", "granite-lemon-forty-two"))).Expect(HttpStatusCode.OK);

        (await app.RefreshAsync(elsewhere.Refresh())).Expect(HttpStatusCode.BadRequest);
        (await app.RefreshAsync(here.Refresh())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_is_beaten_by_another_change_of_the_account_reads_so_on_a_page_and_can_try_again()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server, "en");
        (await browser.SignInAsync(person)).Expect(HttpStatusCode.OK);
        var form = (await browser.OpenAsync("/connect/password")).Expect(HttpStatusCode.OK);
        server.Host.Services.GetRequiredService<Meanwhile>()[person.Id] = () =>
        {
            using var scope = server.Host.Services.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            Assert.Equal(1, db.Users.Where(user => user.Id == person.Id).ExecuteUpdate(set => set.SetProperty(user => user.Version, user => user.Version + 1)));
        };
        var beaten = (await browser.SubmitAsync(form, ("current", person.Password), ("password", "granite-lemon-forty-two"))).Expect(HttpStatusCode.Conflict);
        Assert.Equal("This did not work", beaten.Title);
        Assert.Contains("at the same moment", beaten.Html, StringComparison.Ordinal);
        (await browser.SubmitAsync(form, ("current", person.Password), ("password", "granite-lemon-forty-two"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_gets_past_the_sign_in_page_to_the_others()
    {
        using var browser = new Browser(server);
        foreach (var page in new[] { "/connect/account", "/connect/password", "/connect/second-factor", "/connect/second-factor/setup" })
            Assert.StartsWith("/connect/sign-in", (await browser.OpenAsync(page)).Expect(HttpStatusCode.OK).At, StringComparison.Ordinal);
    }
}
