using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.Gateway.Tests;

/// <summary>How much is let through, and what happens when a service is down.</summary>
public sealed class Limits
{
    [Fact]
    public async Task Each_caller_has_a_bucket_of_its_own_and_is_told_when_to_come_again()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:RequestsPerSecond=1", "--Gateway:Burst=5");
        var watch = Stopwatch.StartNew();
        var answers = await SendAsync(gateway.As("greedy"), "/api/v1/customers", 60);
        // What the bucket holds, and one for each second that passed: a busy machine takes its time.
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 5, 5 + (int)Math.Ceiling(watch.Elapsed.TotalSeconds));
        var refused = answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(("rate-limited", "application/problem+json"), (refused.Code, refused.ContentType));
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 5);
        (await gateway.As("modest").GetAsync("/api/v1/customers")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(99)]
    [InlineData(2000)]
    public void A_bucket_is_filled_as_fast_as_the_setting_says(int perSecond)
    {
        var (tokens, period) = CallerLimits.Refill(perSecond);
        Assert.Equal(perSecond, tokens / period.TotalSeconds, 3);
        Assert.InRange(period, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Sign_in_public_forms_and_heavy_work_have_limits_of_their_own()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            "--Gateway:SignInPerSecond=1", "--Gateway:SignInBurst=3", "--Gateway:PublicPerSecond=1", "--Gateway:PublicBurst=4", "--Gateway:HeavyPerSecond=1", "--Gateway:HeavyBurst=2");
        var anybody = gateway.Anybody();
        Assert.Contains(await SendAsync(anybody, "/connect/token", 12), answer => answer.Status == HttpStatusCode.TooManyRequests);
        // Whoever has signed in too often can still answer a survey and read the discovery document.
        (await anybody.GetAsync("/api/v1/public/service/surveys/x")).Expect(HttpStatusCode.OK);
        (await anybody.GetAsync("/.well-known/openid-configuration")).Expect(HttpStatusCode.OK);
        Assert.Contains(await SendAsync(anybody, "/api/v1/public/service/surveys/x", 12), answer => answer.Status == HttpStatusCode.TooManyRequests);
        var ada = gateway.As("ada");
        foreach (var heavy in new[] { "/api/v1/imports", "/api/v1/complaints/imports" })
        {
            var started = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ada.PostAsync(heavy, new { })));
            Assert.Contains(started, answer => answer.Status == HttpStatusCode.TooManyRequests);
            (await ada.GetAsync(heavy)).Expect(HttpStatusCode.OK);
        }
        (await ada.GetAsync("/api/v1/customers")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_is_degraded_is_named_and_counts_as_ready()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Answer = context => context.Response.WriteAsync("Degraded");
        var health = (await gateway.Anybody().GetAsync("/health")).Expect(HttpStatusCode.OK);
        Assert.Equal(("degraded", "degraded"), ((string?)health["status"], (string?)health["services"]!["customers"]));
    }

    [Fact]
    public async Task A_service_that_is_down_is_named_and_the_others_go_on()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Rest=00:00:01");
        var ada = gateway.As("ada");
        await gateway.StopServiceAsync("service");
        for (var i = 0; i < 6; i++)
        {
            var down = (await ada.GetAsync("/api/v1/complaints")).Expect(HttpStatusCode.ServiceUnavailable);
            Assert.Equal(("unavailable", "service", "application/problem+json"), (down.Code, (string?)down["service"], down.ContentType));
            Assert.Equal("1", down.Headers["Retry-After"]);
            (await ada.GetAsync("/api/v1/customers")).Expect(HttpStatusCode.OK);
        }
        var health = await gateway.Anybody().GetAsync("/health");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy", "healthy"), (health.Status, (string?)health["services"]!["service"], (string?)health["services"]!["customers"]));
        await gateway.StartServiceAsync("service");
        await Eventually.IsTrueAsync(async () => (await ada.GetAsync("/api/v1/complaints")).Status == HttpStatusCode.OK, "the service to be used again");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_given_up_and_does_not_hold_up_others()
    {
        await using var gateway = await GatewayUnderTest.StartAsync("--Gateway:Timeout=00:00:01", "--Gateway:Rest=00:01:00");
        gateway.Answer = context => context.Request.Path.StartsWithSegments("/api/v1/complaints")
            ? Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)
            : context.Response.WriteAsJsonAsync(new { });
        var ada = gateway.As("ada");
        for (var i = 0; i < 3; i++)
        {
            var late = (await ada.GetAsync("/api/v1/complaints")).Expect(HttpStatusCode.GatewayTimeout);
            Assert.Equal(("unavailable", "service"), (late.Code, (string?)late["service"]));
        }
        // Three in a row: from now on it is not even asked.
        await Eventually.IsTrueAsync(async () => (await ada.GetAsync("/api/v1/complaints")).Status == HttpStatusCode.ServiceUnavailable, "the service to be left alone");
        var asked = gateway.Seen.Count(seen => seen.Path == "/api/v1/complaints");
        (await ada.GetAsync("/api/v1/complaints")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(asked, gateway.Seen.Count(seen => seen.Path == "/api/v1/complaints"));
        (await ada.GetAsync("/api/v1/customers")).Expect(HttpStatusCode.OK);
    }

    private static async Task<IReadOnlyList<Answer>> SendAsync(ApiClient client, string path, int count) =>
        [.. await Task.WhenAll(Enumerable.Range(0, count).Select(_ => client.GetAsync(path)))];
}
