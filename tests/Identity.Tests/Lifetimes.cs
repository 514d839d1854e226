using System.Net;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Identity.Tests;

[Collection(Clocked.Name)]
public sealed class Lifetimes(ClockedServer clocked)
{
    private readonly IdentityServer server = clocked.Server;

    [Fact]
    public async Task An_access_token_is_good_for_a_quarter_of_an_hour()
    {
        using var admin = await server.AdminAsync();
        server.Clock!.Advance(TimeSpan.FromMinutes(14));
        (await admin.GetAsync("/api/v1/users")).Expect(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        (await admin.GetAsync("/api/v1/users")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_ends_after_its_time_however_much_it_is_used()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        for (var day = 0; day < 27; day += 9)
        {
            await server.JumpAsync(TimeSpan.FromDays(9));
            tokens = (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
        }
        await server.JumpAsync(TimeSpan.FromDays(4));
        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task Who_stays_away_too_long_signs_in_again()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        await server.JumpAsync(TimeSpan.FromDays(15));
        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task A_code_not_fetched_in_two_minutes_is_void()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        var code = ClientApp.Read(await browser.SignInAsync(person, app.RequestAddress()))["code"];
        server.Clock!.Advance(TimeSpan.FromMinutes(3));
        (await app.ExchangeAsync(code)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_sign_in_longer_ago_than_an_app_allows_is_repeated()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        using var browser = new Browser(server);
        await app.SignInAsync(browser, person);
        server.Clock!.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("code", ClientApp.Read(await browser.OpenAsync(app.RequestAddress(other: ("max_age", "3600")))).Keys);
        Assert.Equal("Sign in", (await browser.OpenAsync(app.RequestAddress(other: ("max_age", "300")))).Title);
    }

    [Fact]
    public async Task Whoever_is_halfway_in_does_not_stay_there()
    {
        var person = await server.NewPersonAsync(secondFactorRequired: true);
        using var browser = new Browser(server);
        Assert.Equal("Set up a second factor", (await browser.SignInAsync(person)).Title);
        server.Clock!.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Sign in", (await browser.OpenAsync("/connect/second-factor/setup")).Title);
    }

    [Fact]
    public async Task What_has_expired_is_removed_and_what_may_still_matter_is_kept()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        server.Clock!.Advance(TimeSpan.FromHours(2));
        var second = (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
        var housekeeping = server.Host.Services.GetRequiredService<Housekeeping>();
        await housekeeping.CleanAsync(CancellationToken.None);
        // The expired access token is gone, the used refresh token is not: it must be known when it comes back.
        Assert.Equal(0, await CountAsync(person, "access_token", expired: true));
        Assert.Equal(2, await CountAsync(person, "refresh_token", expired: false));
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
        (await app.RefreshAsync(second.Refresh())).Expect(HttpStatusCode.BadRequest);

        await server.JumpAsync(TimeSpan.FromDays(400));
        await housekeeping.CleanAsync(CancellationToken.None);
        Assert.Equal(0, await CountAsync(person, "refresh_token", expired: true));
        Assert.Equal(0, await server.Host.InScopeAsync(services => services.GetRequiredService<IdentityDb>().SignInRecords.CountAsync(record => record.UserId == person.Id)));
    }

    private Task<int> CountAsync(Person person, string type, bool expired)
    {
        var (subject, now) = (person.Id.ToString(), server.Clock!.GetUtcNow().UtcDateTime);
        return server.Host.InScopeAsync(services => services.GetRequiredService<IdentityDb>().Tokens
            .CountAsync(token => token.Subject == subject && token.Type!.EndsWith(type) && (token.ExpirationDate < now) == expired));
    }
}
