using System.Net;
using CrmPlatform.Identity.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmPlatform.Identity.Tests;

public sealed class SigningOut(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task An_app_that_shows_the_identity_token_signs_out_at_once_and_gets_the_person_back()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var tokens = await app.SignInAsync(browser, person);
        var back = await browser.OpenAsync(Address(
            ("id_token_hint", (string?)tokens["id_token"]), ("post_logout_redirect_uri", ClientApp.AfterSignOut), ("state", "bye-state"), ("client_id", app.ClientId)));
        Assert.Equal($"{ClientApp.AfterSignOut}?state=bye-state", back.Location);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
        Assert.StartsWith("/connect/sign-in", (await browser.OpenAsync("/connect/account")).At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_the_person_is_asked_first()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var tokens = await app.SignInAsync(browser, person);
        var question = (await browser.OpenAsync(Address(("client_id", app.ClientId), ("post_logout_redirect_uri", ClientApp.AfterSignOut)))).Expect(HttpStatusCode.OK);
        Assert.Equal("Sign out", question.Title);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
        Assert.Equal(ClientApp.AfterSignOut, (await browser.SubmitAsync(question)).Location);
    }

    [Fact]
    public async Task From_the_account_page_it_ends_at_a_page_that_says_so()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server, "zh-CN");
        await browser.SignInAsync(person);
        var after = await browser.SubmitAsync(await browser.OpenAsync("/connect/logout"));
        Assert.Equal("您已退出登录", after.Expect(HttpStatusCode.OK).Title);
        using var admin = await server.AdminAsync();
        var session = Assert.Single((await admin.GetAsync($"/api/v1/sessions?user={person.Id}")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal("signed-out", (string?)session["endedBecause"]);
    }

    [Fact]
    public async Task Nobody_is_sent_to_an_address_that_is_not_the_apps()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var tokens = await app.SignInAsync(browser, person);
        var answer = await browser.OpenAsync(Address(
            ("id_token_hint", (string?)tokens["id_token"]), ("post_logout_redirect_uri", "http://evil.test/"), ("client_id", app.ClientId)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Null(answer.Location);
    }

    private static string Address(params (string Name, string? Value)[] parameters) =>
        QueryHelpers.AddQueryString("/connect/logout", parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));
}
