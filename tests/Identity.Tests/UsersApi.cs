using System.Net;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Identity.Tests;

public sealed class UsersApi(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task An_account_is_opened_and_read_back()
    {
        using var admin = await server.AdminAsync();
        var wanted = new { userName = "li.na", name = "李娜 🚀", roles = new[] { "sales" }, team = "north", email = "li.na@example.com" };
        var created = (await admin.PostAsync("/api/v1/users", wanted)).Expect(HttpStatusCode.Created);
        Assert.Equal($"/api/v1/users/{created.Id}", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal("no-store", created.Headers["Cache-Control"]);
        Assert.True((bool?)created["mustChangePassword"]);

        var read = (await admin.GetAsync(created.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal("李娜 🚀", (string?)read["name"]);
        Assert.Equal("north", (string?)read["team"]);
        Assert.Equal("sales", (string?)read["roles"]![0]);
        Assert.Null(read["temporaryPassword"]);
        Assert.DoesNotContain("assword\":\"", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_repeated_with_its_key_opens_one_account_and_shows_the_same_password_which_lies_nowhere_in_the_clear()
    {
        using var admin = await server.AdminAsync();
        var body = new { userName = "once", name = "Once", roles = new[] { "agent" } };
        var first = (await admin.PostAsync("/api/v1/users", body, ("Idempotency-Key", "open-once"))).Expect(HttpStatusCode.Created);
        var second = (await admin.PostAsync("/api/v1/users", body, ("Idempotency-Key", "open-once"))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("true", second.Headers["Idempotency-Replayed"]);
        Assert.Equal("no-store", second.Headers["Cache-Control"]);
        var other = await admin.PostAsync("/api/v1/users", new { userName = "twice", name = "Twice", roles = new[] { "agent" } }, ("Idempotency-Key", "open-once"));
        Assert.Equal("idempotency.other-body", other.Expect(HttpStatusCode.UnprocessableEntity).Code);

        var password = (string)first["temporaryPassword"]!;
        var lies = await server.Host.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<IdentityDb>();
            return await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM IdempotencyKeys WHERE instr(Body, CAST({0} AS BLOB)) > 0", password).SingleAsync();
        });
        Assert.Equal(0, lies);
    }

    [Theory]
    [InlineData("""{"userName":"x y","name":"X","roles":["sales"]}""", "userName", "validation")]
    [InlineData("""{"userName":"x","name":"","roles":["sales"]}""", "name", "validation")]
    [InlineData("""{"userName":"x","name":"X","roles":["boss"]}""", "roles", "users.roles-unknown")]
    [InlineData("""{"userName":"x","name":"X","roles":["client-app"]}""", "roles", "users.roles-unknown")]
    [InlineData("""{"userName":"x","name":"X","roles":[]}""", "roles", "users.roles-unknown")]
    [InlineData("""{"userName":"x","name":"X","roles":["sales"],"email":"nope"}""", "email", "validation")]
    [InlineData("""{"userName":"x","name":"X","roles":["sales"],"password":"short"}""", "password", "password.too-short")]
    [InlineData("""{"userName":"x","name":"X","roles":["sales"],"password":"password123456"}""", "password", "password.common")]
    [InlineData("""{"userName":"x","name":"X","roles":["sales"],"password":"abcdefghijklmnop"}""", "password", "password.simple")]
    [InlineData("""{"userName":"annabel","name":"X","roles":["sales"],"password":"Annabel-Annabel1"}""", "password", "password.names-owner")]
    [InlineData("""{"userName":"x","name":"X","roles":["sales"],"isAdmin":true}""", "isAdmin", "malformed")]
    [InlineData("""{"userName":"x","roles":["sales"]}""", "name", "validation")]
    public async Task A_wrong_request_is_answered_with_the_field_that_is_wrong(string body, string field, string code)
    {
        using var admin = await server.AdminAsync();
        var answer = (await admin.PostAsync("/api/v1/users", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(code, answer.Code);
        Assert.NotNull(answer["errors"]![field]);
        Assert.NotNull(answer["traceId"]);
    }

    [Fact]
    public async Task A_user_name_is_given_once_however_it_is_written()
    {
        using var admin = await server.AdminAsync();
        (await admin.PostAsync("/api/v1/users", new { userName = "unique", name = "U", roles = new[] { "agent" } })).Expect(HttpStatusCode.Created);
        var second = await admin.PostAsync("/api/v1/users", new { userName = "UNIQUE", name = "U", roles = new[] { "agent" } });
        Assert.Equal("users.name-taken", second.Expect(HttpStatusCode.Conflict).Code);
        var race = new { userName = "race", name = "R", roles = new[] { "agent" } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => admin.PostAsync("/api/v1/users", race)));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal(4, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_change_needs_the_version_it_is_based_on_and_is_written_into_the_history_without_secrets()
    {
        var person = await server.NewPersonAsync();
        using var admin = await server.AdminAsync();
        var path = $"/api/v1/users/{person.Id}";
        var before = await admin.GetAsync(path);
        Assert.Equal("if-match.required", (await admin.PatchAsync(path, new { name = "N" }, null)).Expect(HttpStatusCode.PreconditionRequired).Code);
        var changed = (await admin.PatchAsync(path, new { name = "New Name", team = (string?)null }, before.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("New Name", (string?)changed["name"]);
        Assert.Null(changed["team"]);
        Assert.Equal("stale", (await admin.PatchAsync(path, new { name = "Other" }, before.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        (await admin.PatchAsync(path, new { roles = new[] { "nobody" } }, changed.ETag)).Expect(HttpStatusCode.BadRequest);
        (await admin.PatchAsync(path, new { name = (string?)null }, changed.ETag)).Expect(HttpStatusCode.BadRequest);
        (await admin.ActAsync($"{path}/password", new { }, changed.ETag)).Expect(HttpStatusCode.OK);

        var history = (await admin.GetAsync($"{path}/history")).Expect(HttpStatusCode.OK);
        Assert.Equal(["updated", "updated", "created"], history.Items.Select(change => (string)change["action"]!));
        Assert.Contains("New Name", history.Items[1]["fields"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(IdentityServer.Bootstrap, (string?)history.Items[1]["by"]);
        Assert.Contains("passwordHash", history.Items[0]["fields"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AQAAAA", history.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_is_out_at_once_and_may_come_back()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        using var admin = await server.AdminAsync();
        var path = $"/api/v1/users/{person.Id}";
        var closed = (await admin.ActAsync($"{path}/deactivation", null, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        Assert.False((bool?)closed["active"]);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
        using var browser = new Browser(server);
        (await browser.SignInAsync(person)).Expect(HttpStatusCode.Unauthorized);

        (await admin.ActAsync($"{path}/activation", null, closed.ETag)).Expect(HttpStatusCode.OK);
        (await app.SignInAsync(person)).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_has_lost_the_password_gets_a_new_one_for_one_sign_in()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        using var admin = await server.AdminAsync();
        var path = $"/api/v1/users/{person.Id}";
        var reset = (await admin.ActAsync($"{path}/password", new { }, (await admin.GetAsync(path)).ETag)).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
        using var browser = new Browser(server);
        Assert.Equal("Change your password", (await browser.SignInAsync(person, password: (string)reset["temporaryPassword"]!)).Title);
        Assert.Equal("password.common", (await admin.ActAsync($"{path}/password", new { password = "qwertyuiop1234" }, reset.ETag)).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_person_signed_in_too_often_is_signed_out_everywhere()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var (one, two) = (await app.SignInAsync(person), await app.SignInAsync(person));
        using var admin = await server.AdminAsync();
        (await admin.ActAsync($"/api/v1/users/{person.Id}/sign-out", null, "*")).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(one.Refresh())).Expect(HttpStatusCode.BadRequest);
        (await app.RefreshAsync(two.Refresh())).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task There_is_always_an_administrator()
    {
        // All the others are put out, so it has a server of its own: the administrators of other tests would be among them.
        await using var alone = await IdentityServer.StartAsync();
        await alone.NewPersonAsync("admin");
        using var admin = await alone.AdminAsync();
        var last = (await admin.GetAsync("/api/v1/users?role=admin&active=true&q=admin")).Expect(HttpStatusCode.OK).Items.Single(item => (string?)item["userName"] == "admin");
        var others = (await admin.GetAsync("/api/v1/users?role=admin&active=true&limit=200")).Items.Where(item => (string?)item["userName"] != "admin").ToList();
        Assert.Single(others);
        foreach (var other in others) (await admin.ActAsync($"/api/v1/users/{other["id"]}/deactivation", null, "*")).Expect(HttpStatusCode.OK);
        var path = $"/api/v1/users/{last["id"]}";
        Assert.Equal("users.last-administrator", (await admin.ActAsync($"{path}/deactivation", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("users.last-administrator", (await admin.PatchAsync(path, new { roles = new[] { "sales" } }, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_the_last_two_administrators_taken_away_at_one_moment_one_stays(bool byDeactivation)
    {
        await using var alone = await IdentityServer.StartAsync();
        await alone.NewPersonAsync("admin");
        using var admin = await alone.AdminAsync();
        var two = (await admin.GetAsync("/api/v1/users?role=admin&active=true")).Expect(HttpStatusCode.OK).Items.Select(item => $"/api/v1/users/{item["id"]}").ToList();
        Assert.Equal(2, two.Count);
        for (var round = 0; round < 8; round++)
        {
            var answers = await Task.WhenAll(two.Select(path => byDeactivation
                ? admin.ActAsync($"{path}/deactivation", null, "*")
                : admin.PatchAsync(path, new { roles = new[] { "sales" } }, "*")));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
            Assert.Equal("users.last-administrator", answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Code);
            var gone = two[Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.OK)];
            (byDeactivation ? await admin.ActAsync($"{gone}/activation", null, "*") : await admin.PatchAsync(gone, new { roles = new[] { "admin" } }, "*")).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_team_of_a_person_and_of_a_client_has_a_name_without_blanks_around_it()
    {
        using var admin = await server.AdminAsync();
        object User(string name, string team) => new { userName = name, name = "In a team", roles = new[] { "sales" }, team };
        object Client(string team) => new { name = "In a team", grants = new[] { "client-credentials" }, roles = new[] { "sales" }, team };
        foreach (var blank in new[] { "", "  ", "\t" })
        {
            Assert.Contains("team", (await admin.PostAsync("/api/v1/users", User("in.no.team", blank))).Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
            Assert.Contains("team", (await admin.PostAsync("/api/v1/clients", Client(blank))).Expect(HttpStatusCode.BadRequest).Text, StringComparison.Ordinal);
        }
        foreach (var (path, created) in new[]
        {
            ("/api/v1/users", await admin.PostAsync("/api/v1/users", User("in.a.team", "  far north "))),
            ("/api/v1/clients", await admin.PostAsync("/api/v1/clients", Client("  far north "))),
        })
        {
            Assert.Equal("far north", (string?)created.Expect(HttpStatusCode.Created)["team"]);
            var one = $"{path}/{created["id"]}";
            Assert.Equal("far south", (string?)(await admin.PatchAsync(one, new { team = "far south " }, "*")).Expect(HttpStatusCode.OK)["team"]);
            (await admin.PatchAsync(one, new { team = " " }, "*")).Expect(HttpStatusCode.BadRequest);
            Assert.Null((await admin.PatchAsync(one, new { team = (string?)null }, "*")).Expect(HttpStatusCode.OK)["team"]);
        }
    }

    [Fact]
    public async Task Accounts_are_listed_in_pages_and_found()
    {
        using var admin = await server.AdminAsync();
        for (var i = 0; i < 5; i++)
            (await admin.PostAsync("/api/v1/users", new { userName = $"page{i}", name = $"页码 {i}", roles = new[] { "analyst" }, team = "pages" })).Expect(HttpStatusCode.Created);
        var names = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await admin.GetAsync($"/api/v1/users?team=pages&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            Assert.InRange(page.Items.Count, 1, 2);
            names.AddRange(page.Items.Select(item => (string)item["userName"]!));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(["page0", "page1", "page2", "page3", "page4"], names);
        Assert.Equal("page3", (string?)Assert.Single((await admin.GetAsync($"/api/v1/users?q={Uri.EscapeDataString("页码 3")}")).Items)["userName"]);
        Assert.Equal(5, (await admin.GetAsync("/api/v1/users?q=PAGE&role=analyst")).Items.Count);
        (await admin.GetAsync("/api/v1/users?limit=201")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("query.unknown", (await admin.GetAsync("/api/v1/users?sort=name")).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("cursor.invalid", (await admin.GetAsync("/api/v1/users?cursor=made-up")).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Theory]
    [InlineData("manager")]
    [InlineData("sales")]
    [InlineData("agent")]
    [InlineData("analyst")]
    public async Task Only_administrators_keep_accounts_clients_and_keys(string role)
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync(role));
        using var client = server.Host.Client((await app.SignInAsync(person)).Access());
        foreach (var path in new[] { "/api/v1/users", "/api/v1/clients", "/api/v1/operations/identity/keys" })
            Assert.Equal("forbidden", (await client.GetAsync(path)).Expect(HttpStatusCode.Forbidden).Code);
        (await client.PostAsync("/api/v1/users", new { userName = "sneaky", name = "S", roles = new[] { "admin" } })).Expect(HttpStatusCode.Forbidden);
        using var nobody = server.Host.Client(null);
        Assert.Equal("unauthenticated", (await nobody.GetAsync("/api/v1/users")).Expect(HttpStatusCode.Unauthorized).Code);
    }
}
