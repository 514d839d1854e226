using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Notifications.Tests;

/// <summary>X4: webhooks from subscription to delivery.</summary>
public sealed class WebhooksOverHttp(NotificationsFixture fixture) : IClassFixture<NotificationsFixture>
{
    [Fact]
    public async Task A_subscriber_gets_a_cloud_event_with_a_signature_that_can_be_verified()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await fixture.SubscribeAsync(receiver);
        var secret = (string)webhook["secret"]!;
        Assert.StartsWith("whsec_", secret);
        var (customer, eventId, at) = (NotificationsFixture.Customer(), Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        fixture.Neighbours.Publish(customer, eventId, at);
        var call = (await NotificationsFixture.GotAsync(receiver, 1))[0];

        Assert.Equal(eventId.ToString(), call.Id);
        Assert.Equal("application/cloudevents+json; charset=utf-8", call.ContentType);
        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal(("1.0", eventId.ToString(), "/crm/customers", "crm.customers.customer-changed.v1", $"customers/{customer.CustomerId}"),
            ((string)body["specversion"]!, (string)body["id"]!, (string)body["source"]!, (string)body["type"]!, (string)body["subject"]!));
        Assert.Equal(at, (DateTimeOffset)body["time"]!);
        Assert.Equal("Li Wei", (string)body["data"]!["name"]!);
        Assert.Equal($"v1,{Sign(secret, call)}", call.Signature);
        Assert.InRange(long.Parse(call.Timestamp, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 30, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        Assert.Null((await fixture.Admin.GetAsync(webhook.Location!)).Expect(HttpStatusCode.OK)["secret"]);
    }

    [Fact]
    public async Task During_a_rotation_both_secrets_sign_and_a_third_ends_the_first()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await fixture.SubscribeAsync(receiver);
        var first = (string)webhook["secret"]!;
        var second = (await fixture.Admin.ActAsync($"{webhook.Location}/secret", new { overlapHours = 1 }, webhook.ETag)).Expect(HttpStatusCode.OK);
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        var call = (await NotificationsFixture.GotAsync(receiver, 1))[0];
        Assert.Equal([$"v1,{Sign((string)second["secret"]!, call)}", $"v1,{Sign(first, call)}"], call.Signature.Split(' '));
        var third = (await fixture.Admin.ActAsync($"{webhook.Location}/secret", new { }, second.ETag)).Expect(HttpStatusCode.OK);
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        call = (await NotificationsFixture.GotAsync(receiver, 2))[1];
        Assert.Equal([$"v1,{Sign((string)third["secret"]!, call)}", $"v1,{Sign((string)second["secret"]!, call)}"], call.Signature.Split(' '));
    }

    [Fact]
    public async Task Only_wanted_types_that_pass_the_filters_arrive_and_imported_history_never_does()
    {
        await using var receiver = await Receiver.StartAsync();
        await fixture.SubscribeAsync(receiver, new[] { new { field = "stage", @operator = "in", values = new[] { "mature", "growing" } } });
        fixture.Neighbours.Publish(NotificationsFixture.Customer("stranger"));
        fixture.Neighbours.Publish(NotificationsFixture.Customer("mature", imported: true));
        fixture.Neighbours.Publish(new CustomerErased(Guid.CreateVersion7(), DateTimeOffset.UtcNow));
        var wanted = NotificationsFixture.Customer("growing");
        fixture.Neighbours.Publish(wanted);
        var calls = await NotificationsFixture.GotAsync(receiver, 1);
        Assert.Equal([wanted.CustomerId.ToString()], calls.Select(call => (string)JsonNode.Parse(call.Body)!["data"]!["customerId"]!));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_under_the_same_id_and_every_attempt_is_logged()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (n, context) => { context.Response.Headers["x-try"] = $"{n}"; return Task.FromResult(n < 3 ? 503 : 200); };
        var webhook = await fixture.SubscribeAsync(receiver);
        fixture.Neighbours.Publish(NotificationsFixture.Customer());
        var calls = await NotificationsFixture.GotAsync(receiver, 3);
        Assert.Single(calls.Select(call => call.Id).Distinct());
        var delivery = (await fixture.DeliveriesAsync(webhook.Id, item => (string?)item["state"] == "delivered", "the delivery to be done"))[0];
        var detail = (await fixture.Admin.GetAsync($"{webhook.Location}/deliveries/{delivery["id"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal([503, 503, 200], detail["attemptLog"]!.AsArray().Select(attempt => (int)attempt!["status"]!));
        Assert.Equal(calls[0].Body, (string?)detail["body"]);
    }

    [Fact]
    public async Task A_dead_and_a_slow_receiver_delay_nobody_else()
    {
        await using var healthy = await Receiver.StartAsync();
        await using var slow = await Receiver.StartAsync();
        using var ended = new CancellationTokenSource();
        slow.Answer = async (_, context) => { await Task.Delay(TimeSpan.FromSeconds(60), CancellationTokenSource.CreateLinkedTokenSource(ended.Token, context.RequestAborted).Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); return 200; };
        var slowHook = await fixture.SubscribeAsync(slow);
        var dead = (await fixture.Admin.PostAsync("/api/v1/webhooks", new { name = "Dead", url = $"http://127.0.0.1:{Ports.Free()}/", eventTypes = new[] { "crm.customers.*" } })).Expect(HttpStatusCode.Created);
        await fixture.SubscribeAsync(healthy);
        for (var i = 0; i < 30; i++) fixture.Neighbours.Publish(NotificationsFixture.Customer());
        await NotificationsFixture.GotAsync(healthy, 30);
        var view = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(dead.Location!), answer => (int?)answer["failuresInARow"] >= 5, "the dead receiver to be noticed");
        Assert.NotNull(view["pausedUntil"]);
        // A receiver that does not answer is asked with no more than its own share.
        Assert.InRange(slow.Calls.Count, 1, 16);
        ended.Cancel();
        foreach (var hook in new[] { slowHook, dead }) (await fixture.Admin.DeleteAsync(hook.Location!, "*")).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_was_delivered_can_be_replayed_singly_and_by_range_under_its_old_id()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await fixture.SubscribeAsync(receiver);
        var from = DateTimeOffset.UtcNow;
        for (var i = 0; i < 3; i++) fixture.Neighbours.Publish(NotificationsFixture.Customer());
        var calls = await NotificationsFixture.GotAsync(receiver, 3);
        var log = await fixture.DeliveriesAsync(webhook.Id, item => (string?)item["state"] == "delivered", "all to be delivered");
        (await fixture.Admin.PostAsync($"{webhook.Location}/deliveries/{log[0]["id"]}/replay")).Expect(HttpStatusCode.Accepted);
        Assert.Equal((string?)log[0]["eventId"], (await NotificationsFixture.GotAsync(receiver, 4))[3].Id);
        await fixture.DeliveriesAsync(webhook.Id, item => (string?)item["state"] == "delivered", "the replay to be delivered");
        var range = (await fixture.Admin.PostAsync($"{webhook.Location}/replays", new { from, to = DateTimeOffset.UtcNow.AddMinutes(1) })).Expect(HttpStatusCode.Accepted);
        Assert.Equal(3, (int)range["count"]!);
        Assert.Equal(calls.Select(call => call.Id).Order(), (await NotificationsFixture.GotAsync(receiver, 7)).Skip(4).Select(call => call.Id).Order());
        Assert.Equal(0, (int)(await fixture.Admin.PostAsync($"{webhook.Location}/replays", new { from, to = DateTimeOffset.UtcNow.AddMinutes(1), state = "parked" })).Expect(HttpStatusCode.Accepted)["count"]!);
    }

    [Fact]
    public async Task A_receiver_that_says_gone_is_not_asked_again_until_somebody_activates_it()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = (n, _) => Task.FromResult(n == 1 ? 410 : 200);
        var webhook = await fixture.SubscribeAsync(receiver);
        (await fixture.Admin.PostAsync($"{webhook.Location}/ping")).Expect(HttpStatusCode.Accepted);
        var stopped = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(webhook.Location!), answer => (bool?)answer["active"] == false, "the subscription to stop");
        Assert.NotNull(stopped["stopped"]);
        Assert.Equal("webhooks.inactive", (await fixture.Admin.PostAsync($"{webhook.Location}/ping")).Expect(HttpStatusCode.Conflict).Code);
        (await fixture.Admin.PatchAsync(webhook.Location!, new { active = true }, stopped.ETag)).Expect(HttpStatusCode.OK);
        Assert.Contains("crm.webhooks.ping.v1", (await NotificationsFixture.GotAsync(receiver, 2))[1].Body);
        var history = (await fixture.Admin.GetAsync($"{webhook.Location}/history")).Expect(HttpStatusCode.OK);
        Assert.Equal(["updated", "updated", "created"], history.Items.Select(item => (string)item["action"]!));
        Assert.DoesNotContain("whsec", history.Text);
    }

