using System.Net;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Tests.Support;

namespace CrmPlatform.Identity.Tests;

public sealed class SessionsApi(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task People_see_and_end_their_own_sessions_and_nobody_elses()
    {
        var app = await server.NewAppAsync();
        var (me, other) = (await server.NewPersonAsync("manager"), await server.NewPersonAsync("manager"));
        var (mine, theirs) = (await app.SignInAsync(me), await app.SignInAsync(other));
        var second = await app.SignInAsync(me);
        using var client = server.Host.Client(second.Access());

        var sessions = (await client.GetAsync("/api/v1/sessions")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(2, sessions.Count);
        Assert.All(sessions, session => Assert.Equal(me.Id.ToString(), (string?)session["userId"]));
        Assert.All(sessions, session => Assert.Equal("TestBrowser/1.0", (string?)session["agent"]));
        Assert.All(sessions, session => Assert.Equal("127.0.0.1", (string?)session["address"]));
        Assert.Empty((await client.GetAsync($"/api/v1/sessions?user={other.Id}")).Expect(HttpStatusCode.OK).Items);

        using var admin = await server.AdminAsync();
        var foreign = Assert.Single((await admin.GetAsync($"/api/v1/sessions?user={other.Id}&live=true")).Expect(HttpStatusCode.OK).Items);
        (await client.GetAsync($"/api/v1/sessions/{foreign["id"]}")).Expect(HttpStatusCode.NotFound);
        (await client.DeleteAsync($"/api/v1/sessions/{foreign["id"]}", "*")).Expect(HttpStatusCode.NotFound);

        var first = (await client.GetAsync($"/api/v1/sessions/{sessions[1]["id"]}")).Expect(HttpStatusCode.OK);
        (await client.DeleteAsync($"/api/v1/sessions/{first.Id}")).Expect(HttpStatusCode.PreconditionRequired);
        (await client.DeleteAsync($"/api/v1/sessions/{first.Id}", first.ETag)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("revoked", (string?)(await client.GetAsync($"/api/v1/sessions/{first.Id}"))["endedBecause"]);
        (await app.RefreshAsync(mine.Refresh())).Expect(HttpStatusCode.BadRequest);
        (await app.RefreshAsync(second.Refresh())).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(theirs.Refresh())).Expect(HttpStatusCode.OK);
        Assert.Single((await client.GetAsync("/api/v1/sessions?live=true")).Items);
    }

    [Fact]
    public async Task The_audit_tells_each_attempt_and_never_what_was_typed()
    {
        var person = await server.NewPersonAsync();
        using var browser = new Browser(server);
        await browser.SignInAsync(person, password: "wrong-password-here");
        await browser.SignInAsync(person with { UserName = "my-secret-password-typed-into-the-wrong-box" });
        await browser.SignInAsync(person);
        using var admin = await server.AdminAsync();
        var records = (await admin.GetAsync($"/api/v1/sessions/audit?user={person.Id}")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(["succeeded", "wrong-password"], records.Select(record => (string)record["outcome"]!));
        Assert.Equal(person.UserName, (string?)records[0]["userName"]);
        Assert.NotNull(records[0]["sessionId"]);
        var unknown = (await admin.GetAsync("/api/v1/sessions/audit?outcome=unknown-user&limit=200")).Expect(HttpStatusCode.OK);
        Assert.NotEmpty(unknown.Items);
        Assert.DoesNotContain("my-secret-password", unknown.Text, StringComparison.Ordinal);
        var wrong = (await admin.GetAsync("/api/v1/sessions/audit?outcome=bad-luck")).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("wrong-password", wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_is_read_in_pages_and_ones_own_is_ones_own()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        for (var i = 0; i < 3; i++) await app.SignInAsync(person);
        using var client = server.Host.Client((await app.SignInAsync(person)).Access());
        var first = (await client.GetAsync("/api/v1/sessions/audit?limit=3")).Expect(HttpStatusCode.OK);
        var second = (await client.GetAsync($"/api/v1/sessions/audit?limit=3&cursor={first.Next}")).Expect(HttpStatusCode.OK);
        Assert.Equal(3, first.Items.Count);
        Assert.Single(second.Items);
        Assert.Null(second.Next);
        Assert.All(first.Items.Concat(second.Items), record => Assert.Equal(person.Id.ToString(), (string?)record["userId"]));
        Assert.Equal(4, first.Items.Concat(second.Items).Select(record => (string)record["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_table_of_rights_is_served_and_says_what_is_mine()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync("sales"));
        using var client = server.Host.Client((await app.SignInAsync(person)).Access());
        var table = (await client.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.OK);
        Assert.Equal(Roles.All, table["roles"]!.AsArray().Select(role => (string)role!));
        var rights = table["rights"]!.AsArray();
        Assert.Equal(RightsTable.Rights.Count, rights.Count);
        Assert.All(rights, right => Assert.Equal((string?)right!["sales"], (string?)right["mine"]));
        Assert.Equal("own", (string?)rights.Single(right => (string?)right!["permission"] == Permissions.SessionsRead)!["mine"]);
        Assert.Equal("team", (string?)rights.Single(right => (string?)right!["permission"] == Permissions.CustomersRead)!["mine"]);
        // Without this a client would have to read its own token to ask for its own deals.
        Assert.Equal(person.Id.ToString(), (string?)table["caller"]!["subject"]);
        Assert.Equal(["sales"], table["caller"]!["roles"]!.AsArray().Select(role => (string)role!));
        using var stranger = server.Host.Client(null);
        (await stranger.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.Unauthorized);
    }
}
