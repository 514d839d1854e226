using System.Net;
using CrmPlatform.Identity.Domain;
using CrmPlatform.Identity.Tests.Support;

namespace CrmPlatform.Identity.Tests;

[Collection(Clocked.Name)]
public sealed class SecondFactors(ClockedServer clocked)
{
    private readonly IdentityServer server = clocked.Server;

    [Fact]
    public async Task Who_has_set_one_up_is_asked_for_it_and_each_code_is_good_once()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person);
        var (secret, _) = await SetUpAsync(browser, await browser.OpenAsync("/connect/second-factor/setup"), person.Password);

        using var phone = new Browser(server);
        var asked = (await phone.SignInAsync(person)).Expect(HttpStatusCode.OK);
        Assert.Equal("One-time code", asked.Title);
        // The code of the set-up is used up.
        (await phone.SubmitAsync(asked, ("code", Now(secret)))).Expect(HttpStatusCode.Unauthorized);
        (await phone.SubmitAsync(asked, ("code", "000000"))).Expect(HttpStatusCode.Unauthorized);
        server.Clock!.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/connect/account", (await phone.SubmitAsync(asked, ("code", Now(secret)))).Expect(HttpStatusCode.OK).At);

        using var admin = await server.AdminAsync();
        Assert.True((bool?)(await admin.GetAsync($"/api/v1/users/{person.Id}"))["secondFactor"]);
        Assert.True((bool?)(await admin.GetAsync($"/api/v1/sessions?user={person.Id}")).Items[0]["secondFactor"]);
    }

    [Fact]
    public async Task Setting_one_up_takes_the_password_and_a_right_code()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person);
        var form = (await browser.OpenAsync("/connect/second-factor/setup")).Expect(HttpStatusCode.OK);
        var code = Now(Base32.Read(form.TextOf("key").Replace(" ", "", StringComparison.Ordinal)));
        (await browser.SubmitAsync(form, ("code", code), ("password", "wrong-password-here"))).Expect(HttpStatusCode.Unauthorized);
        (await browser.SubmitAsync(form, ("code", code == "123456" ? "654321" : "123456"), ("password", person.Password))).Expect(HttpStatusCode.Unauthorized);
        using var admin = await server.AdminAsync();
        Assert.False((bool?)(await admin.GetAsync($"/api/v1/users/{person.Id}"))["secondFactor"]);
        // A form made for somebody else does not fit.
        using var other = new Browser(server);
        await other.SignInAsync(await server.NewPersonAsync());
        var theirs = await other.OpenAsync("/connect/second-factor/setup");
        var refused = await other.SubmitAsync(theirs, ("secret", form.Fields["secret"]), ("code", code), ("password", person.Password));
        Assert.StartsWith("/connect/sign-in", refused.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_must_have_one_sets_it_up_on_the_way_in()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync(secondFactorRequired: true));
        using var browser = new Browser(server);
        var form = (await browser.SignInAsync(person, app.RequestAddress())).Expect(HttpStatusCode.OK);
        Assert.Equal("Set up a second factor", form.Title);
        Assert.Contains("otpauth://totp/CrmPlatform:", form.TextOf("address"), StringComparison.Ordinal);
        Assert.StartsWith("/connect/sign-in", (await browser.OpenAsync("/connect/account")).At, StringComparison.Ordinal);
        var (_, codes) = await SetUpAsync(browser, form, person.Password);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Contains("code", ClientApp.Read(await browser.OpenAsync(app.RequestAddress())).Keys);
    }

    [Fact]
    public async Task Who_must_have_one_from_now_on_refreshes_no_session_that_began_without()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        await ChangeAsync(server, person, new { secondFactorRequired = true });
        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
        // The refusal used nothing up.
        await ChangeAsync(server, person, new { secondFactorRequired = false });
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_gets_a_role_that_must_have_one_refreshes_no_session_that_began_without()
    {
        await using var strict = await IdentityServer.StartAsync(ownClock: true, "--Identity:SecondFactor:RequiredRoles:0=manager");
        var (app, person, other) = (await strict.NewAppAsync(), await strict.NewPersonAsync(), await strict.NewPersonAsync());
        var (tokens, others) = (await app.SignInAsync(person), await app.SignInAsync(other));
        await ChangeAsync(strict, person, new { roles = new[] { "manager", "sales" } });
        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
        (await app.RefreshAsync(others.Refresh())).Expect(HttpStatusCode.OK);

        using var browser = new Browser(strict);
        var form = (await browser.SignInAsync(person, app.RequestAddress())).Expect(HttpStatusCode.OK);
        await SetUpAsync(browser, form, person.Password, strict);
        var known = (await app.ExchangeAsync(ClientApp.Read(await browser.OpenAsync(app.RequestAddress()))["code"])).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(known.Refresh())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_phone_once()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person);
        var (_, codes) = await SetUpAsync(browser, await browser.OpenAsync("/connect/second-factor/setup"), person.Password);

        using var lost = new Browser(server);
        var asked = await lost.SignInAsync(person);
        Assert.Equal("/connect/account", (await lost.SubmitAsync(asked, ("code", codes[3].ToUpperInvariant()))).Expect(HttpStatusCode.OK).At);
        using var again = new Browser(server);
        (await again.SubmitAsync(await again.SignInAsync(person), ("code", codes[3]))).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_recovery_code_sent_many_times_at_once_lets_one_in_and_shows_the_others_the_form()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person);
        var (_, codes) = await SetUpAsync(browser, await browser.OpenAsync("/connect/second-factor/setup"), person.Password);

        for (var round = 0; round < 3; round++)
        {
            var others = Enumerable.Range(0, 4).Select(_ => new Browser(server)).ToList();
            var asked = new List<Seen>();
            foreach (var other in others) asked.Add(await other.SignInAsync(person));
            var answers = await Task.WhenAll(others.Zip(asked, (other, form) => other.SubmitAsync(form, ("code", codes[round]))));
            Assert.Equal("/connect/account", Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK).At);
            Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("One-time code", answer.Expect(HttpStatusCode.Unauthorized).Title));
            others.ForEach(other => other.Dispose());
        }
    }

    [Fact]
    public async Task What_people_do_to_their_own_accounts_bears_their_names_in_the_history()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person);
        var (_, codes) = await SetUpAsync(browser, await browser.OpenAsync("/connect/second-factor/setup"), person.Password);
        using var phone = new Browser(server);
        (await phone.SubmitAsync(await phone.SignInAsync(person), ("code", codes[0]))).Expect(HttpStatusCode.OK);
        (await phone.SubmitAsync(await phone.OpenAsync("/connect/password"), ("current", person.Password), ("password", "copper-lantern-meadow-41"))).Expect(HttpStatusCode.OK);

        using var admin = await server.AdminAsync();
        var history = (await admin.GetAsync($"/api/v1/users/{person.Id}/history")).Expect(HttpStatusCode.OK).Items.Where(change => (string?)change["action"] == "updated").ToList();
        Assert.Equal(3, history.Count);
        Assert.All(history, change => Assert.Equal((person.Id.ToString(), $"Person {person.UserName}"), ((string?)change["by"], (string?)change["byName"])));
    }

    [Fact]
    public async Task Who_knows_the_password_only_can_neither_replace_it_nor_guess_it_without_end()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person);
        var (secret, _) = await SetUpAsync(browser, await browser.OpenAsync("/connect/second-factor/setup"), person.Password);
        server.Clock!.Advance(TimeSpan.FromMinutes(1));

        using var thief = new Browser(server);
        var asked = await thief.SignInAsync(person);
        foreach (var page in new[] { "/connect/second-factor/setup", "/connect/password", "/connect/account" })
            Assert.StartsWith("/connect/sign-in", (await thief.OpenAsync(page)).At, StringComparison.Ordinal);
        var wrong = Now(secret) == "111111" ? "222222" : "111111";
        for (var i = 0; i < 5; i++) (await thief.SubmitAsync(asked, ("code", wrong))).Expect(HttpStatusCode.Unauthorized);
        (await thief.SubmitAsync(asked, ("code", Now(secret)))).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_lost_one_is_taken_away_by_an_administrator_and_all_sessions_end()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var tokens = await app.SignInAsync(browser, person);
        await SetUpAsync(browser, await browser.OpenAsync("/connect/second-factor/setup"), person.Password);
        using var admin = await server.AdminAsync();
        var user = await admin.GetAsync($"/api/v1/users/{person.Id}");
        (await admin.DeleteAsync($"/api/v1/users/{person.Id}/second-factor", user.ETag)).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
        using var fresh = new Browser(server);
        Assert.Equal("/connect/account", (await fresh.SignInAsync(person)).Expect(HttpStatusCode.OK).At);
    }

    private static async Task ChangeAsync(IdentityServer at, Person person, object change)
    {
        using var admin = await at.AdminAsync();
        var user = (await admin.GetAsync($"/api/v1/users/{person.Id}")).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync($"/api/v1/users/{person.Id}", change, user.ETag)).Expect(HttpStatusCode.OK);
    }

    private async Task<(byte[] Secret, IReadOnlyList<string> Codes)> SetUpAsync(Browser browser, Seen form, string password, IdentityServer? at = null)
    {
        var secret = Base32.Read(form.Expect(HttpStatusCode.OK).TextOf("key").Replace(" ", "", StringComparison.Ordinal));
        var done = (await browser.SubmitAsync(form, ("code", Now(secret, at)), ("password", password))).Expect(HttpStatusCode.OK);
        Assert.Equal("Recovery codes", done.Title);
        return (secret, done.Codes);
    }

    private string Now(byte[] secret, IdentityServer? at = null) => Totp.CodeAt(secret, Totp.StepOf((at ?? server).Clock!.GetUtcNow()));
}
