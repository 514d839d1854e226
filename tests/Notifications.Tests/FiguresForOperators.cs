using CrmPlatform.Testing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X6: what should have left the house, as curves.</summary>
public sealed class FiguresForOperators(FiguresForOperators.Fixture fixture) : IClassFixture<FiguresForOperators.Fixture>
{
    public sealed class Fixture : NotificationsFixture
    {
        // The first attempt fails and the second is an hour away.
        protected override string[] Settings => [.. FigureWatch.Settings, "--Webhooks:AllowPrivateAddresses=true", "--Webhooks:AllowHttp=true", "--Webhooks:FirstRetry=01:00:00"];
    }

    [Fact]
    public async Task Webhooks_that_are_owed_to_a_receiver_are_told()
    {
        using var watch = new FigureWatch(fixture.Service);
        await using (var receiver = await Receiver.StartAsync()) await fixture.SubscribeAsync(receiver);
        for (var i = 0; i < 3; i++) fixture.Neighbours.Publish(NotificationsFixture.Customer());
        await watch.TellsAsync("crm.webhooks.pending", "{delivery}", 3);
        await watch.TellsAsync("crm.webhooks.parked", "{delivery}", 0);
        await watch.TellsAsync("crm.mails.late", "{mail}", 0);
        await watch.TellsAsync("crm.mails.failed", "{mail}", 0);
    }

    [Fact]
    public async Task Each_is_counted_in_an_index()
    {
        var plans = await FigureWatch.PlansAsync(fixture.Service);
        Assert.Contains("COVERING INDEX IX_WebhookDeliveries_State_FinishedAt (State=?)", plans["crm.webhooks.pending"]);
        Assert.Contains("COVERING INDEX IX_WebhookDeliveries_State_FinishedAt (State=?)", plans["crm.webhooks.parked"]);
        Assert.Contains("COVERING INDEX IX_Mails_State_NextAttemptAt (State=? AND NextAttemptAt<?)", plans["crm.mails.late"]);
        Assert.Contains("COVERING INDEX IX_Mails_State_NextAttemptAt (State=?)", plans["crm.mails.failed"]);
    }
}
