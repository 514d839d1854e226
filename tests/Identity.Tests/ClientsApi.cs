using System.Net;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Identity.Tests;

public sealed class ClientsApi(SharedServer shared)
{
    private readonly IdentityServer server = shared.Server;

    [Fact]
    public async Task A_secret_is_shown_once_and_stored_as_a_hash()
    {
        using var admin = await server.AdminAsync();
        var created = (await admin.PostAsync("/api/v1/clients", new { name = "ERP", grants = new[] { "client-credentials" }, roles = new[] { "manager" } }))
            .Expect(HttpStatusCode.Created);
        var secret = (string)created["clientSecret"]!;
        Assert.InRange(secret.Length, 40, 60);
        var read = (await admin.GetAsync(created.Location!)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(secret, read.Text, StringComparison.Ordinal);
        Assert.Null(read["clientSecret"]);
        Assert.Equal(created.ETag, read.ETag);
        var stored = await server.Host.InScopeAsync(services => services.GetRequiredService<IdentityDb>().Clients.SingleAsync(client => client.Id == created.Id));
        Assert.DoesNotContain(secret, stored.ClientSecret!, StringComparison.Ordinal);
        Assert.InRange(stored.ClientSecret!.Length, 60, 400);
    }

    [Fact]
    public async Task A_new_secret_is_good_at_once_and_the_old_one_as_long_as_was_said()
    {
        using var admin = await server.AdminAsync();
        var created = (await admin.PostAsync("/api/v1/clients", new { name = "ERP", grants = new[] { "client-credentials" } })).Expect(HttpStatusCode.Created);
        var (path, id, old) = (created.Location!, (string)created["clientId"]!, (string)created["clientSecret"]!);

        var second = (await admin.ActAsync($"{path}/secret", new { overlapHours = 24 }, created.ETag)).Expect(HttpStatusCode.OK);
        Assert.NotNull(second["previousSecretUntil"]);
        (await server.TokenAsync(id, (string)second["clientSecret"]!)).Expect(HttpStatusCode.OK);
        (await server.TokenAsync(id, old)).Expect(HttpStatusCode.OK);

        var third = (await admin.ActAsync($"{path}/secret", new { overlapHours = 0 }, second.ETag)).Expect(HttpStatusCode.OK);
        (await server.TokenAsync(id, (string)third["clientSecret"]!)).Expect(HttpStatusCode.OK);
        (await server.TokenAsync(id, (string)second["clientSecret"]!)).Expect(HttpStatusCode.Unauthorized);
        (await server.TokenAsync(id, old)).Expect(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"name":"X","grants":[]}""", "grants", "clients.grants-missing")]
    [InlineData("""{"name":"X","grants":["password"]}""", "grants[0]", "malformed")]
    [InlineData("""{"name":"X","grants":["client-credentials"],"public":true}""", "grants", "clients.secret-needed")]
    [InlineData("""{"name":"X","grants":["authorization-code"]}""", "redirectUris", "clients.redirect-missing")]
    [InlineData("""{"name":"X","grants":["authorization-code"],"redirectUris":["http://example.com/"]}""", "redirectUris", "clients.redirect-unsafe")]
    [InlineData("""{"name":"X","grants":["authorization-code"],"redirectUris":["https://example.com/#x"]}""", "redirectUris", "clients.redirect-unsafe")]
    [InlineData("""{"name":"X","grants":["authorization-code"],"redirectUris":["javascript:alert(1)"]}""", "redirectUris", "clients.redirect-unsafe")]
    [InlineData("""{"name":"X","grants":["client-credentials"],"roles":["boss"]}""", "roles", "clients.roles-unknown")]
    [InlineData("""{"name":"X","grants":["client-credentials"],"actsFor":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "actsFor", "clients.acts-for-nobody")]
    [InlineData("""{"name":"X","grants":["client-credentials"],"roles":["sales"],"actsFor":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "actsFor", "clients.acts-for-has-roles")]
    [InlineData("""{"name":"X","grants":["client-credentials"],"clientId":"No Spaces"}""", "clientId", "validation")]
    public async Task A_wrong_request_is_answered_with_the_field_that_is_wrong(string body, string field, string code)
    {
        using var admin = await server.AdminAsync();
        var answer = (await admin.PostAsync("/api/v1/clients", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(code, answer.Code);
        Assert.NotNull(answer["errors"]![field]);
    }

    [Fact]
    public async Task A_client_is_changed_listed_and_removed_with_its_tokens()
    {
        using var admin = await server.AdminAsync();
        var wanted = new { name = "Before", clientId = "to-be-removed", grants = new[] { "client-credentials" }, roles = new[] { "sales" } };
        var created = (await admin.PostAsync("/api/v1/clients", wanted)).Expect(HttpStatusCode.Created);
        Assert.Equal("clients.id-taken", (await admin.PostAsync("/api/v1/clients", wanted)).Expect(HttpStatusCode.Conflict).Code);
        var changed = (await admin.PatchAsync(created.Location!, new { name = "After", roles = new[] { "agent" } }, created.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("After", (string?)changed["name"]);
        var token = (await server.TokenAsync("to-be-removed", (string)created["clientSecret"]!)).Expect(HttpStatusCode.OK).Access();
        Assert.Contains("agent", Tokens.Payload(token)["role"]!.AsArray().Select(role => (string)role!));

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await admin.GetAsync($"/api/v1/clients?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(HttpStatusCode.OK);
            ids.AddRange(page.Items.Select(item => (string)item["clientId"]!));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Contains("to-be-removed", ids);
        Assert.Contains("gateway", ids);
        Assert.Equal(ids.Distinct().Count(), ids.Count);

        Assert.Equal("stale", (await admin.DeleteAsync(created.Location!, created.ETag)).Expect(HttpStatusCode.PreconditionFailed).Code);
        (await admin.DeleteAsync(created.Location!, changed.ETag)).Expect(HttpStatusCode.NoContent);
        (await admin.GetAsync(created.Location!)).Expect(HttpStatusCode.NotFound);
        (await server.TokenAsync("to-be-removed", (string)created["clientSecret"]!)).Expect(HttpStatusCode.Unauthorized);
        var asked = await server.PostFormAsync("/connect/introspect", new()
        {
            ["client_id"] = IdentityServer.Service, ["client_secret"] = IdentityServer.Secret + IdentityServer.Service, ["token"] = token,
        });
        Assert.False((bool?)asked.Expect(HttpStatusCode.OK)["active"]);
    }

    [Fact]
    public async Task What_the_configuration_sets_is_changed_there_only()
    {
        using var admin = await server.AdminAsync();
        var service = (await admin.GetAsync("/api/v1/clients?limit=200")).Items.Single(item => (string?)item["clientId"] == IdentityServer.Service);
        Assert.Equal("configuration", (string?)service["origin"]);
        Assert.Equal("crm.internal", (string?)service["scope"]);
        var path = $"/api/v1/clients/{service["id"]}";
        Assert.Equal("clients.configured", (await admin.PatchAsync(path, new { name = "Mine" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("clients.configured", (await admin.ActAsync($"{path}/secret", new { }, "*")).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("clients.configured", (await admin.DeleteAsync(path, "*")).Expect(HttpStatusCode.Conflict).Code);
    }
}
