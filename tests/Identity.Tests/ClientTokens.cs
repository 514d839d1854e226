using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CrmPlatform.Identity.Tests.Support;
using CrmPlatform.Testing;

namespace CrmPlatform.Identity.Tests;

public sealed class ClientTokens(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task A_client_of_its_own_has_its_roles_and_its_team()
    {
        using var admin = await server.AdminAsync();
        var client = (await admin.PostAsync("/api/v1/clients", new
        {
            name = "Nightly report", grants = new[] { "client-credentials" }, roles = new[] { "analyst", "client-app" }, team = "north",
        })).Expect(HttpStatusCode.Created);
        var token = Tokens.Payload((await server.TokenAsync((string)client["clientId"]!, (string)client["clientSecret"]!, "crm.api")).Expect(HttpStatusCode.OK).Access());
        Assert.Equal((string?)client["clientId"], (string?)token["sub"]);
        Assert.Equal((string?)client["clientId"], (string?)token["client_id"]);
        Assert.Equal("Nightly report", (string?)token["name"]);
        Assert.Equal(["analyst", "client-app"], token["role"]!.AsArray().Select(role => (string)role!));
        Assert.Equal("north", (string?)token["team"]);
        Assert.Equal("crm.api", (string?)token["scope"]);
    }

    [Fact]
    public async Task A_client_that_acts_for_a_person_carries_that_persons_name_and_rights_until_they_may_not_come_in()
    {
        var person = await server.NewPersonAsync("sales", "east");
        using var admin = await server.AdminAsync();
        var client = (await admin.PostAsync("/api/v1/clients", new { name = "Script", grants = new[] { "client-credentials" }, actsFor = person.Id }))
            .Expect(HttpStatusCode.Created);
        var (id, secret) = ((string)client["clientId"]!, (string)client["clientSecret"]!);

        var given = (await server.TokenAsync(id, secret)).Expect(HttpStatusCode.OK).Access();
        var token = Tokens.Payload(given);
        Assert.Equal(person.Id.ToString(), (string?)token["sub"]);
        Assert.Equal("sales", (string?)token["role"]);
        Assert.Equal("east", (string?)token["team"]);
        Assert.Equal(id, (string?)token["client_id"]);

        var user = await admin.GetAsync($"/api/v1/users/{person.Id}");
        (await admin.ActAsync($"/api/v1/users/{person.Id}/deactivation", null, user.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("invalid_grant", (string?)(await server.TokenAsync(id, secret)).Expect(HttpStatusCode.BadRequest)["error"]);
        Assert.False((bool?)(await AskAsync(IdentityServer.Service, IdentityServer.Secret + IdentityServer.Service, given))["active"]);
    }

    [Fact]
    public async Task A_service_has_the_internal_scope_and_no_other_client_can_get_it()
    {
        var token = Tokens.Payload((await server.TokenAsync(IdentityServer.Service, IdentityServer.Secret + IdentityServer.Service, "crm.internal"))
            .Expect(HttpStatusCode.OK).Access());
        Assert.Equal("crm.internal", (string?)token["scope"]);
        Assert.Equal("crm-api", (string?)token["aud"]);
        (await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret, "crm.internal")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_secret_may_come_in_the_header()
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{IdentityServer.Bootstrap}:{IdentityServer.Secret}")));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/connect/token", form)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_written_down()
    {
        using var admin = await server.AdminAsync();
        var client = (await admin.PostAsync("/api/v1/clients", new { name = "X", grants = new[] { "client-credentials" } })).Expect(HttpStatusCode.Created);
        var id = (string)client["clientId"]!;
        Assert.Equal("invalid_client", (string?)(await server.TokenAsync(id, "wrong")).Expect(HttpStatusCode.Unauthorized)["error"]);
        var record = Assert.Single((await admin.GetAsync($"/api/v1/sessions/audit?client={id}")).Expect(HttpStatusCode.OK).Items);
        Assert.Equal("client-refused", (string?)record["outcome"]);
    }

    [Fact]
    public async Task Who_asks_about_a_token_must_be_a_service_or_its_owner()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync("sales", "north"));
        var tokens = await app.SignInAsync(person);
        var told = await AskAsync(IdentityServer.Service, IdentityServer.Secret + IdentityServer.Service, tokens.Access());
        Assert.True((bool?)told["active"]);
        Assert.Equal(person.Id.ToString(), (string?)told["sub"]);
        Assert.Equal("sales", (string?)told["role"]![0]);
        Assert.Equal("north", (string?)told["team"]);
        Assert.Contains("crm.api", ((string)told["scope"]!).Split(' '));

        Assert.False((bool?)(await AskAsync(IdentityServer.Bootstrap, IdentityServer.Secret, tokens.Access()))["active"]);
        Assert.False((bool?)(await AskAsync(IdentityServer.Service, IdentityServer.Secret + IdentityServer.Service, "nonsense"))["active"]);
    }

    private async Task<Answer> AskAsync(string client, string secret, string token) =>
        (await server.PostFormAsync("/connect/introspect", new() { ["client_id"] = client, ["client_secret"] = secret, ["token"] = token })).Expect(HttpStatusCode.OK);
}