    [Fact]
    public async Task Requests_to_this_service_are_no_events_for_others_and_unknown_ones_are_refused()
    {
        var types = (await fixture.Admin.GetAsync("/api/v1/webhooks/event-types")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray().Select(item => (string)item!).ToList();
        Assert.Contains("crm.service.complaint-changed.v1", types);
        Assert.Contains("crm.insights.churn-warned.v1", types);
        Assert.DoesNotContain(types, type => type.Contains("mail", StringComparison.Ordinal) || type.Contains("staff-shift", StringComparison.Ordinal));
        var answer = (await fixture.Admin.PostAsync("/api/v1/webhooks", new { name = "No", url = "https://example.com/", eventTypes = new[] { "crm.weather.*" } })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("webhooks.unknown-event", answer.Code);
        await using var receiver = await Receiver.StartAsync();
        await fixture.SubscribeAsync(receiver, type: "*");
        fixture.Neighbours.Publish(new MailRequested(Guid.CreateVersion7(), "reminder", "en", "a@example.com", null, new Dictionary<string, string>(), "staff", DateTimeOffset.UtcNow));
        var customer = NotificationsFixture.Customer("mature");
        fixture.Neighbours.Publish(customer);
        await Eventually.IsTrueAsync(() => Task.FromResult(receiver.Calls.Any(call => call.Body.Contains($"{customer.CustomerId}", StringComparison.Ordinal))), "the customer's webhook");
        // Whatever else is on its way from other tests, it is no request.
        Assert.All(receiver.Calls, call => Assert.Contains("customer-", (string)JsonNode.Parse(call.Body)!["type"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_administrators_subscribe_and_a_change_needs_its_version()
    {
        (await fixture.Service.As("max", "manager").GetAsync("/api/v1/webhooks")).Expect(HttpStatusCode.Forbidden);
        (await fixture.Service.Client(null).GetAsync("/api/v1/webhooks")).Expect(HttpStatusCode.Unauthorized);
        await using var receiver = await Receiver.StartAsync();
        var webhook = await fixture.SubscribeAsync(receiver);
        (await fixture.Admin.PatchAsync(webhook.Location!, new { name = "New" }, null)).Expect(HttpStatusCode.PreconditionRequired);
        var changed = (await fixture.Admin.PatchAsync(webhook.Location!, new { name = "New" }, webhook.ETag)).Expect(HttpStatusCode.OK);
        (await fixture.Admin.PatchAsync(webhook.Location!, new { name = "Late" }, webhook.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.Equal("New", (string?)changed["name"]);
        Assert.Contains((await fixture.Admin.GetAsync("/api/v1/webhooks?limit=200")).Items, item => (string?)item["name"] == "New");
        (await fixture.Admin.DeleteAsync(webhook.Location!, changed.ETag)).Expect(HttpStatusCode.NoContent);
        (await fixture.Admin.GetAsync(webhook.Location!)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_erased_person_is_gone_from_the_log_and_from_what_is_still_to_be_delivered()
    {
        await using var receiver = await Receiver.StartAsync(says: "Taken: Li Wei");
        receiver.Answer = (_, _) => Task.FromResult(200);
        var webhook = await fixture.SubscribeAsync(receiver);
        var customer = NotificationsFixture.Customer();
        fixture.Neighbours.Publish(customer);
        var delivery = (await fixture.DeliveriesAsync((Guid)webhook["id"]!, item => (string?)item["state"] == "delivered", "the delivery"))[0];
        Assert.Contains("Li Wei", (await fixture.Admin.GetAsync($"{webhook.Location}/deliveries/{delivery["id"]}")).Expect(HttpStatusCode.OK).Text);
        fixture.Neighbours.Publish(new CustomerErased(customer.CustomerId, DateTimeOffset.UtcNow));
        var service = fixture.Service.Client(fixture.Service.Issuer.Token("service-customers", scope: "crm.internal"));
        var held = await Eventually.BecomesAsync(() => service.GetAsync($"/internal/privacy/{customer.CustomerId}"),
            answer => answer.Status == HttpStatusCode.OK && !answer.Text.Contains("Li Wei", StringComparison.Ordinal), "the erasure to arrive");
        Assert.Contains(held["sections"]!["webhookEvents"]!.AsArray(), kept => (string?)kept!["type"] == "crm.customers.customer-changed.v1");
        Assert.DoesNotContain("Li Wei", (await fixture.Admin.GetAsync($"{webhook.Location}/deliveries")).Text);
        Assert.DoesNotContain("Li Wei", (await fixture.Admin.GetAsync($"{webhook.Location}/deliveries/{delivery["id"]}")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task What_is_told_together_with_the_erasure_of_its_person_goes_out_without_the_person()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var ofErasures = await Receiver.StartAsync();
        await fixture.SubscribeAsync(receiver);
        await fixture.SubscribeAsync(ofErasures, type: "crm.customers.customer-erased.v1");
        var customer = NotificationsFixture.Customer();
        fixture.Neighbours.PublishTogether(customer, new CustomerErased(customer.CustomerId, DateTimeOffset.UtcNow));
        var data = JsonNode.Parse((await NotificationsFixture.GotAsync(receiver, 1))[0].Body)!["data"]!;
        Assert.Equal((customer.CustomerId.ToString(), true), ((string)data["customerId"]!, (bool?)data["erased"]));
        Assert.DoesNotContain("Li Wei", data.ToJsonString());
        var word = JsonNode.Parse((await NotificationsFixture.GotAsync(ofErasures, 1))[0].Body)!["data"]!;
        Assert.Equal((customer.CustomerId.ToString(), true), ((string)word["customerId"]!, word["at"] is not null));
    }

    private static string Sign(string secret, Call call) => Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{call.Id}.{call.Timestamp}.{call.Body}")));
}
