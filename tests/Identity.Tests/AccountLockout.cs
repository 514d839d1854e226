using System.Net;
using CrmPlatform.Identity.Tests.Support;

namespace CrmPlatform.Identity.Tests;

[Collection(Clocked.Name)]
public sealed class AccountLockout(ClockedServer clocked)
{
    private readonly IdentityServer server = clocked.Server;

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        for (var i = 0; i < 5; i++) (await browser.SignInAsync(person, password: "wrong-password-here")).Expect(HttpStatusCode.Unauthorized);
        (await browser.SignInAsync(person)).Expect(HttpStatusCode.Unauthorized);
        server.Clock!.Advance(TimeSpan.FromMinutes(14));
        (await browser.SignInAsync(person)).Expect(HttpStatusCode.Unauthorized);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await browser.SignInAsync(person)).Expect(HttpStatusCode.OK);

        using var admin = await server.AdminAsync();
        var outcomes = (await admin.GetAsync($"/api/v1/sessions/audit?user={person.Id}")).Expect(HttpStatusCode.OK).Items.Select(item => (string)item["outcome"]!);
        Assert.Equal([.. Enumerable.Repeat("wrong-password", 5), "locked", "locked", "succeeded"], outcomes.Reverse());
    }

    [Fact]
    public async Task Many_guesses_at_once_are_no_more_guesses()
    {
        var person = await server.NewPersonAsync();
        var browsers = Enumerable.Range(0, 12).Select(_ => new Browser(server)).ToList();
        await Task.WhenAll(browsers.Select(browser => browser.SignInAsync(person, password: "wrong-password-here")));
        browsers.ForEach(browser => browser.Dispose());
        using var admin = await server.AdminAsync();
        var outcomes = (await admin.GetAsync($"/api/v1/sessions/audit?user={person.Id}")).Expect(HttpStatusCode.OK).Items.Select(item => (string)item["outcome"]!).ToList();
        Assert.Equal(5, outcomes.Count(outcome => outcome == "wrong-password"));
        Assert.Equal(7, outcomes.Count(outcome => outcome == "locked"));
    }

    [Fact]
    public async Task An_administrator_unlocks_an_account_whose_version_the_wrong_passwords_did_not_change()
    {
        var person = await server.NewPersonAsync();
        using var admin = await server.AdminAsync();
        var before = (await admin.GetAsync($"/api/v1/users/{person.Id}")).Expect(HttpStatusCode.OK);
        using var browser = new Browser(server);
        for (var i = 0; i < 5; i++) await browser.SignInAsync(person, password: "wrong-password-here");
        var locked = (await admin.GetAsync($"/api/v1/users/{person.Id}")).Expect(HttpStatusCode.OK);
        Assert.NotNull(locked["lockedUntil"]);
        Assert.Equal(before.ETag, locked.ETag);

        var unlocked = (await admin.ActAsync($"/api/v1/users/{person.Id}/unlock", null, before.ETag)).Expect(HttpStatusCode.OK);
        Assert.Null(unlocked["lockedUntil"]);
        (await browser.SignInAsync(person)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_locked_the_account_over_a_forgotten_password_signs_in_with_the_new_one()
    {
        var person = await server.NewPersonAsync();
        using var admin = await server.AdminAsync();
        using var browser = new Browser(server);
        for (var i = 0; i < 5; i++) await browser.SignInAsync(person, password: "wrong-password-here");
        var locked = (await admin.GetAsync($"/api/v1/users/{person.Id}")).Expect(HttpStatusCode.OK);
        Assert.NotNull(locked["lockedUntil"]);
        const string password = "another-password-entirely";
        (await admin.PostAsync($"/api/v1/users/{person.Id}/password", new { password, mustChangePassword = false }, ("If-Match", locked.ETag!))).Expect(HttpStatusCode.OK);
        (await browser.SignInAsync(person, password: password)).Expect(HttpStatusCode.OK);
    }
}
