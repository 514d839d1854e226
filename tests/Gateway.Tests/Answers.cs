using System.Net;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.Gateway.Tests;

/// <summary>What every answer carries: security headers, cross-origin rules, problems.</summary>
public sealed class Answers(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private readonly GatewayUnderTest gateway = fixture.Gateway;

    [Fact]
    public async Task Security_headers_stand_once_whatever_the_service_said()
    {
        gateway.Answer = context =>
        {
            context.Response.Headers["X-Frame-Options"] = "ALLOWALL";
            context.Response.Headers["X-Content-Type-Options"] = "nosniff";
            context.Response.Headers["Server"] = "secret/1.0";
            return context.Response.WriteAsJsonAsync(new { });
        };
        var answer = (await gateway.As("ada").GetAsync("/api/v1/customers")).Expect(HttpStatusCode.OK);
        Assert.Equal(("nosniff", "DENY", "no-referrer", "same-origin"),
            (answer.Headers["X-Content-Type-Options"], answer.Headers["X-Frame-Options"], answer.Headers["Referrer-Policy"], answer.Headers["Cross-Origin-Opener-Policy"]));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", answer.Headers["Content-Security-Policy"]);
        Assert.Equal("no-cache, private", string.Join(", ", answer.Headers["Cache-Control"].Split(", ").Order()));
        Assert.DoesNotContain("Server", answer.Headers.Keys);
        Assert.DoesNotContain("Strict-Transport-Security", answer.Headers.Keys);
        Assert.DoesNotContain("Access-Control-Allow-Origin", answer.Headers.Keys);
    }

    [Fact]
    public async Task Refusals_of_the_gateway_are_problems()
    {
        var answer = (await gateway.Anybody().GetAsync("/api/v1/customers")).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal(("unauthenticated", "application/problem+json"), (answer.Code, answer.ContentType));
        var large = await gateway.RawAsync($"POST /api/v1/customers HTTP/1.1\r\nHost: crm\r\nContent-Type: application/json\r\nContent-Length: 5242880\r\nAuthorization: Bearer {gateway.Issuer.Token("ada", ["admin"])}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", large);
        Assert.Contains("\"code\":\"too-large\"", large);
    }

    [Fact]
    public Task A_service_that_describes_itself_in_no_way_that_can_be_read_is_missing_from_the_whole() =>
        OnlyTheFirstIsThereAsync("<html>Just a moment</html>", "null", """{"paths":[]}""");

    [Fact]
    public async Task Of_a_description_that_breaks_off_in_the_middle_nothing_is_kept()
    {
        await OnlyTheFirstIsThereAsync(
            """{"paths":{"/api/v1/lost":{}},"components":{"schemas":[]}}""",
            """{"paths":{"/api/v1/lost":{},"/api/v1/nothing":null}}""",
            """{"paths":{"/api/v1/lost":{}},"components":{"schemas":{"Lost":{},"Nothing":null}}}""");
        await OnlyTheFirstIsThereAsync(
            """{"paths":{"/api/v1/lost":{},"/api/v1/lost":{}}}""",
            """{"paths":{"/api/v1/lost":{}},"paths":{}}""",
            """{"paths":{"/api/v1/lost":{}},"components":[]}""");
    }

    [Fact]
    public async Task A_service_that_takes_the_connection_and_never_answers_is_missing_from_the_whole_until_it_does()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:DescriptionPatience=00:00:00.500");
        var (said, silent) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        gateway.Answer = async context =>
        {
            var port = context.Connection.LocalPort;
            var isSilent = Interlocked.CompareExchange(ref silent, port, 0) is var first && (first == 0 || first == port);
            if (isSilent) await said.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(isSilent ? """{"paths":{"/api/v1/late":{"get":{}}}}""" : """{"paths":{"/api/v1/prompt":{"get":{}}}}""");
        };
        Task<Answer> DescribedAsync(params string[] paths) => Eventually.BecomesAsync(() => gateway.Anybody().GetAsync("/openapi/v1.json"),
            answer => answer.Expect(HttpStatusCode.OK)["paths"]!.AsObject().Select(path => path.Key).Order().SequenceEqual(paths), $"{string.Join(", ", paths)} to be described");
        await DescribedAsync("/api/v1/prompt");
        said.SetResult();
        await DescribedAsync("/api/v1/late", "/api/v1/prompt");
    }

    [Fact]
    public async Task Whoever_asks_after_a_reader_who_went_gets_the_whole()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:DescriptionPatience=00:01:00");
        var (asked, said) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        gateway.Answer = async context =>
        {
            asked.TrySetResult();
            await said.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("""{"paths":{"/api/v1/there":{"get":{}}}}""");
        };
        using (var leaving = new HttpClient())
        using (var gone = new CancellationTokenSource())
        {
            var first = leaving.GetAsync($"{gateway.Url}/openapi/v1.json", gone.Token);
            await asked.Task;
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }
        var second = gateway.Anybody().GetAsync("/openapi/v1.json");
        said.SetResult();
        Assert.Equal("/api/v1/there", Assert.Single((await second).Expect(HttpStatusCode.OK)["paths"]!.AsObject()).Key);
    }

    private static async Task OnlyTheFirstIsThereAsync(params string[] others)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        string[] descriptions = ["""{"paths":{"/api/v1/customers":{"get":{}}},"components":{"schemas":{}}}""", .. others];
        var asked = -1;
        gateway.Answer = context => context.Response.WriteAsync(descriptions[Interlocked.Increment(ref asked) % descriptions.Length]);
        var document = (await gateway.Anybody().GetAsync("/openapi/v1.json")).Expect(HttpStatusCode.OK);
        Assert.Equal(descriptions.Length - 1, asked);
        Assert.Equal("/api/v1/customers", Assert.Single(document["paths"]!.AsObject()).Key);
        Assert.DoesNotContain("Lost", document["components"]!["schemas"]!.AsObject().Select(schema => schema.Key));
    }

    [Fact]
    public async Task Hsts_https_and_cross_origin_come_by_setting()
    {
        await using var open = await GatewayUnderTest.StartAsync("--Gateway:Hsts=true", "--Gateway:CorsOrigins:0=https://app.example");
        var answer = (await open.As("ada").GetAsync("/api/v1/customers", ("Origin", "https://app.example"))).Expect(HttpStatusCode.OK);
        Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers["Strict-Transport-Security"]);
        Assert.Equal("https://app.example", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("ETag", answer.Headers["Access-Control-Expose-Headers"]);
        var preflight = await open.Anybody().SendAsync(HttpMethod.Options, "/api/v1/customers", null,
            ("Origin", "https://app.example"), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "authorization,if-match"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
        Assert.Contains("PATCH", preflight.Headers["Access-Control-Allow-Methods"]);
        var stranger = await open.As("ada").GetAsync("/api/v1/customers", ("Origin", "https://evil.example"));
        Assert.DoesNotContain("Access-Control-Allow-Origin", stranger.Headers.Keys);

        await using var strict = await GatewayUnderTest.StartAsync("--Gateway:RedirectToHttps=true");
        var redirect = await strict.RawAsync("GET /api/v1/customers?x=1 HTTP/1.1\r\nHost: crm.example\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 308", redirect);
        Assert.Contains("Location: https://crm.example/api/v1/customers?x=1", redirect);
        (await strict.Anybody().GetAsync("/alive")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proxy_that_is_known_is_believed()
    {
        await using var behind = await GatewayUnderTest.StartAsync("--Gateway:TrustedProxies:0=127.0.0.1");
        (await behind.As("ada").GetAsync("/api/v1/customers/through", ("X-Forwarded-For", "203.0.113.9"))).Expect(HttpStatusCode.OK);
        Assert.Equal("203.0.113.9", behind.Seen.Single(seen => seen.Path == "/api/v1/customers/through").Headers["X-Forwarded-For"]);
    }
}
