using System.Net;
using CrmPlatform.Identity.Protocol;
using CrmPlatform.Identity.Tests.Support;
using CrmPlatform.Testing;

namespace CrmPlatform.Identity.Tests;

/// <summary>A server that soon has enough. Each test comes from an address of its own.</summary>
public sealed class StrictServer : IAsyncLifetime
{
    public IdentityServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await IdentityServer.StartAsync(
        ownClock: true, "--Identity:Attempts:SignInsPerUser=6", "--Identity:Attempts:SignInsPerAddress=8", "--Identity:Attempts:TokensPerClient=5");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class Attempts(StrictServer strict) : IClassFixture<StrictServer>
{
    private readonly IdentityServer server = strict.Server;

    [Fact]
    public async Task Sign_ins_are_slowed_down_per_user_and_per_address()
    {
        using var browser = new Browser(server);
        var somebody = new Person(Guid.Empty, "somebody", "whatever-it-may-be");
        for (var i = 0; i < 6; i++) (await browser.SignInAsync(somebody)).Expect(HttpStatusCode.Unauthorized);
        var page = (await browser.SignInAsync(somebody with { UserName = " SOMEBODY" })).Expect(HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(page.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        (await browser.SignInAsync(somebody with { UserName = "another" })).Expect(HttpStatusCode.Unauthorized);
        (await browser.SignInAsync(somebody with { UserName = "a-third" })).Expect(HttpStatusCode.TooManyRequests);
        server.Clock!.Advance(TimeSpan.FromMinutes(1));
        (await browser.SignInAsync(somebody)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_requests_are_slowed_down_per_client()
    {
        for (var i = 0; i < 5; i++) (await AskAsync("service-engagement", "wrong", "203.0.113.101")).Expect(HttpStatusCode.Unauthorized);
        var slow = (await AskAsync("service-engagement", "wrong", "203.0.113.101")).Expect(HttpStatusCode.TooManyRequests);
        Assert.Equal("rate-limited", slow.Code);
        Assert.Equal("12", slow.Headers["Retry-After"]);
        (await AskAsync("service-insights", IdentityServer.Secret + "service-insights", "203.0.113.101")).Expect(HttpStatusCode.OK);
        server.Clock!.Advance(TimeSpan.FromSeconds(12));
        (await AskAsync("service-engagement", IdentityServer.Secret + "service-engagement", "203.0.113.101")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void A_clock_that_is_set_back_locks_nobody_out()
    {
        var (bucket, now) = (new AttemptLimits.Bucket(5), new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.Zero));
        Assert.Null(bucket.Take(now, 5));
        for (var i = 0; i < 4; i++) Assert.Null(bucket.Take(now.AddHours(-1), 5));
        Assert.Equal(TimeSpan.FromSeconds(12), bucket.Take(now.AddHours(-1), 5));
        Assert.Null(bucket.Take(now.AddHours(-1).AddSeconds(12), 5));
    }

    [Fact]
    public async Task Behind_the_gateway_it_is_the_callers_address_that_counts()
    {
        for (var caller = 1; caller <= 20; caller++)
            (await AskAsync("gateway", "wrong", $"203.0.113.{caller}")).Expect(HttpStatusCode.Unauthorized);
        using var admin = await server.AdminAsync();
        var records = (await admin.GetAsync("/api/v1/sessions/audit?client=gateway")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal("203.0.113.20", (string?)records[0]["address"]);
    }

    private async Task<Answer> AskAsync(string client, string secret, string from)
    {
        using var anybody = server.Host.Client(null);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret,
        });
        return await anybody.PostAsync("/connect/token", form, ("X-Forwarded-For", from));
    }
}
