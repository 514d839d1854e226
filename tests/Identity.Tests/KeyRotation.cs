using System.Net;
using CrmPlatform.Identity.Tests.Support;
using CrmPlatform.Testing;

namespace CrmPlatform.Identity.Tests;

[Collection(Clocked.Name)]
public sealed class KeyRotation(ClockedServer clocked)
{
    private readonly IdentityServer server = clocked.Server;

    [Fact]
    public async Task Keys_change_by_age_without_signing_anybody_out()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var old = await NewSignerAsync();
        // A day before its time is over the successor is published, and does not sign yet.
        server.Clock!.Advance(TimeSpan.FromDays(89));
        await UntilAsync(async () => (await PublishedAsync()).Count(kid => string.CompareOrdinal(kid, old) > 0) == 1, "the successor to be published");
        Assert.Equal(old, await SignerAsync());
        var tokens = await app.SignInAsync(person);
        Assert.Equal(old, Kid(tokens.Access()));

        server.Clock.Advance(TimeSpan.FromDays(1));
        await UntilAsync(async () => await SignerAsync() != old, "the successor to sign");
        Assert.Contains(old, await PublishedAsync());
        // Somebody signed in under the old key goes on.
        tokens = (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
        Assert.NotEqual(old, Kid(tokens.Access()));
        // The last token signed with it has expired: it is gone, and its private half destroyed.
        server.Clock.Advance(TimeSpan.FromDays(15));
        await UntilAsync(async () => !(await PublishedAsync()).Contains(old), "the old key to go");
        using var admin = await server.AdminAsync();
        Assert.DoesNotContain(old, (await admin.GetAsync("/api/v1/operations/identity/keys")).Expect(HttpStatusCode.OK).Items.Select(key => (string)key["keyId"]!));
    }

