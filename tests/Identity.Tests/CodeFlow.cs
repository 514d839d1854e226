using System.Net;
using CrmPlatform.Identity.Tests.Support;
using CrmPlatform.Testing;

namespace CrmPlatform.Identity.Tests;

public sealed class CodeFlow(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task A_person_signs_in_through_an_app_and_the_tokens_say_who_it_is()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync("manager", "south"));
        using var browser = new Browser(server);
        var form = (await browser.OpenAsync(app.RequestAddress())).Expect(HttpStatusCode.OK);
        Assert.Equal("Sign in", form.Title);

        var back = await browser.SubmitAsync(form, ("userName", person.UserName), ("password", person.Password));
        var sent = ClientApp.Read(back);
        Assert.Equal("the-state", sent["state"]);
        Assert.Equal(IdentityServer.PublicUrl, sent["iss"]);
        var tokens = (await app.ExchangeAsync(sent["code"])).Expect(HttpStatusCode.OK);

        var access = Tokens.Payload(tokens.Access());
        Assert.Equal("at+jwt", (string?)Tokens.Header(tokens.Access())["typ"]);
        Assert.Equal("RS256", (string?)Tokens.Header(tokens.Access())["alg"]);
        Assert.Equal(IdentityServer.PublicUrl, (string?)access["iss"]);
        Assert.Equal("crm-api", (string?)access["aud"]);
        Assert.Equal(person.Id.ToString(), (string?)access["sub"]);
        Assert.Equal($"Person {person.UserName}", (string?)access["name"]);
        Assert.Equal("manager", (string?)access["role"]);
        Assert.Equal("south", (string?)access["team"]);
        Assert.Equal(app.ClientId, (string?)access["client_id"]);
        Assert.Contains("crm.api", ((string)access["scope"]!).Split(' '));
        Assert.InRange(tokens.Access().Length, 300, 1200);
        Assert.InRange((long)access["exp"]! - (long)access["iat"]!, 899, 900);

        var identity = Tokens.Payload((string)tokens["id_token"]!);
        Assert.Equal(person.UserName, (string?)identity["preferred_username"]);
        Assert.Equal($"{person.UserName}@example.com", (string?)identity["email"]);
        Assert.Equal("the-nonce", (string?)identity["nonce"]);
        Assert.Equal(app.ClientId, (string?)identity["aud"]);
        Assert.NotNull(identity["auth_time"]);
    }

    [Fact]
    public async Task Who_has_a_session_is_not_asked_again()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        await app.SignInAsync(browser, person);
        Assert.Contains("code", ClientApp.Read(await browser.OpenAsync(app.RequestAddress())).Keys);
        Assert.Contains("code", ClientApp.Read(await browser.OpenAsync(app.RequestAddress(other: ("prompt", "none")))).Keys);
    }

    [Fact]
    public async Task Who_is_to_sign_in_afresh_is_asked_once_more()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        await app.SignInAsync(browser, person);
        var form = (await browser.OpenAsync(app.RequestAddress(other: ("prompt", "login")))).Expect(HttpStatusCode.OK);
        var back = await browser.SubmitAsync(form, ("userName", person.UserName), ("password", person.Password));
        Assert.Contains("code", ClientApp.Read(back).Keys);
    }

    [Fact]
    public async Task Whose_sign_in_is_too_old_for_the_app_is_asked_once_more_and_then_let_in()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        await app.SignInAsync(browser, person);
        Assert.Equal("login_required", ClientApp.Read(await browser.OpenAsync(app.RequestAddress(other: [("max_age", "0"), ("prompt", "none")])))["error"]);
        var form = (await browser.OpenAsync(app.RequestAddress(other: ("max_age", "0")))).Expect(HttpStatusCode.OK);
        Assert.Equal("Sign in", form.Title);
        var back = await browser.SubmitAsync(form, ("userName", person.UserName), ("password", person.Password));
        Assert.Contains("code", ClientApp.Read(back).Keys);
    }

    [Theory]
    [InlineData("3600", "code")]
    [InlineData("9223372036854775807", "code")]
    [InlineData("-1", "invalid_request")]
    [InlineData("soon", "invalid_request")]
    [InlineData("99999999999999999999", "invalid_request")]
    public async Task An_age_of_the_sign_in_is_a_number_of_seconds(string maxAge, string expected)
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        await app.SignInAsync(browser, person);
        var answer = ClientApp.Read(await browser.OpenAsync(app.RequestAddress(other: ("max_age", maxAge))));
        Assert.Equal(expected, answer.GetValueOrDefault("error") ?? (answer.ContainsKey("code") ? "code" : "nothing"));
    }

    [Fact]
    public async Task Without_a_session_a_silent_request_is_told_so()
    {
        var app = await server.NewAppAsync();
        using var browser = new Browser(server);
        Assert.Equal("login_required", ClientApp.Read(await browser.OpenAsync(app.RequestAddress(other: ("prompt", "none"))))["error"]);
    }

    [Fact]
    public async Task A_wrong_password_gets_the_form_again_and_no_hint_which_half_was_wrong()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var wrong = (await browser.SignInAsync(person, app.RequestAddress(), "wrong-password-here")).Expect(HttpStatusCode.Unauthorized);
        var nobody = (await browser.SignInAsync(person with { UserName = "nobody-of-that-name" }, app.RequestAddress())).Expect(HttpStatusCode.Unauthorized);
        Assert.Contains("role=\"alert\"", wrong.Html, StringComparison.Ordinal);
        Assert.Equal(Complaint(wrong), Complaint(nobody));
        var back = await browser.SubmitAsync(wrong, ("userName", person.UserName), ("password", person.Password));
        Assert.Contains("code", ClientApp.Read(back).Keys);
    }

    [Fact]
    public async Task A_name_that_Unicode_forbids_is_nobodys()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var nobody = (await browser.SignInAsync(person with { UserName = "nobody\uFFFE" }, app.RequestAddress())).Expect(HttpStatusCode.Unauthorized);
        Assert.Contains("role=\"alert\"", nobody.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_with_its_verifier()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var first = ClientApp.Read(await browser.SignInAsync(person, app.RequestAddress()))["code"];
        Assert.Equal("invalid_grant", Error(await app.ExchangeAsync(first, new string('x', 43))));

        var second = ClientApp.Read(await browser.OpenAsync(app.RequestAddress()))["code"];
        var tokens = (await app.ExchangeAsync(second)).Expect(HttpStatusCode.OK);
        Assert.Equal("invalid_grant", Error(await app.ExchangeAsync(second)));
        Assert.Equal("invalid_grant", Error(await app.RefreshAsync(tokens.Refresh())));
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("response_type", "token")]
    [InlineData("scope", "openid crm.internal")]
    public async Task A_request_for_less_safety_or_more_rights_is_refused(string parameter, string? value)
    {
        var app = await server.NewAppAsync();
        using var browser = new Browser(server);
        var answer = await browser.OpenAsync(app.RequestAddress(other: (parameter, value)));
        Assert.True(answer.Status == HttpStatusCode.BadRequest || ClientApp.Read(answer).ContainsKey("error"), answer.Html);
    }

    [Theory]
    [InlineData("redirect_uri", "http://evil.test/callback")]
    [InlineData("redirect_uri", "http://localhost:9999/callback/../steal")]
    [InlineData("client_id", "no-such-client")]
    public async Task Nobody_is_sent_to_an_address_that_is_not_the_clients(string parameter, string value)
    {
        var app = await server.NewAppAsync();
        using var browser = new Browser(server, "zh-TW");
        var page = (await browser.OpenAsync(app.RequestAddress(other: (parameter, value)))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("操作失敗", page.Title);
        Assert.Null(page.Location);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test/")]
    [InlineData("/\\evil.test/")]
    [InlineData("/connect/authorize.evil.test")]
    [InlineData("javascript:alert(1)")]
    public async Task The_sign_in_page_leads_nowhere_else(string returnUrl)
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        var after = await browser.SignInAsync(person, $"/connect/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal("/connect/account", after.Expect(HttpStatusCode.OK).At);
    }

    [Fact]
    public async Task The_holder_of_a_token_is_told_who_it_is()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync("agent"));
        using var holder = server.Host.Client((await app.SignInAsync(person)).Access());
        var info = (await holder.GetAsync("/connect/userinfo")).Expect(HttpStatusCode.OK);
        Assert.Equal(person.Id.ToString(), (string?)info["sub"]);
        Assert.Equal(person.UserName, (string?)info["preferred_username"]);
        Assert.Equal("agent", (string?)info["role"]![0]);
        using var stranger = server.Host.Client(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/connect/userinfo")).Status);
    }

    private static string Complaint(Seen page) => System.Text.RegularExpressions.Regex.Match(page.Html, "<p class=\"wrong\".*?</p>").Value;

    private static string? Error(Answer answer) => (string?)answer.Expect(HttpStatusCode.BadRequest)["error"];
}
