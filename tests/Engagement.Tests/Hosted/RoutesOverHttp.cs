using System.Net;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E5 over HTTP: routes, the kit, outlets and the leads they become.</summary>
public sealed class RoutesOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly DateTimeOffset Morning = new(2027, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));

    private ApiClient Rep => fixture.Service.As("walker", "sales", "north");

    [Fact]
    public async Task Stops_on_a_line_are_called_at_in_their_order_and_a_change_by_hand_shows_what_it_costs()
    {
        var route = (await Rep.PostAsync("/api/v1/routes", Plan([.. new[] { 3, 1, 4, 2 }.Select(i => Stop($"Shop {i}", 31 + (i * 0.01), 121.4))]))).Expect(HttpStatusCode.Created);
        Assert.Equal(["Shop 1", "Shop 2", "Shop 3", "Shop 4"], route["visits"]!.AsArray().Select(visit => (string)visit!["name"]!));
        Assert.Equal((1.0, false), ((double)route["ratio"]!, (bool)route["orderedByHand"]!));
        var ids = route["visits"]!.AsArray().Select(visit => (Guid)visit!["stopId"]!).ToList();
        var byHand = (await Rep.PutAsync($"/api/v1/routes/{route.Id}/order", new { stopIds = new[] { ids[3], ids[0], ids[2] } }, route.ETag)).Expect(HttpStatusCode.OK);
        Assert.True((bool)byHand["orderedByHand"]!);
        Assert.True((double)byHand["ratio"]! > 1.2);
        Assert.Equal(["Shop 2"], byHand["unserved"]!.AsArray().Select(stop => (string)stop!["name"]!));
        Assert.Equal("route.order-repeats-stop", (await Rep.PutAsync($"/api/v1/routes/{route.Id}/order", new { stopIds = new[] { ids[0], ids[0] } }, byHand.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        (await Rep.PutAsync($"/api/v1/routes/{route.Id}/order", new { stopIds = ids }, route.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await fixture.Service.As("other", "sales", "south").GetAsync($"/api/v1/routes/{route.Id}")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Opening_hours_and_the_working_day_are_respected_and_what_finds_no_room_is_named_with_the_reason()
    {
        object late = new { name = "Night market", at = new { latitude = 31.01, longitude = 121.4 }, visitMinutes = 15, opens = Morning.AddHours(12), closes = Morning.AddHours(14) };
        object noon = new { name = "Noon shop", at = new { latitude = 31.011, longitude = 121.4 }, visitMinutes = 15, opens = Morning.AddHours(3), closes = Morning.AddHours(4) };
        var route = (await Rep.PostAsync("/api/v1/routes", Plan([late, noon, Stop("Any time", 31.02, 121.4)]))).Expect(HttpStatusCode.Created);
        Assert.Equal([("Night market", "window-outside-day")], route["unserved"]!.AsArray().Select(stop => ((string)stop!["name"]!, (string)stop["reason"]!)));
        var visit = route["visits"]!.AsArray().Single(one => (string)one!["name"]! == "Noon shop")!;
        Assert.Equal(Morning.AddHours(3), (DateTimeOffset)visit["begins"]!);
        Assert.Equal("route.half-window", (await Rep.PostAsync("/api/v1/routes", Plan([new { name = "X", at = new { latitude = 31, longitude = 121 }, opens = Morning }]))).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("route.day-reversed", (await Rep.PostAsync("/api/v1/routes", new { name = "X", start = new { latitude = 31, longitude = 121 }, dayStarts = Morning, dayEnds = Morning, stops = new[] { Stop("A", 31, 121) } })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task Two_hundred_stops_are_planned_in_one_request()
    {
        var dice = new Random(3);
        var stops = Enumerable.Range(0, 200).Select(i => Stop($"Shop {i}", 31 + (dice.NextDouble() * 0.2), 121.3 + (dice.NextDouble() * 0.2))).ToArray();
        var route = (await Rep.PostAsync("/api/v1/routes", Plan(stops, hours: 24 * 5))).Expect(HttpStatusCode.Created);
        Assert.Equal(200, route["visits"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_order_by_hand_that_takes_longer_than_a_life_is_shown_with_what_it_costs()
    {
        var stops = Enumerable.Range(0, 200).Select(i => Stop($"Shop {i}", i % 2 == 0 ? 89 : -89, i % 180)).ToArray();
        var route = (await Rep.PostAsync("/api/v1/routes", new
        {
            name = "Around the world", start = new { latitude = 0, longitude = 0 }, dayStarts = Morning, dayEnds = Morning.AddHours(8), stops, kilometresPerHour = 0.1, streetPercent = 1000,
        })).Expect(HttpStatusCode.Created);
        var unserved = route["unserved"]!.AsArray().Select(stop => (Guid)stop!["stopId"]!).ToList();
        Assert.Equal(200, unserved.Count);
        var byHand = (await Rep.PutAsync($"{route.Location}/order", new { stopIds = unserved }, route.ETag)).Expect(HttpStatusCode.OK);
        Assert.All(byHand["visits"]!.AsArray(), visit => Assert.Contains("after-day", visit!["violations"]!.AsArray().Select(violation => (string)violation!)));
    }

    [Fact]
    public async Task Customers_of_an_area_are_called_at_and_those_outside_are_not()
    {
        var inside = await fixture.CustomerAsync(owner: "walker", team: "north", name: "Inside", latitude: 10.5, longitude: 20.5);
        await fixture.CustomerAsync(owner: "walker", team: "north", name: "In the box but outside", latitude: 10.95, longitude: 20.95);
        await fixture.CustomerAsync(owner: "walker", team: "north", name: "Far", latitude: 50, longitude: 20.5);
        var triangle = new[] { new { latitude = 10.0, longitude = 20.0 }, new { latitude = 11.0, longitude = 20.0 }, new { latitude = 10.0, longitude = 21.2 } };
        var route = (await Rep.PostAsync("/api/v1/routes", new { name = "Area", start = new { latitude = 10.4, longitude = 20.4 }, dayStarts = Morning, dayEnds = Morning.AddHours(9), stops = Array.Empty<object>(), area = triangle, fromArea = true })).Expect(HttpStatusCode.Created);
        Assert.Equal([inside.ToString()], route["visits"]!.AsArray().Select(visit => (string)visit!["customerId"]!));
        Assert.Equal("route.no-stops", (await Rep.PostAsync("/api/v1/routes", Plan([]))).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_walk_begins_with_the_whole_kit()
    {
        var route = (await Rep.PostAsync("/api/v1/routes", Plan([Stop("A", 31, 121)]))).Expect(HttpStatusCode.Created);
        var kit = (await Rep.GetAsync("/api/v1/routes/kit", ("Accept-Language", "zh-TW"))).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(10, kit.Count);
        Assert.Equal("路線地圖", (string?)kit[0]["name"]);
        var refused = (await Rep.ActAsync($"/api/v1/routes/{route.Id}/begin", null, route.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal(10, refused["missing"]!.AsArray().Count);
        Assert.Equal("route.kit-unknown", (await Rep.PutAsync($"/api/v1/routes/{route.Id}/kit", new { keys = new[] { "elephant" } }, route.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var packed = (await Rep.PutAsync($"/api/v1/routes/{route.Id}/kit", new { keys = kit.Select(item => (string)item["key"]!) }, route.ETag)).Expect(HttpStatusCode.OK);
        var begun = (await Rep.ActAsync($"/api/v1/routes/{route.Id}/begin", null, packed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("under-way", (string?)begun["state"]);
        (await Rep.ActAsync($"/api/v1/routes/{route.Id}/finish", null, begun.ETag)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_outlet_found_at_a_stop_becomes_a_lead_in_one_step_and_once()
    {
        var route = (await Rep.PostAsync("/api/v1/routes", Plan([Stop("Corner shop", 31, 121)]))).Expect(HttpStatusCode.Created);
        var form = new { name = "Corner shop", decider = "Mrs Chen", contactName = "Mr Chen", phone = "+862112345678", address = "Nanjing Road 1", brands = new[] { "Green Leaf" }, monthlyVolume = 300, image = 4, promoters = 1, dealerRelations = "Buys from two dealers" };
        var outlet = (await Rep.PostAsync("/api/v1/outlets", new { form, latitude = 31.0, longitude = 121.0, routeId = route.Id, stopId = route["visits"]![0]!["stopId"] })).Expect(HttpStatusCode.Created);
        var walked = (await Rep.GetAsync($"/api/v1/routes/{route.Id}")).Expect(HttpStatusCode.OK)["visits"]![0]!;
        Assert.Equal(outlet.Id.ToString(), (string?)walked["outletId"]);
        Assert.NotNull(walked["visitedAt"]);

        var lead = (await Rep.ActAsync($"/api/v1/outlets/{outlet.Id}/lead", new { role = "demander", channel = "distributor" }, outlet.ETag)).Expect(HttpStatusCode.OK);
        var opened = fixture.CustomersNeighbour.Leads[outlet.Id];
        Assert.Equal((opened.CustomerId, opened.LeadId), ((Guid)lead["customerId"]!, (Guid)lead["leadId"]!));
        Assert.Equal(("canvassing", "Corner shop", "Mr Chen", "distributor"),
            ((string?)opened.Body["source"], (string?)opened.Body["name"], (string?)opened.Body["contactName"], (string?)opened.Body["channel"]));
        Assert.Contains("Green Leaf", (string?)opened.Body["note"]);
        Assert.Equal("outlet.is-lead", (await Rep.ActAsync($"/api/v1/outlets/{outlet.Id}/lead", null, lead.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("outlet.is-lead", (await Rep.PutAsync($"/api/v1/outlets/{outlet.Id}", new { form, routeId = route.Id, stopId = route["visits"]![0]!["stopId"] }, lead.ETag)).Expect(HttpStatusCode.Conflict).Code);

        var refused = (await Rep.PostAsync("/api/v1/outlets", new { form = new { name = "Another", phone = "refuse" } })).Expect(HttpStatusCode.Created);
        var why = (await Rep.ActAsync($"/api/v1/outlets/{refused.Id}/lead", null, refused.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("outlet.lead-refused", why.Code);
        Assert.Contains("another customer", (string?)why["detail"]);

        // A Customers service of before says no lead's id.
        var told = (await Rep.PostAsync("/api/v1/outlets", new { form = new { name = "A third", phone = "before" } })).Expect(HttpStatusCode.Created);
        var unnamed = (await Rep.ActAsync($"/api/v1/outlets/{told.Id}/lead", null, told.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal((fixture.CustomersNeighbour.Leads[told.Id].CustomerId, null), ((Guid)unnamed["customerId"]!, (Guid?)unnamed["leadId"]));
    }

    private static object Stop(string name, double latitude, double longitude) => new { name, at = new { latitude, longitude }, visitMinutes = 15 };

    private static object Plan(object[] stops, int hours = 9) => new { name = "Morning walk", start = new { latitude = 31.0, longitude = 121.4 }, dayStarts = Morning, dayEnds = Morning.AddHours(hours), stops };
}