    [Fact]
    public async Task Keys_change_on_command_and_tokens_of_the_old_one_stay_good()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        var old = Kid(tokens.Access());
        using var admin = await server.AdminAsync();
        var keys = (await admin.PostAsync("/api/v1/operations/identity/keys/rotation", new { immediately = true })).Expect(HttpStatusCode.OK).Items;
        Assert.Equal("active", (string?)keys.Single(key => (string?)key["keyId"] == old)["state"]);
        await UntilAsync(async () => await SignerAsync() != old, "the new key to sign");
        keys = (await admin.GetAsync("/api/v1/operations/identity/keys")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal("retired", (string?)keys.Single(key => (string?)key["keyId"] == old)["state"]);
        using var holder = server.Host.Client(tokens.Access());
        (await holder.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.OK);
        (await holder.GetAsync("/connect/userinfo")).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_knows_the_old_key_lets_tokens_of_the_new_one_in()
    {
        await using var guarded = await GuardedService.StartAsync(server);
        var before = (await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret)).Access();
        (await guarded.GetAsync("/customers", before)).Expect(HttpStatusCode.OK);
        var made = await NewSignerAsync();
        var after = (await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret)).Access();
        Assert.Equal(made, Kid(after));
        (await guarded.GetAsync("/customers", before)).Expect(HttpStatusCode.OK);
        // The first with the new key is not turned away, and neither are those who come at the same moment.
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => guarded.GetAsync("/customers", after)));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
    }

    [Fact]
    public async Task Keys_known_to_others_are_forgotten_with_all_their_tokens()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        using var admin = await server.AdminAsync();
        using (var before = server.Host.Client(tokens.Access())) (await before.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.OK);
        (await admin.PostAsync("/api/v1/operations/identity/keys/rotation", new { forgetOld = true })).Expect(HttpStatusCode.BadRequest);
        var old = await PublishedAsync();
        (await admin.PostAsync("/api/v1/operations/identity/keys/rotation", new { immediately = true, forgetOld = true })).Expect(HttpStatusCode.OK);
        // There may have been one only before, too.
        await Eventually.IsTrueAsync(async () => await PublishedAsync() is [var left] && !old.Contains(left), "the old keys to go");
        using var holder = server.Host.Client(tokens.Access());
        (await holder.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.Unauthorized);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.BadRequest);
        (await app.SignInAsync(person)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_does_not_believe_keys_that_were_known_to_others_any_more()
    {
        await using var guarded = await GuardedService.StartAsync(server);
        var before = (await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret)).Access();
        (await guarded.GetAsync("/customers", before)).Expect(HttpStatusCode.OK);
        using var admin = await server.AdminAsync();
        (await admin.PostAsync("/api/v1/operations/identity/keys/rotation", new { immediately = true, forgetOld = true })).Expect(HttpStatusCode.OK);
        // One may have been all there was before, too.
        await Eventually.IsTrueAsync(async () => await PublishedAsync() is [var only] && only != Kid(before), "the old keys to go");
        var after = (await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret)).Access();
        // At once, and not when keys are asked for again anyway: that would be after half a minute.
        await Eventually.IsTrueAsync(
            async () => (await guarded.GetAsync("/customers", after)).Status == HttpStatusCode.OK, "the new key to be known", TimeSpan.FromSeconds(20));
        // Nor is it remembered that the token was good a moment ago.
        (await guarded.GetAsync("/customers", before)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Replicas_have_the_same_keys()
    {
        await using var replica = await server.StartReplicaAsync();
        var there = replica.Urls.First();
        var admin = (await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret)).Access();
        using (var client = new ApiClient(there, admin)) (await client.GetAsync("/api/v1/users")).Expect(HttpStatusCode.OK);
        Assert.Equal(await PublishedAsync(), await PublishedAsync(there));
        var made = await NewSignerAsync();
        await UntilAsync(async () => (await PublishedAsync(there)).Contains(made), "the other replica to publish the new key");
        await replica.StopAsync();
    }

    [Fact]
    public async Task Keys_survive_a_restart()
    {
        var (app, person) = (await server.NewAppAsync(), await server.NewPersonAsync());
        var tokens = await app.SignInAsync(person);
        var before = await PublishedAsync();
        await server.Host.StopAsync();
        await server.Host.StartAgainAsync();
        Assert.Equal(before, await PublishedAsync());
        using var holder = server.Host.Client(tokens.Access());
        (await holder.GetAsync("/api/v1/permissions")).Expect(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.Refresh())).Expect(HttpStatusCode.OK);
    }

    /// <summary>Time has been moved by other tests: begin with a key that has just come.</summary>
    private async Task<string> NewSignerAsync()
    {
        using var admin = await server.AdminAsync();
        var keys = (await admin.PostAsync("/api/v1/operations/identity/keys/rotation", new { immediately = true })).Expect(HttpStatusCode.OK).Items;
        var made = (string)keys.First(key => (string?)key["state"] == "announced" && (string?)key["use"] == "signing")["keyId"]!;
        await UntilAsync(async () => await SignerAsync() == made, "the new key to sign");
        return made;
    }

    // The keys are looked after every ten seconds of the service's time.
    private Task UntilAsync(Func<Task<bool>> look, string what) => Eventually.IsTrueAsync(async () =>
    {
        server.Clock!.Advance(TimeSpan.FromSeconds(10));
        return await look();
    }, what);

    private async Task<IReadOnlyList<string>> PublishedAsync(string? at = null)
    {
        using var anybody = new ApiClient(at ?? server.Url, null);
        return [.. (await anybody.GetAsync("/.well-known/jwks")).Expect(HttpStatusCode.OK)["keys"]!.AsArray().Select(key => (string)key!["kid"]!).Order()];
    }

    private async Task<string> SignerAsync() => Kid((await server.TokenAsync(IdentityServer.Bootstrap, IdentityServer.Secret)).Expect(HttpStatusCode.OK).Access());

    private static string Kid(string token) => (string)Tokens.Header(token)["kid"]!;
}
