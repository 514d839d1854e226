using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>A service whose clock the test turns on.</summary>
public sealed class InactiveWebhooksFixture : NotificationsFixture
{
    protected override bool OwnTime => true;
}

/// <summary>X4: what waits for a subscription that is switched off does not wait for ever, and is not promised to be delivered.</summary>
public sealed class InactiveWebhooks(InactiveWebhooksFixture fixture) : IClassFixture<InactiveWebhooksFixture>
{
    [Fact]
    public async Task What_waits_is_parked_after_a_day_and_delivered_again_once_it_is_switched_on()
    {
        // Days go by on the service's clock.
        using var ada = fixture.Service.As("ada", "admin", until: DateTime.UtcNow.AddYears(1));
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (n, _) => Task.FromResult(n == 1 ? 503 : 200);
        var webhook = await fixture.SubscribeAsync(receiver);
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        await WhileTheClockGoesOnAsync(() => Task.FromResult(receiver.Calls.Count), calls => calls == 1, "the first attempt", TimeSpan.FromMilliseconds(1));
        var off = (await ada.PatchAsync(webhook.Location!, new { active = false }, "*")).Expect(HttpStatusCode.OK);
        var parked = (await WhileTheClockGoesOnAsync(LogAsync, log => log.Items.Any(item => (string?)item["state"] == "parked"), "it to be parked", TimeSpan.FromMinutes(11))).Items[0];
        Assert.Single(receiver.Calls);
        object range = new { from = fixture.Time!.GetUtcNow().AddDays(-30), to = fixture.Time.GetUtcNow() };
        foreach (var (path, body) in new[] { ($"/deliveries/{parked["id"]}/replay", new { }), ("/replays", range) })
            Assert.Equal("webhooks.inactive", (await ada.PostAsync(webhook.Location + path, body)).Expect(HttpStatusCode.Conflict).Code);

        (await ada.PatchAsync(webhook.Location!, new { active = true }, off.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (int)(await ada.PostAsync($"{webhook.Location}/replays", range)).Expect(HttpStatusCode.Accepted)["count"]!);
        await WhileTheClockGoesOnAsync(LogAsync, log => log.Items.All(item => (string?)item["state"] == "delivered"), "it to be delivered", TimeSpan.FromSeconds(1));

        async Task<Answer> LogAsync() => (await ada.GetAsync($"{webhook.Location}/deliveries")).Expect(HttpStatusCode.OK);
    }

    private Task<T> WhileTheClockGoesOnAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, string what, TimeSpan step) => Eventually.BecomesAsync(
        () =>
        {
            fixture.Time!.Advance(step);
            return look();
        }, isThere, what);
}
