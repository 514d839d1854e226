using System.Net;
using CrmPlatform.Identity.Tests.Support;

namespace CrmPlatform.Identity.Tests;

public sealed class RefreshTokens(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task Each_use_gives_a_new_one()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var first = await app.SignInAsync(person);
        var second = (await app.RefreshAsync(first.Refresh())).Expect(HttpStatusCode.OK);
        var third = (await app.RefreshAsync(second.Refresh())).Expect(HttpStatusCode.OK);
        Assert.Equal(3, new[] { first.Refresh(), second.Refresh(), third.Refresh() }.Distinct().Count());
        Assert.Equal(person.Id.ToString(), (string?)Tokens.Payload(third.Access())["sub"]);
        Assert.InRange(first.Refresh().Length, 20, 100);
    }

    [Fact]
    public async Task A_used_one_that_comes_back_ends_the_whole_family()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var first = await app.SignInAsync(person);
        var second = (await app.RefreshAsync(first.Refresh())).Expect(HttpStatusCode.OK);

        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(first.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(second.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
        Assert.False(await IsActiveAsync(first.Access()));
        Assert.False(await IsActiveAsync(second.Access()));

        using var admin = await server.AdminAsync();
        var session = Assert.Single((await admin.GetAsync($"/api/v1/sessions?user={person.Id}")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal("token-reused", (string?)session["endedBecause"]);
        var record = Assert.Single((await admin.GetAsync($"/api/v1/sessions/audit?user={person.Id}&outcome=token-reused")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal(app.ClientId, (string?)record["clientId"]);
    }

    [Fact]
    public async Task Another_sign_in_of_the_same_person_is_left_alone_when_a_family_ends()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var (stolen, other) = (await app.SignInAsync(person), await app.SignInAsync(person));
        await app.RefreshAsync(stolen.Refresh());
        await app.RefreshAsync(stolen.Refresh());
        (await app.RefreshAsync(other.Refresh())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_uses_at_once_give_one_success_at_most()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.RefreshAsync(tokens.Refresh())));
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 0, 1);
        Assert.All(answers, answer => Assert.True((int)answer.Status < 500, answer.Text));
    }

    [Fact]
    public async Task It_belongs_to_its_client()
    {
        var (mine, theirs, person) = (await server.NewAppAsync(), await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await mine.SignInAsync(person);
        Assert.Equal("invalid_grant", (string?)(await theirs.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task A_revoked_one_is_void()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        (await app.RevokeAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
        Assert.Equal("invalid_grant", (string?)(await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task New_roles_and_a_new_team_stand_in_the_next_token()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync("sales", "north"));
        var tokens = await app.SignInAsync(person);
        using var admin = await server.AdminAsync();
        var user = (await admin.GetAsync($"/api/v1/users/{person.Id}")).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync($"/api/v1/users/{person.Id}", new { roles = new[] { "manager", "sales" }, team = "west" }, user.ETag)).Expect(HttpStatusCode.OK);

        var next = Tokens.Payload((await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK).Access());
        Assert.Equal(["manager", "sales"], next["role"]!.AsArray().Select(role => (string)role!));
        Assert.Equal("west", (string?)next["team"]);
    }

    private async Task<bool> IsActiveAsync(string token) => (bool)(await server.PostFormAsync("/connect/introspect", new()
    {
        ["client_id"] = IdentityServer.Service,
        ["client_secret"] = IdentityServer.Secret + IdentityServer.Service,
        ["token"] = token,
    })).Expect(HttpStatusCode.OK)["active"]!;
}
