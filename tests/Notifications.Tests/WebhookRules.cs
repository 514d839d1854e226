using System.Net;
using System.Text.Json;
using CrmPlatform.Notifications.Domain.Webhooks;
using CsCheck;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X4 as rules: names, filters, addresses, backoff, parking.</summary>
public sealed class WebhookRules
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("CrmPlatform.Customers.Contracts.V1.CustomerChanged", "crm.customers.customer-changed.v1")]
    [InlineData("CrmPlatform.Service.Contracts.V2.ComplaintClosed", "crm.service.complaint-closed.v2")]
    [InlineData("CrmPlatform.Insights.Contracts.V10.ZoneChanged", "crm.insights.zone-changed.v10")]
    public void Events_have_names_of_their_own_outside(string wire, string name) => Assert.Equal(name, EventName.Of(wire));

    [Theory]
    [InlineData("*", "crm.customers.customer-changed.v1", true)]
    [InlineData("crm.customers.*", "crm.customers.customer-changed.v1", true)]
    [InlineData("crm.customers.customer-changed.*", "crm.customers.customer-changed.v1", true)]
    [InlineData("crm.customers.customer-changed.v1", "crm.customers.customer-changed.v1", true)]
    [InlineData("crm.customers", "crm.customers.customer-changed.v1", false)]
    [InlineData("crm.custom*", "crm.customers.customer-changed.v1", false)]
    [InlineData("crm.service.*", "crm.customers.customer-changed.v1", false)]
    public void A_pattern_fits_whole_words(string pattern, string name, bool fits) => Assert.Equal(fits, EventName.Fits(pattern, name));

    [Theory]
    [InlineData("stage", FilterOperator.In, "mature", true)]
    [InlineData("stage", FilterOperator.In, "growing", false)]
    [InlineData("stage", FilterOperator.NotIn, "growing", true)]
    [InlineData("missing", FilterOperator.NotIn, "growing", true)]
    [InlineData("missing", FilterOperator.In, "growing", false)]
    [InlineData("missing", FilterOperator.AtMost, "5", false)]
    [InlineData("amount", FilterOperator.AtLeast, "1000", true)]
    [InlineData("amount", FilterOperator.AtLeast, "1000.01", false)]
    [InlineData("amount", FilterOperator.AtMost, "999", false)]
    [InlineData("at", FilterOperator.AtLeast, "2026-03-02T10:00:00+01:00", true)]
    [InlineData("at", FilterOperator.AtMost, "2026-03-02T10:00:00+01:00", false)]
    [InlineData("flag", FilterOperator.In, "true", true)]
    [InlineData("inner.deep", FilterOperator.In, "x", true)]
    [InlineData("inner", FilterOperator.In, "x", false)]
    [InlineData("list", FilterOperator.In, "x", false)]
    public void A_filter_compares_what_is_there(string field, FilterOperator op, string value, bool holds)
    {
        var data = JsonElement.Parse("""{"stage":"mature","amount":1000,"at":"2026-03-02T10:00:00Z","flag":true,"inner":{"deep":"x"},"list":["x"]}""");
        Assert.Equal(holds, new EventFilter(field, op, [value]).Holds(data));
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.9.9.9", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::7f00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:808:808::", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001:0:1::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.com/hook", null)]
    [InlineData("https://example.com:8443/hook?x=1", null)]
    [InlineData("http://example.com/hook", "webhooks.url")]
    [InlineData("ftp://example.com/", "webhooks.url")]
    [InlineData("/hook", "webhooks.url")]
    [InlineData("https://user:secret@example.com/", "webhooks.url")]
    [InlineData("https://localhost/", "webhooks.private-address")]
    [InlineData("https://127.0.0.1/", "webhooks.private-address")]
    [InlineData("https://0x7f000001/", "webhooks.private-address")]
    [InlineData("https://2130706433/", "webhooks.private-address")]
    [InlineData("https://[::1]/", "webhooks.private-address")]
    [InlineData("https://[fd00::1]/", "webhooks.private-address")]
    [InlineData("https://db/", "webhooks.private-address")]
    [InlineData("https://db.internal/", "webhooks.private-address")]
    [InlineData("https://a.localhost./", "webhooks.private-address")]
    public void An_address_is_looked_at_when_it_is_given(string url, string? code) => Assert.Equal(code, ReceiverUrl.Check(url, allowHttp: false, allowPrivate: false)?.Code);

    [Fact]
    public void Waits_grow_threefold_up_to_the_longest_and_spread_by_a_fifth() => Gen.Select(Gen.Int[1, 40], Gen.Double[0, 1]).Sample((failures, chance) =>
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromHours(4));
        var plain = Math.Min(5 * Math.Pow(3, failures - 1), 4 * 3600);
        Assert.InRange(backoff.After(failures, chance).TotalSeconds, (plain * 0.8) - 0.001, (plain * 1.2) + 0.001);
    });

    [Fact]
    public void After_a_day_of_failures_a_delivery_is_parked_and_a_replay_gives_it_another_day() => Gen.Double[0, 1].List[30].Sample(chances =>
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromHours(4));
        var delivery = WebhookDelivery.Of(new WebhookEvent { Type = "t", Data = "{}" }, 1, Now, TimeSpan.FromHours(24));
        var at = Now;
        foreach (var chance in chances)
        {
            delivery.Tried(new AttemptOutcome(500, "no", null, TimeSpan.Zero), at, backoff.After(delivery.Attempts + 1, chance));
            if (delivery.State == DeliveryState.Parked) break;
            Assert.True(delivery.NextAttemptAt > at);
            at = delivery.NextAttemptAt;
        }
        Assert.Equal(DeliveryState.Parked, delivery.State);
        Assert.InRange((at - Now).TotalHours, 19, 24);
        Assert.InRange(delivery.Attempts, 8, 16);
        delivery.Replay(at, TimeSpan.FromHours(24));
        Assert.Equal((DeliveryState.Pending, at, at.AddHours(24)), (delivery.State, delivery.NextAttemptAt, delivery.GiveUpAt));
        delivery.Tried(new AttemptOutcome(204, null, null, TimeSpan.Zero), at, TimeSpan.Zero);
        Assert.Equal(DeliveryState.Delivered, delivery.State);
    }, iter: 50);

    /// <summary>The example of the Standard Webhooks specification's own libraries.</summary>
    [Fact]
    public void The_signature_is_the_one_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""));
}
