using System.Net;

namespace CrmPlatform.Gateway.Tests;

/// <summary>What nobody may reach, and requests that could be read in two ways.</summary>
public sealed class Paths(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayUnderTest gateway = fixture.Gateway;

    [Theory]
    [InlineData("/internal/events")]
    [InlineData("/internal/customers/1")]
    [InlineData("/Internal/events")]
    [InlineData("/migrate")]
    [InlineData("/openapi/v2.json")]
    [InlineData("/api/v1/internal/events")]
    [InlineData("/api/v1/weather")]
    [InlineData("/api/v2/customers")]
    [InlineData("/customers/health")]
    [InlineData("/")]
    public async Task What_has_no_route_reaches_no_service(string path)
    {
        var before = gateway.Seen.Count;
        var answer = await gateway.As("ada").GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("not-found", answer.Code);
        Assert.Equal(before, gateway.Seen.Count);
    }

    [Theory]
    [InlineData("/api/v1/customers/../../internal/events")]
    [InlineData("/api/v1/customers/%2e%2e/%2e%2e/internal/events")]
    [InlineData("/api/v1/customers/..%2f..%2finternal/events")]
    [InlineData("/api/v1/customers/%2E%2E%2Finternal")]
    [InlineData("/api/v1/customers/%252e%252e%252finternal")]
    [InlineData("/api/v1/customers/..%5c..%5cinternal")]
    [InlineData("/api/v1/customers/..\\..\\internal")]
    [InlineData("/api/v1/customers//internal")]
    [InlineData("//internal/events")]
    [InlineData("/api/v1/customers/./x")]
    [InlineData("/api/v1/customers/..;/internal")]
    [InlineData("/api/v1/customers/a%00b")]
    [InlineData("/api/v1/customers/a%0d%0aX-Evil:1")]
    [InlineData("/api/v1/customers/%zz")]
    [InlineData("/api/v1/customers/%c0%ae%c0%ae/internal")]
    public async Task A_path_that_could_mean_two_things_is_refused(string target)
    {
        var before = gateway.Seen.Count;
        var answer = await gateway.RawAsync($"GET {target} HTTP/1.1\r\nHost: crm\r\nAuthorization: Bearer {gateway.Issuer.Token("ada", ["admin"])}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Equal(before, gateway.Seen.Count);
    }

    [Theory]
    [InlineData("/api/v1/customers/a/history", true)]
    [InlineData("/api/v1/customers/%E6%9D%8E", true)]
    [InlineData("/api/v1/customers/a.b", true)]
    [InlineData("/api/v1/customers/a%20b", true)]
    [InlineData("/api/v1/customers/...", true)]
    [InlineData("/api/v1/customers/a%2fb", false)]
    [InlineData("/api/v1/customers/%", false)]
    [InlineData("/api/v1/customers/%2", false)]
    public void Plain_paths_are_told_from_others(string path, bool plain) => Assert.Equal(plain, PlainPaths.IsPlain(path));

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    [InlineData("TRACK")]
    [InlineData("DEBUG")]
    [InlineData("get")]
    public async Task Odd_verbs_reach_no_service(string verb)
    {
        var before = gateway.Seen.Count;
        var answer = await gateway.RawAsync($"{verb} /api/v1/customers HTTP/1.1\r\nHost: crm\r\nAuthorization: Bearer {gateway.Issuer.Token("ada", ["admin"])}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|404|405|501) ", answer);
        Assert.Equal(before, gateway.Seen.Count);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /internal/events HTTP/1.1\r\nHost: crm\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /internal/events HTTP/1.1\r\nHost: crm\r\n\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Content-Length : 5\r\n\r\nhello")]
    public async Task A_body_with_two_lengths_is_refused_and_smuggles_nothing(string rest)
    {
        var answer = await gateway.RawAsync($"POST /api/v1/customers HTTP/1.1\r\nHost: crm\r\nContent-Type: application/json\r\nAuthorization: Bearer {gateway.Issuer.Token("ada", ["admin"])}\r\n{rest}");
        Assert.DoesNotContain(gateway.Seen, seen => seen.Path.StartsWith("/internal", StringComparison.Ordinal));
        Assert.DoesNotContain("HTTP/1.1 2", answer);
    }

    [Fact]
    public async Task What_a_stranger_says_about_its_address_is_not_passed_on()
    {
        var token = gateway.Issuer.Token("ada", ["admin"]);
        await gateway.RawAsync($"GET /api/v1/customers/spoof HTTP/1.1\r\nHost: crm\r\nX-Forwarded-For: 10.9.8.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nForwarded: for=10.9.8.7\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
        var seen = gateway.Seen.Single(request => request.Path == "/api/v1/customers/spoof");
        Assert.Equal(("127.0.0.1", "http", "crm"), (seen.Headers["X-Forwarded-For"], seen.Headers["X-Forwarded-Proto"], seen.Headers["X-Forwarded-Host"]));
        Assert.DoesNotContain("10.9.8.7", seen.Headers.GetValueOrDefault("Forwarded", ""));
    }

    [Fact]
    public async Task Too_many_or_too_long_headers_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 80).Select(i => $"X-H{i}: 1\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await gateway.RawAsync($"GET /alive HTTP/1.1\r\nHost: crm\r\n{many}Connection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await gateway.RawAsync($"GET /alive HTTP/1.1\r\nHost: crm\r\nX-Long: {new string('a', 30_000)}\r\nConnection: close\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 414", await gateway.RawAsync($"GET /alive?x={new string('a', 20_000)} HTTP/1.1\r\nHost: crm\r\nConnection: close\r\n\r\n"));
    }
}
