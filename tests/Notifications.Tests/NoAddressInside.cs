using System.Net;
using CrmPlatform.Notifications.Sending;
using CrmPlatform.Testing;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X4: whatever a name or a redirect says, no connection goes to an address inside.</summary>
public sealed class NoAddressInside(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    /// <summary>Ways of writing an address of this machine or of its network; each is resolved, and what comes out is looked at.</summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0.0.0.0")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    [InlineData("[fe80::1]")]
    [InlineData("[fd00::1]")]
    public async Task The_connection_itself_refuses_an_address_inside(string host)
    {
        await using var receiver = await Receiver.StartAsync();
        using var guarded = Client(new WebhookOptions());
        var url = new Uri($"http://{host}:{new Uri(receiver.Url).Port}/hook");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => guarded.PostAsync(url, null, TestContext.Current.CancellationToken));
        Assert.IsType<PrivateAddressException>(refused.InnerException);
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task The_same_connection_is_made_where_a_setting_allows_it()
    {
        await using var receiver = await Receiver.StartAsync();
        using var open = Client(new WebhookOptions { AllowPrivateAddresses = true });
        using var answer = await open.PostAsync(new Uri($"http://localhost:{new Uri(receiver.Url).Port}/hook"), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_told_in_the_log()
    {
        await using var inside = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = $"{inside.Url}/secret";
            return Task.FromResult(307);
        };
        var webhook = await fixture.SubscribeAsync(receiver);
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        await NotificationsFixture.GotAsync(receiver, 1);
        var log = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync($"{webhook.Location}/deliveries"), seen => seen.Text.Contains("redirect", StringComparison.Ordinal), "the redirect in the log");
        Assert.Contains(log.Items, delivery => delivery.ToJsonString().Contains("redirects are not followed", StringComparison.Ordinal));
        Assert.Empty(inside.Calls);
    }

    private static HttpClient Client(WebhookOptions options) => new(new GuardedConnection(Options.Create(options)).CreateHandler());
}
