using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Platform.Tests.Running;

namespace CrmPlatform.Platform.Tests;

public sealed class OnStandalone(StandaloneFixture fixture) : EndToEnd(fixture), IClassFixture<StandaloneFixture>;

public sealed class OnRabbitMq(BrokerFixture fixture) : EndToEnd(fixture), IClassFixture<BrokerFixture>;

/// <summary>What must hold through the gateway, however the platform is run.</summary>
public abstract class EndToEnd(PlatformFixture fixture)
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task The_gateway_tells_the_health_of_every_service_and_one_api()
    {
        // A service answers before its bus is there, and says so meanwhile.
        var health = await Eventually.BecomesAsync(() => Admin.GetAsync("/health"), told => told.Status == HttpStatusCode.OK && (string?)told["status"] == "healthy", "every service to be well");
        foreach (var service in new[] { "customers", "engagement", "service", "insights", "identity" }) Assert.Equal("healthy", (string?)health["services"]![service]);
        var api = await Eventually.BecomesAsync(() => Admin.GetAsync("/openapi/v1.json"), described => new[] { "/api/v1/customers", "/api/v1/visits", "/api/v1/complaints", "/api/v1/insights/dashboard" }
            .All(path => described.Expect(HttpStatusCode.OK)["paths"]![path] is not null), "every service to describe itself");
        Assert.StartsWith("3.1", (string?)api["openapi"]);
        Assert.Contains("html", (await Admin.GetAsync("/reference")).ContentType);
    }

    [Fact]
    public async Task One_change_crosses_all_of_it()
    {
        var team = NewTeam();
        using var rep = await fixture.Platform.HireAsync(Admin, "Rep", "sales", team);
        var customer = (await rep.PostAsync("/api/v1/customers", Customer("Ünïcode 王伟 🏭", team))).Expect(HttpStatusCode.Created);
        Assert.EndsWith(customer.Id.ToString(), customer.Location);
        Assert.NotNull(customer.ETag);

        // A moment after the customer was made the others have not heard of it: they ask.
        var visit = (await rep.PostAsync("/api/v1/visits", new { customerId = customer.Id, goal = "Get acquainted", plannedAt = DateTimeOffset.UtcNow.AddHours(1), place = "Hangzhou", mode = "on-site", content = "New menu" })).Expect(HttpStatusCode.Created);
        (await rep.PostAsync($"/api/v1/visits/{visit.Id}/check-in", new { latitude = 30.25, longitude = 120.16, accuracyMetres = 12 })).Expect(HttpStatusCode.OK);
        var present = (await rep.PostAsync($"/api/v1/visits/{visit.Id}/check-out")).Expect(HttpStatusCode.OK);
        (await rep.ActAsync($"/api/v1/visits/{visit.Id}/complete", new { outcome = "Interested", nextStep = new { text = "Send an offer", dueAt = DateTimeOffset.UtcNow.AddDays(2) } }, present.ETag)).Expect(HttpStatusCode.OK);
        (await rep.PostAsync("/api/v1/calls", new { customerId = customer.Id, direction = "outbound", purpose = "sales", reached = true, minutes = 4, outcome = "Will order" })).Expect(HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, "first", 120.50m))).Expect(HttpStatusCode.Created);
        var complaint = (await Admin.PostAsync("/api/v1/complaints", new { customerId = customer.Id, channel = "hotline", category = "quality", severity = "high", summary = "Crushed in transit", remedySought = "replacement" })).Expect(HttpStatusCode.Created);

        var kinds = await TimelineAsync(customer.Id, seen => seen.Count >= 4);
        Assert.Equal(["call", "complaint-opened", "purchase", "visit"], kinds.Select(entry => (string)entry["kind"]!).Distinct().Order());
        var tasks = (await rep.GetAsync($"/api/v1/tasks?customerId={customer.Id}")).Items;
        Assert.Contains(tasks, task => task.ToJsonString().Contains("Send an offer", StringComparison.Ordinal));

        var insights = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/insights/customers/{customer.Id}"),
            seen => seen.Status == HttpStatusCode.OK && (long)seen["purchases"]!["orders"]! == 1 && (int)seen["contacts"]!["complaints"]! == 1, "Insights to know the customer");
        Assert.Equal(120.50m, (decimal)insights["purchases"]!["net"]!);
        await WalkTheStepsAsync(complaint);
    }

    [Fact]
    public async Task Nobody_sees_what_is_not_theirs()
    {
        using var stranger = new ApiClient(fixture.Platform.Url, null);
        (await stranger.GetAsync("/api/v1/customers")).Expect(HttpStatusCode.Unauthorized);
        var (north, south) = (NewTeam(), NewTeam());
        using var own = await fixture.Platform.HireAsync(Admin, "North", "sales", north);
        using var other = await fixture.Platform.HireAsync(Admin, "South", "sales", south);
        var customer = (await own.PostAsync("/api/v1/customers", Customer("Northern Lights", north))).Expect(HttpStatusCode.Created);
        (await own.PostAsync("/api/v1/calls", new { customerId = customer.Id, direction = "outbound", purpose = "sales", reached = true, minutes = 4, outcome = "Fine" })).Expect(HttpStatusCode.Created);
        await TimelineAsync(customer.Id, seen => seen.Count >= 1);
        await Eventually.BecomesAsync(() => own.GetAsync($"/api/v1/insights/customers/{customer.Id}"), seen => seen.Status == HttpStatusCode.OK, "Insights to know the customer");

        foreach (var path in new[] { $"/api/v1/customers/{customer.Id}", $"/api/v1/timeline?customerId={customer.Id}", $"/api/v1/insights/customers/{customer.Id}" })
        {
            (await own.GetAsync(path)).Expect(HttpStatusCode.OK);
            (await other.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        }
        Assert.DoesNotContain((await other.GetAsync("/api/v1/customers?limit=200")).Items, item => (string?)item["id"] == customer.Id.ToString());
        (await other.PostAsync("/api/v1/insights/rebuild")).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_same_order_twice_counts_once_and_a_refund_is_taken_off()
    {
        var customer = (await Admin.PostAsync("/api/v1/customers", Customer("Twice", NewTeam()))).Expect(HttpStatusCode.Created);
        var order = Order(customer.Id, "same", 80m);
        (await Admin.PostAsync("/api/v1/purchases", order)).Expect(HttpStatusCode.Created);
        Assert.True((await Admin.PostAsync("/api/v1/purchases", order)).Status is HttpStatusCode.OK or HttpStatusCode.Created);
        (await Admin.PostAsync("/api/v1/purchases", Order(customer.Id, "back", -30m))).Expect(HttpStatusCode.Created);
        var seen = await Eventually.BecomesAsync(() => Admin.GetAsync($"/api/v1/insights/customers/{customer.Id}"),
            answer => answer.Status == HttpStatusCode.OK && (decimal)answer["purchases"]!["net"]! == 50m, "the refund to be taken off");
        Assert.Equal((1, 2, 80m, 30m), ((long)seen["purchases"]!["orders"]!, (long)seen["purchases"]!["lines"]!, (decimal)seen["purchases"]!["sales"]!, (decimal)seen["purchases"]!["refunds"]!));
    }

    private async Task<IReadOnlyList<JsonNode>> TimelineAsync(Guid customer, Func<IReadOnlyList<JsonNode>, bool> complete) =>
        await Eventually.BecomesAsync(async () => (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}&limit=200")) is { Status: HttpStatusCode.OK } answer ? answer.Items : [], complete, "the timeline to fill");

    // S4: in order, each with its record; then it may close.
    private async Task WalkTheStepsAsync(Answer complaint)
    {
        object[] steps =
        [
            new { step = 1, restatement = "The box arrived crushed" },
            new { step = 2, reason = "Now we know of it" },
            new { step = 3, ground = "our-fault", words = "We are sorry" },
            new { step = 4, action = "A new one leaves today", by = DateTimeOffset.UtcNow.AddDays(1) },
            new { step = 5, solution = "Replacement", timetable = new[] { new { what = "Delivery", by = DateTimeOffset.UtcNow.AddDays(2) } } },
            new { step = 6, answer = "satisfied", words = "Thank you" },
        ];
        var path = $"/api/v1/complaints/{complaint.Id}";
        (await Admin.PostAsync($"{path}/steps", steps[2])).Expect(HttpStatusCode.Conflict);
        var last = complaint;
        foreach (var step in steps)
        {
            last = await Admin.PostAsync($"{path}/steps", step);
            Assert.True(last.Status is HttpStatusCode.OK or HttpStatusCode.Created, last.ToString());
        }
        var now = (await Admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        var closed = (await Admin.ActAsync($"{path}/close", new { }, now.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("closed", (string?)closed["state"]);
        var reopened = (await Admin.ActAsync($"{path}/reopen", new { reason = "It happened again" }, closed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (int)reopened["reopenings"]!);
    }

    private static string NewTeam() => $"team-{Guid.NewGuid():N}"[..16];

    private static object Customer(string name, string team) => new { kind = "organisation", role = "demander", channel = "end-customer", name = $"{name} {Guid.NewGuid():N}", team };

    private static object Order(Guid customer, string number, decimal amount) => new
    {
        customerId = customer, orderNumber = $"{number}-{customer:N}", orderedAt = DateTimeOffset.UtcNow.AddDays(-1), lines = new[] { new { product = "T1", quantity = Math.Sign(amount), amount } },
    };
}
