using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Standing;

public sealed class StandingOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task An_override_needs_a_reason_an_end_in_the_future_and_the_right()
    {
        var nora = fixture.Service.As("nora", "sales", "north");
        var customer = await fixture.CustomerAsync(by: nora);
        var path = $"{customer.Location}/class-override";
        (await nora.PutAsync(path, new { @class = "A", reason = "x", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, customer.ETag)).Expect(HttpStatusCode.Forbidden);
        (await Admin.PutAsync(path, new { @class = "A", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, customer.ETag)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("class.expiry-past", (await Admin.PutAsync(path, new { @class = "A", reason = "x", expiresAt = DateTimeOffset.UtcNow.AddDays(-1) }, customer.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("class.not-overridden", (await Admin.DeleteAsync(path, customer.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var overridden = (await Admin.PutAsync(path, new { @class = "A", reason = "x", expiresAt = DateTimeOffset.UtcNow.AddDays(1) }, customer.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.DeleteAsync(path, customer.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        var ended = (await Admin.DeleteAsync(path, overridden.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("C", (string?)Axis(ended, "class")["value"]);
    }

    [Fact]
    public async Task Heat_and_maturity_follow_calls_opportunities_and_purchases_unless_set_by_hand()
    {
        var customer = await fixture.CustomerAsync();
        fixture.Neighbours.Publish(Call(customer, reached: false));
        fixture.Neighbours.Publish(Call(customer, reached: true));
        var warm = await AxisIsAsync(customer, "heat", "mid");
        Assert.Equal("target", (string?)Axis(await AxisIsAsync(customer, "maturity", "target"), "maturity")["value"]);
        Assert.False((bool)Axis(warm, "heat")["byHand"]!);
        fixture.Neighbours.Publish(Opportunity(customer, 1, "open"));
        var hot = await AxisIsAsync(customer, "heat", "high");

        var byHand = (await Admin.PutAsync($"{customer.Location}/axes/heat", new { value = "low", reason = "They only look" }, hot.ETag)).Expect(HttpStatusCode.OK);
        Assert.True((bool)Axis(byHand, "heat")["byHand"]!);
        (await Admin.PostAsync("/api/v1/purchases", new
        {
            customerId = customer.Id, orderNumber = $"{Guid.NewGuid():N}", orderedAt = DateTimeOffset.UtcNow, lines = new[] { new { product = "P1", quantity = 1, amount = 10 } },
        })).Expect(HttpStatusCode.Created);
        var current = await AxisIsAsync(customer, "maturity", "current");
        Assert.Equal("low", (string?)Axis(current, "heat")["value"]);
        (await Admin.DeleteAsync($"{customer.Location}/axes/heat", current.ETag)).Expect(HttpStatusCode.OK);
        await AxisIsAsync(customer, "heat", "high");

        var history = (await Admin.GetAsync($"{customer.Location}/axes/heat/history")).Items;
        Assert.Equal(["high", "low", "high", "mid"], history.Select(entry => (string?)entry["to"]));
        Assert.Equal(["computed", "by-hand", "computed", "computed"], history.Select(entry => (string?)entry["origin"]));
        Assert.Equal(2, (await Admin.GetAsync($"{customer.Location}/axes/maturity/history")).Items.Count);
    }

    // C5, C13: what goes back is no business, and what is bought with it is.
    [Theory]
    [InlineData("target", -10)]
    [InlineData("current", -10, 4)]
    public async Task Business_is_under_way_by_what_was_bought_and_not_by_a_refund_alone(string maturity, params int[] amounts)
    {
        var customer = await fixture.CustomerAsync();
        (await Admin.PostAsync("/api/v1/purchases", new
        {
            customerId = customer.Id, orderNumber = $"{Guid.NewGuid():N}", orderedAt = DateTimeOffset.UtcNow,
            lines = amounts.Select(amount => new { product = "P1", quantity = Math.Sign(amount), amount }),
        })).Expect(HttpStatusCode.Created);
        fixture.Neighbours.Publish(Call(customer, reached: true));
        Assert.Equal(maturity, (string?)Axis(await AxisIsAsync(customer, "heat", "mid"), "maturity")["value"]);
    }

    [Fact]
    public async Task Two_capitals_of_money_authority_and_need_make_a_customer_hot_that_was_spoken_with()
    {
        var customer = await fixture.CustomerAsync();
        fixture.Neighbours.Publish(Call(customer, reached: true));
        await AxisIsAsync(customer, "heat", "mid");
        var qualification = await Admin.GetAsync($"{customer.Location}/qualification");
        (await Admin.PutAsync($"{customer.Location}/qualification", new { money = true, need = true }, qualification.ETag)).Expect(HttpStatusCode.OK);
        await AxisIsAsync(customer, "heat", "high");
        fixture.Neighbours.Publish(new QualificationAnswered(customer.Id, "need", false, Guid.NewGuid(), "nora", DateTimeOffset.UtcNow.AddMinutes(1)));
        await AxisIsAsync(customer, "heat", "mid");
    }

    [Fact]
    public async Task What_a_machine_did_and_an_event_that_nobody_came_to_is_no_contact()
    {
        var (customer, marker) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        foreach (var kind in new[] { "web", "event" }) fixture.Neighbours.Publish(Other(customer, kind, contact: false));
        // What an earlier release told does not say it; that is taken as it was then.
        fixture.Neighbours.Publish(Other(marker, "meeting", contact: null));
        await AxisIsAsync(marker, "maturity", "target");
        var axes = await Admin.GetAsync($"{customer.Location}/axes");
        Assert.Equal(("potential", "low"), ((string?)Axis(axes, "maturity")["value"], (string?)Axis(axes, "heat")["value"]));
        fixture.Neighbours.Publish(Other(customer, "event", contact: true));
        await AxisIsAsync(customer, "heat", "mid");
    }

    [Fact]
    public async Task Three_complaints_make_a_problem_customer_and_the_zone_comes_from_insights()
    {
        var customer = await fixture.CustomerAsync();
        for (var i = 0; i < 3; i++) fixture.Neighbours.Publish(new ComplaintOpened(Guid.NewGuid(), customer.Id, $"C{i}", "quality", "normal", "Broken", DateTimeOffset.UtcNow.AddDays(-i)));
        await AxisIsAsync(customer, "problem", "true");
        Assert.True((bool)(await Admin.GetAsync(customer.Location!))["isProblem"]!);
        fixture.Neighbours.Publish(new ZoneChanged(customer.Id, "migrating", DateTimeOffset.UtcNow));
        var zoned = await AxisIsAsync(customer, "zone", "migrating");
        Assert.Equal("axis.computed", (await Admin.PutAsync($"{customer.Location}/axes/zone", new { value = "value" }, zoned.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var told = (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id).MaxBy(change => change.Version)!;
        Assert.Equal((true, "migrating"), (told.IsProblem, told.Zone));
    }

    // S1, C5: it counts from when it was opened, though nobody knew then whose it was; told twice it counts once.
    [Fact]
    public async Task A_complaint_whose_customer_was_found_out_later_counts_towards_the_problem_flag()
    {
        var (late, twice, marker) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var now = DateTimeOffset.UtcNow;
        ComplaintOpened Opened(Guid id, Guid? of) => new(id, of, "C", "quality", "normal", "Broken", now);
        ComplaintAttributed Attributed(Guid id, Answer of, DateTimeOffset openedAt) => new(id, of.Id, "C", "quality", "normal", "Broken", openedAt, "ada", now);
        foreach (var customer in new[] { late, twice, marker })
        {
            for (var i = 0; i < 2; i++) fixture.Neighbours.Publish(Opened(Guid.NewGuid(), customer.Id));
            var found = Guid.NewGuid();
            fixture.Neighbours.Publish(Opened(found, customer == twice ? customer.Id : null));
            fixture.Neighbours.Publish(Attributed(found, customer, customer == late ? now.AddDays(-181) : now));
        }
        await AxisIsAsync(twice, "problem", "true");
        await AxisIsAsync(marker, "problem", "true");
        Assert.Equal("false", (string?)Axis(await Admin.GetAsync($"{late.Location}/axes"), "problem")["value"]);
    }

    // C13: whose a complaint of another system's was is found out here, and it is history all the same.
    [Fact]
    public async Task A_complaint_of_another_system_whose_customer_was_found_out_later_is_told_as_imported()
    {
        var (customer, now) = (await fixture.CustomerAsync(), DateTimeOffset.UtcNow);
        for (var i = 0; i < 3; i++) fixture.Neighbours.Publish(new ComplaintAttributed(Guid.NewGuid(), customer.Id, "C", "quality", "normal", "Broken", now.AddDays(-i), "ada", now, Imported: true));
        await AxisIsAsync(customer, "problem", "true");
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id && change.IsProblem).ToList(), changes => changes.Count > 0, "the event");
        Assert.True(Assert.Single(told).Imported);
    }

    // X3: facts come in any order, and what was computed last counts.
    [Fact]
    public async Task A_zone_that_was_computed_before_and_comes_later_changes_nothing()
    {
        var (customer, marker, now) = (await fixture.CustomerAsync(), await fixture.CustomerAsync(), DateTimeOffset.UtcNow);
        fixture.Neighbours.Publish(new ZoneChanged(customer.Id, "value", now.AddDays(-3)));
        await AxisIsAsync(customer, "zone", "value");
        fixture.Neighbours.Publish(new ZoneChanged(customer.Id, "value", now.AddDays(-1)));
        fixture.Neighbours.Publish(new ZoneChanged(marker.Id, "potential", now));
        await AxisIsAsync(marker, "zone", "potential");
        fixture.Neighbours.Publish(new ZoneChanged(customer.Id, "migrating", now.AddDays(-2)));
        fixture.Neighbours.Publish(new ZoneChanged(marker.Id, "freezing", now.AddMinutes(1)));
        await AxisIsAsync(marker, "zone", "freezing");
        Assert.Equal("value", (string?)Axis(await Admin.GetAsync($"{customer.Location}/axes"), "zone")["value"]);
        Assert.Equal(["value", "value"], (await Admin.GetAsync($"{customer.Location}/axes/zone/history")).Items.Select(entry => (string?)entry["to"]));
        Assert.Single(await fixture.PublishedAsync<CustomerChanged>(), change => change.CustomerId == customer.Id && change.Zone == "value");
    }

    // S9, C5: a complaint that came twice is one, in whatever order that is told.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_duplicate_that_was_merged_into_another_complaint_does_not_count_towards_the_problem_flag(bool toldFirst)
    {
        var (customer, marker) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var (first, second, twin) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        ComplaintOpened Opened(Guid id, Answer of) => new(id, of.Id, "C", "quality", "normal", "Broken", DateTimeOffset.UtcNow);
        var merged = new ComplaintMerged(twin, customer.Id, "C", second, DateTimeOffset.UtcNow);
        foreach (var id in new[] { first, second }) fixture.Neighbours.Publish(Opened(id, customer));
        if (toldFirst) fixture.Neighbours.Publish(merged);
        fixture.Neighbours.Publish(Opened(twin, customer));
        if (!toldFirst)
        {
            await AxisIsAsync(customer, "problem", "true");
            fixture.Neighbours.Publish(merged);
        }
        for (var i = 0; i < 3; i++) fixture.Neighbours.Publish(Opened(Guid.NewGuid(), marker));
        await AxisIsAsync(marker, "problem", "true");
        await AxisIsAsync(customer, "problem", "false");
        // One whose surviving complaint is nobody's stays: it is the only one that counts.
        var stray = Guid.NewGuid();
        fixture.Neighbours.Publish(Opened(stray, customer));
        fixture.Neighbours.Publish(new ComplaintMerged(stray, null, "C", Guid.NewGuid(), DateTimeOffset.UtcNow));
        await AxisIsAsync(customer, "problem", "true");
    }

    [Fact]
    public async Task What_happens_while_the_rules_are_being_asked_is_not_forgotten()
    {
        var customers = new List<Answer>();
        for (var i = 0; i < 15; i++) customers.Add(await fixture.CustomerAsync());
        for (var round = 0; round < 3; round++)
        {
            foreach (var customer in customers) fixture.Neighbours.Publish(new ComplaintOpened(Guid.NewGuid(), customer.Id, $"R{round}", "quality", "normal", "Broken", DateTimeOffset.UtcNow));
        }
        foreach (var customer in customers) await AxisIsAsync(customer, "problem", "true");
    }

    [Fact]
    public async Task History_of_another_system_moves_the_axes_and_is_told_as_imported()
    {
        var customer = await fixture.CustomerAsync();
        fixture.Neighbours.Publish(new CallLogged(Guid.NewGuid(), customer.Id, "nora", "north", "outbound", "sales", true, DateTimeOffset.UtcNow.AddDays(-100), 10, null, Imported: true));
        await AxisIsAsync(customer, "maturity", "target");
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id && change.Maturity == "target").ToList(), changes => changes.Count > 0, "the event");
        Assert.True(Assert.Single(told).Imported);
        fixture.Neighbours.Publish(Call(customer, reached: true));
        await AxisIsAsync(customer, "heat", "mid");
        var own = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id && change.Heat == "mid").ToList(), changes => changes.Count > 0, "the event");
        Assert.False(Assert.Single(own).Imported);
    }

    [Fact]
    public async Task Cooperation_and_loyalty_are_the_owners_to_say_with_a_history()
    {
        var nora = fixture.Service.As("nora", "sales", "north");
        var other = fixture.Service.As("otto", "sales", "north");
        var customer = await fixture.CustomerAsync(more: new { ownerId = "nora" }, by: nora);
        var path = $"{customer.Location}/axes/cooperation";
        Assert.Equal("axis.owner-only", (await other.PutAsync(path, new { value = "4" }, customer.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        // An agent sees every customer and owns none; a manager may say it in the owner's place.
        Assert.Equal("axis.owner-only", (await fixture.Service.As("gus", "agent").PutAsync(path, new { value = "4" }, customer.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("score.out-of-range", (await nora.PutAsync(path, new { value = "6" }, customer.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("axis.manager-only", (await nora.PutAsync($"{customer.Location}/axes/grade", new { value = "important" }, customer.ETag)).Expect(HttpStatusCode.Forbidden).Code);
        var rated = (await nora.PutAsync(path, new { value = "4", reason = "Pays early" }, customer.ETag)).Expect(HttpStatusCode.OK);
        (await nora.PutAsync(path, new { value = "5" }, rated.ETag)).Expect(HttpStatusCode.OK);
        (await fixture.Service.As("mona", "manager", "north").PutAsync($"{customer.Location}/axes/loyalty", new { value = "3" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(["5", "4"], (await nora.GetAsync($"{path}/history")).Items.Select(entry => (string?)entry["to"]));
        Assert.Equal(5, (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id).MaxBy(change => change.Version)!.Cooperation);
    }

    // C5: what a customer is worth, once its file is open, is a manager's to say, by whichever way it is said.
    [Fact]
    public async Task The_grade_of_an_open_file_is_a_managers_to_say_whichever_way_it_is_written()
    {
        var (nora, agent, mona) = (fixture.Service.As("nora", "sales", "north"), fixture.Service.As("gus", "agent", "north"), fixture.Service.As("mona", "manager", "north"));
        var customer = await fixture.CustomerAsync(more: new { ownerId = "nora", team = "north", grade = "important" }, by: nora);
        var twin = await fixture.CustomerAsync(more: new { ownerId = "nora", team = "north", grade = "ordinary" }, by: nora);
        var lead = (await nora.PostAsync("/api/v1/leads", new { source = "web", customerId = customer.Id })).Expect(HttpStatusCode.Created);
        foreach (var by in new[] { nora, agent })
        {
            Assert.Equal("axis.manager-only", (await by.PatchAsync(customer.Location!, new { grade = "ordinary" }, "*")).Expect(HttpStatusCode.Forbidden).Code);
            Assert.Equal("axis.manager-only", (await by.PutAsync(customer.Location!, FileOf(customer, "strategic"), "*")).Expect(HttpStatusCode.Forbidden).Code);
            Assert.Equal("axis.manager-only", (await by.ActAsync($"{lead.Location}/convert", new { grade = "ordinary" }, "*")).Expect(HttpStatusCode.Forbidden).Code);
        }
        Assert.Equal("axis.manager-only", (await nora.ActAsync($"{customer.Location}/merge", new { duplicateId = twin.Id, take = new[] { "grade" } }, "*")).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Equal("important", (string?)(await nora.GetAsync(customer.Location!))["grade"]);

        // What says nothing of it leaves it as it is.
        Assert.Equal("important", (string?)(await nora.PutAsync(customer.Location!, FileOf(customer, null), "*")).Expect(HttpStatusCode.OK)["grade"]);
        Assert.Equal("important", (string?)(await agent.PatchAsync(customer.Location!, new { grade = "important", language = "en" }, "*")).Expect(HttpStatusCode.OK)["grade"]);
        (await nora.ActAsync($"{lead.Location}/convert", new { }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("important", (string?)(await nora.GetAsync(customer.Location!))["grade"]);
        Assert.Equal("ordinary", (string?)(await mona.PatchAsync(customer.Location!, new { grade = "ordinary" }, "*")).Expect(HttpStatusCode.OK)["grade"]);

        // A lead's customer gets its first grade by whoever wins it.
        var won = (await nora.PostAsync("/api/v1/leads", new { source = "web", name = $"Won {Guid.NewGuid():N}", role = "demander", channel = "end-customer" })).Expect(HttpStatusCode.Created);
        (await nora.ActAsync($"{won.Location}/convert", new { grade = "important" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("important", (string?)(await nora.GetAsync($"/api/v1/customers/{won["customerId"]}"))["grade"]);
    }

    private static object FileOf(Answer customer, string? grade) => new { kind = "organisation", role = "demander", channel = "end-customer", name = (string?)customer["name"], grade };

    // X3: facts come in any order; what was computed last is the class.
    [Fact]
    public async Task Of_two_classes_and_two_zones_those_computed_last_count_in_whatever_order_they_come()
    {
        var (customer, marker) = (await fixture.CustomerAsync(), await fixture.CustomerAsync());
        var now = DateTimeOffset.UtcNow;
        fixture.Neighbours.Publish(Classified(customer, "C", "Everybody else") with { At = now });
        fixture.Neighbours.Publish(new ZoneChanged(customer.Id, "migrating", now));
        await AxisIsAsync(customer, "zone", "migrating");
        // The reason of a class is kept also where everybody begins with it.
        await fixture.EventuallyAsync($"{customer.Location}/axes/class/history", page => page.Items.Count == 1 && (string?)page.Items[0]["reason"] == "Everybody else", "the class");
        fixture.Neighbours.Publish(Classified(customer, "A", "An agent once") with { At = now.AddHours(-1) });
        fixture.Neighbours.Publish(new ZoneChanged(customer.Id, "value", now.AddHours(-1)));
        fixture.Neighbours.Publish(Classified(marker, "B", "Sales grew twice"));
        fixture.Neighbours.Publish(new ZoneChanged(marker.Id, "potential", now));
        await AxisIsAsync(marker, "class", "B");
        await AxisIsAsync(marker, "zone", "potential");
        var stands = await Admin.GetAsync($"{customer.Location}/axes");
        Assert.Equal(("C", "C", "migrating"), ((string?)Axis(stands, "class")["value"], (string?)Axis(stands, "class")["computed"], (string?)Axis(stands, "zone")["value"]));
    }

    [Fact]
    public async Task Each_class_has_a_support_plan_and_a_change_of_it_is_told_to_the_other_services()
    {
        var plans = (await Admin.GetAsync("/api/v1/support-plans")).Items;
        // What Engagement begins with, too.
        Assert.Equal([("A", 7, 15), ("B", 14, 8), ("C", 30, 3)], plans.Select(plan => ((string)plan["class"]!, (int)plan["cadenceDays"]!, (int)plan["discountRoomPercent"]!)));
        var plan = (await Admin.GetAsync("/api/v1/support-plans/B")).Expect(HttpStatusCode.OK);
        var body = new { cadenceDays = 10, discountRoomPercent = 9, serviceLevel = "gold", lookedAfterBy = "sales team", holidayCare = true };
        (await fixture.Service.As("nora", "sales", "north").PutAsync("/api/v1/support-plans/B", body, plan.ETag)).Expect(HttpStatusCode.Forbidden);
        var changed = (await Admin.PutAsync("/api/v1/support-plans/B", body, plan.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync("/api/v1/support-plans/B", body, plan.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        Assert.Equal("gold", (string?)changed["serviceLevel"]);
        var told = await Eventually.BecomesAsync(fixture.PublishedAsync<SupportPlanChanged>, events => events.Count > 0, "the event");
        Assert.Equal(("B", 10, 9), (told[^1].Class, told[^1].CadenceDays, told[^1].DiscountRoomPercent));
    }

    private Task<Answer> AxisIsAsync(Answer customer, string axis, string value) =>
        fixture.EventuallyAsync($"{customer.Location}/axes", answer => (string?)Axis(answer, axis)["value"] == value, $"{axis} {value}");

    private static System.Text.Json.Nodes.JsonNode Axis(Answer standing, string axis) => standing["axes"]!.AsArray().Single(view => (string?)view!["axis"] == axis)!;

    private static CustomerClassified Classified(Answer customer, string abc, string reason) => new(customer.Id, abc, 2025, reason, $"{reason} 简", $"{reason} 繁", DateTimeOffset.UtcNow);

    private static CallLogged Call(Answer customer, bool reached) => new(Guid.NewGuid(), customer.Id, "nora", "north", "outbound", "sales", reached, DateTimeOffset.UtcNow, 10, null);

    private static ActivityRecorded Other(Answer customer, string kind, bool? contact) =>
        new(Guid.NewGuid(), customer.Id, "nora", "north", kind, "inbound", "information", DateTimeOffset.UtcNow, 10, null, Contact: contact);

    private static OpportunityChanged Opportunity(Answer customer, long version, string state) => new(
        Guid.NewGuid(), version, customer.Id, "nora", "north", "default", "proposal", state, "A deal", 100, "CNY", 100, 50, null, null, [], DateTimeOffset.UtcNow, null);
}
