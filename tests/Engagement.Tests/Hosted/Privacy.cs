using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Features.Privacy;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>C20: what is held on a person can be collected, and erased without losing what happened.</summary>
public sealed class Privacy(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    [Fact]
    public async Task All_that_is_held_is_collected_for_services_only_and_an_erasure_leaves_no_word_of_the_person()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", name: "Zhuge Liang");
        var admin = fixture.Admin;
        (await admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "Meet Zhuge", plannedAt = DateTimeOffset.UtcNow.AddDays(1), notes = "Zhuge likes tea", participants = new[] { new { name = "Zhuge Liang", side = "theirs" } } })).Expect(HttpStatusCode.Created);
        var meeting = (await admin.PostAsync("/api/v1/activities", new { customerId = customer, kind = "meeting", direction = "outbound", purpose = "sales", meeting = new { subject = "Zhuge's plans" }, endedAt = DateTimeOffset.UtcNow.AddHours(-1), outcome = "Zhuge agrees" })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/tasks", new { customerId = customer, title = "Call Zhuge", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        (await admin.PostAsync("/api/v1/promises", new { customerId = customer, text = "Fans for Zhuge", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        var deal = (await admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Zhuge's order", pipeline = "direct-sale", currency = "CNY", amountMinor = 4200, contactId = Guid.CreateVersion7(), need = "Zhuge's need" })).Expect(HttpStatusCode.Created);
        (await admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { need = "Another need of Zhuge" }, deal.ETag)).Expect(HttpStatusCode.OK);
        (await admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "sales", preparation = new { done = Array.Empty<string>(), keyPerson = "Zhuge" } })).Expect(HttpStatusCode.Created);

        (await admin.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.Forbidden);
        var service = fixture.Service.Client(fixture.Service.Issuer.Token("service-customers", scope: "crm.internal", client: "service-customers"));
        var held = (await service.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.OK);
        Assert.Equal(["activities", "conversations", "file", "history", "opportunities", "promises", "tasks", "timeline"], held["sections"]!.AsObject().Select(section => section.Key).Order());
        Assert.Equal(2, held["sections"]!["activities"]!.AsArray().Count);
        Assert.Contains("Zhuge's plans", held.Text.Replace("\\u0027", "'", StringComparison.Ordinal));

        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, null, name: "erased", status: "erased"), new CustomerErased(customer, DateTimeOffset.UtcNow));
        var left = await Eventually.BecomesAsync(() => service.GetAsync($"/internal/privacy/{customer}"), answer => !answer.Text.Contains("Zhuge", StringComparison.Ordinal), "nothing of the person to be left");
        Assert.Equal(2, left["sections"]!["activities"]!.AsArray().Count);
        Assert.Equal(4200, (long)(await admin.GetAsync($"/api/v1/opportunities/{deal.Id}")).Expect(HttpStatusCode.OK)["amountMinor"]!);
        var lost = (await admin.GetAsync($"/api/v1/opportunities/{deal.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("lost", "erased", "lost", 0), ((string?)lost["state"], (string?)lost["lostReason"], (string?)lost["stage"], (int)lost["probabilityPercent"]!));
        var told = (await fixture.PublishedAsync<OpportunityChanged>()).Where(change => change.OpportunityId == deal.Id).MaxBy(change => change.Version)!;
        Assert.Equal(("lost", 0, "—"), (told.State, told.ProbabilityPercent, told.Title));
        Assert.NotNull(told.ClosedAt);
        Assert.DoesNotContain((await admin.GetAsync("/api/v1/opportunities?state=open&limit=200")).Expect(HttpStatusCode.OK).Items, item => (string?)item["customerId"] == $"{customer}");
        Assert.Equal("done", (string?)(await admin.GetAsync($"/api/v1/activities/{meeting.Id}")).Expect(HttpStatusCode.OK)["state"]);
        Assert.Equal("cancelled", (string?)(await admin.GetAsync($"/api/v1/tasks?customerId={customer}")).Items[0]["state"]);
        Assert.Equal("cancelled", (string?)Assert.Single((await admin.GetAsync($"/api/v1/visits?customerId={customer}")).Items)["state"]);
        Assert.Equal("withdrawn", (string?)Assert.Single((await admin.GetAsync($"/api/v1/promises?customerId={customer}")).Items)["state"]);
    }

    [Fact]
    public async Task An_erasure_leaves_no_word_of_the_person_in_what_was_delivered()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", name: "Zhuge Liang");
        var deal = (await fixture.Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Fans", pipeline = "direct-sale", currency = "CNY", amountMinor = 4200, contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        var contract = await fixture.Service.InScopeAsync(async services =>
        {
            var (db, now) = (services.GetRequiredService<EngagementDb>(), DateTimeOffset.UtcNow);
            var signed = Contract.Draft(await db.Opportunities.IgnoreQueryFilters().SingleAsync(o => o.Id == deal.Id), "F-1", 4200, "CNY", "ada", now);
            foreach (var term in Enum.GetValues<ContractTerm>()) Assert.Null(signed.Word(term, "As usual") ?? signed.Confirm(term, "ada", now));
            Assert.Null(signed.Sign("ada", "Zhuge", now) ?? signed.PlanDelivery([new DeliveryPhase("fans", "Fans for Zhuge", "Zhuge waves", "ada", new DateOnly(2027, 1, 1))]) ?? signed.FinishPhase("fans", "Zhuge waved", now));
            db.Contracts.Add(signed);
            await db.SaveChangesAsync();
            return signed.Id;
        });
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, null, name: "erased", status: "erased"), new CustomerErased(customer, DateTimeOffset.UtcNow));
        var left = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync($"/api/v1/contracts/{contract}"), answer => !answer.Text.Contains("Zhuge", StringComparison.Ordinal), "nothing of the person to be left");
        Assert.Equal((4200, true), ((int)left["amountMinor"]!, left["signedAt"] is not null));
    }

    [Fact]
    public async Task An_erasure_leaves_of_an_offer_what_was_offered_and_no_word_about_it()
    {
        var (customer, other) = (await fixture.CustomerAsync(owner: "ada", name: "Zhuge Liang"), await fixture.CustomerAsync(owner: "ada"));
        async Task<Answer> OfferAsync(Guid to)
        {
            var deal = (await fixture.Admin.PostAsync("/api/v1/opportunities", new { customerId = to, title = "Fans", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
            var lines = new object[]
            {
                new { description = "Fan with the name Zhuge on it", quantity = 3, unitPriceMinor = 1000, discountBasisPoints = 500, productCode = "F-1" },
                new { description = "Stand", quantity = 1, unitPriceMinor = 200 },
            };
            return (await fixture.Admin.PostAsync("/api/v1/quotes", new { opportunityId = deal.Id, kind = "quote", lines })).Expect(HttpStatusCode.Created);
        }
        var (quote, others) = (await OfferAsync(customer), await OfferAsync(other));
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, null, name: "erased", status: "erased"), new CustomerErased(customer, DateTimeOffset.UtcNow));
        var left = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(quote.Location!), answer => !answer.Text.Contains("Zhuge", StringComparison.Ordinal), "nothing of the person to be left");
        Assert.Equal(
            [("—", 3L, 1000L, 500, "F-1"), ("—", 1, 200, 0, null)],
            left["lines"]!.AsArray().Select(line => ((string?)line!["description"], (long)line["quantity"]!, (long)line["unitPriceMinor"]!, (int)line["discountBasisPoints"]!, (string?)line["productCode"])));
        Assert.Equal((long)quote["totalMinor"]!, (long)left["totalMinor"]!);
        Assert.Contains("Zhuge", (await fixture.Admin.GetAsync(others.Location!)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    // E5: a route keeps whom it calls at in a row of its own.
    [Fact]
    public async Task An_erasure_takes_name_and_place_of_the_person_out_of_the_routes_on_which_it_was_called_at()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", name: "Zhuge Liang", latitude: 31.0123, longitude: 121.4567);
        var morning = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));
        var route = (await fixture.Admin.PostAsync("/api/v1/routes", new
        {
            name = "North", start = new { latitude = 31.0, longitude = 121.4 }, dayStarts = morning, dayEnds = morning.AddHours(8),
            stops = new object[] { new { customerId = customer }, new { name = "Tea bar", at = new { latitude = 31.02, longitude = 121.41 } } },
        })).Expect(HttpStatusCode.Created);
        var service = fixture.Service.Client(fixture.Service.Issuer.Token("service-customers", scope: "crm.internal", client: "service-customers"));
        var held = Assert.Single((await service.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.OK)["sections"]!["stops"]!.AsArray());
        Assert.Equal((route.Id, "Zhuge Liang"), ((Guid)held!["route"]!, (string)held["name"]!));
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, null, name: "erased", status: "erased"), new CustomerErased(customer, DateTimeOffset.UtcNow));
        var left = await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(route.Location!), answer => !answer.Text.Contains("Zhuge", StringComparison.Ordinal), "nothing of the person to be left");
        Assert.DoesNotContain("31.0123", left.Text, StringComparison.Ordinal);
        Assert.Equal(["Tea bar", "—"], left["visits"]!.AsArray().Select(visit => (string)visit!["name"]!).Order(StringComparer.Ordinal));
    }

    // C20, E5: what became the customer on a walk was them all along, though the stop knows no more than the outlet.
    [Fact]
    public async Task The_stop_and_the_outlet_that_became_the_customer_are_collected_and_erased_with_what_they_were_before()
    {
        var morning = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));
        var route = (await fixture.Admin.PostAsync("/api/v1/routes", new
        {
            name = "North", start = new { latitude = 31.0, longitude = 121.4 }, dayStarts = morning, dayEnds = morning.AddHours(8), stops = new[] { new { name = "Zhuge's shop", at = new { latitude = 31.02, longitude = 121.41 } } },
        })).Expect(HttpStatusCode.Created);
        object Found(string decider) => new { form = new { name = "Zhuge's shop", decider }, routeId = route.Id, stopId = route["visits"]![0]!["stopId"] };
        var outlet = (await fixture.Admin.PostAsync("/api/v1/outlets", Found("Zhuge Jin"))).Expect(HttpStatusCode.Created);
        var changed = (await fixture.Admin.PutAsync($"/api/v1/outlets/{outlet.Id}", Found("Zhuge Liang"), outlet.ETag)).Expect(HttpStatusCode.OK);
        var customer = (Guid)(await fixture.Admin.ActAsync($"/api/v1/outlets/{outlet.Id}/lead", null, changed.ETag)).Expect(HttpStatusCode.OK)["customerId"]!;
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 1, "ada", name: "Zhuge Liang"));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(customer, 1), "the customer to be known");

        var service = fixture.Service.Client(fixture.Service.Issuer.Token("service-customers", scope: "crm.internal", client: "service-customers"));
        var held = (await service.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.OK)["sections"]!;
        Assert.Equal(route.Id, (Guid)Assert.Single(held["stops"]!.AsArray())!["route"]!);
        Assert.Contains("Zhuge Jin", held["history"]!.ToJsonString(), StringComparison.Ordinal);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, null, name: "erased", status: "erased"), new CustomerErased(customer, DateTimeOffset.UtcNow));
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync(route.Location!), answer => !answer.Text.Contains("Zhuge", StringComparison.Ordinal), "nothing of the person to be left");
        Assert.DoesNotContain("Zhuge", (await service.GetAsync($"/internal/privacy/{customer}")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    // E6, C16: as a step of a deal and a merge have them, so that none of the three waits for another that waits for it.
    [Fact]
    public async Task An_erasure_holds_the_customer_and_its_files_before_it_touches_what_is_theirs()
    {
        var (customer, merged) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(merged, 2, "ada", status: "merged", mergedInto: customer));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(merged, 2), "the merge to be known");
        (await fixture.Admin.PostAsync("/api/v1/tasks", new { customerId = customer, title = "Call", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        var deal = (await fixture.Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        var asked = await fixture.Service.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDb>();
            return await SqlitePlans.StatementsAsync(db, async () =>
            {
                await services.GetRequiredService<PersonErased>().HandleAsync(new(new CustomerErased(customer, DateTimeOffset.UtcNow), Guid.CreateVersion7(), DateTimeOffset.UtcNow), default);
                await db.SaveChangesAsync();
            });
        });
        var written = asked.Where(sql => sql.StartsWith("UPDATE", StringComparison.Ordinal) || sql.StartsWith("INSERT", StringComparison.Ordinal) || sql.StartsWith("DELETE", StringComparison.Ordinal)).ToList();
        Assert.All(written.Take(2), sql => Assert.StartsWith("UPDATE \"Customers\" AS \"c\"\nSET \"Phase\" = \"c\".\"Phase\"", sql, StringComparison.Ordinal));
        Assert.Distinct(written.Take(2));
        Assert.Contains(written, sql => sql.StartsWith("UPDATE \"Opportunities\"", StringComparison.Ordinal));
        Assert.Equal("erased", (string?)(await fixture.Admin.GetAsync(deal.Location!)).Expect(HttpStatusCode.OK)["lostReason"]);
    }

    // The file as it then stands comes by another event, which may be late.
    [Fact]
    public async Task Nothing_is_sold_any_more_to_somebody_of_whom_no_more_is_known_than_the_erasure()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", name: "Zhuge Liang");
        fixture.CustomersNeighbour.Publish(new CustomerErased(customer, DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(() => fixture.Service.InScopeAsync(services => services.GetRequiredService<EngagementDb>().AllCustomers.AnyAsync(c => c.Id == customer && c.Name == "—")), "the erasure");
        Assert.Equal("customer.unknown", (await fixture.Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task However_many_files_and_outlets_somebody_was_all_routes_are_read_through_once()
    {
        var morning = new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add(await fixture.CustomerAsync(owner: "ada", latitude: 31.0, longitude: 121.4));
        foreach (var stops in new Guid[][] { [ids[0], ids[1]], [ids[2]], [await fixture.CustomerAsync(latitude: 31.0, longitude: 121.4)] })
        {
            (await fixture.Admin.PostAsync("/api/v1/routes", new
            {
                name = "North", start = new { latitude = 31.0, longitude = 121.4 }, dayStarts = morning, dayEnds = morning.AddHours(8), stops = stops.Select(stop => new { customerId = stop }),
            })).Expect(HttpStatusCode.Created);
        }
        await fixture.Service.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDb>();
            Assert.Single(await SqlitePlans.StatementsAsync(db, async () => Assert.Equal(2, (await db.RoutesNamingAsync(ids, default)).Count)));
            Assert.Equal(2, (await db.RoutesNamingAsync([.. ids, .. Enumerable.Range(0, 1200).Select(_ => Guid.NewGuid())], default)).Count);
            return true;
        });
    }

    // C20, C17: nothing new is written down of somebody who was erased, or whose import was undone.
    [Theory]
    [InlineData("erased")]
    [InlineData("removed")]
    public async Task Nothing_is_planned_with_promised_or_sold_to_a_customer_who_is_here_no_more(string status)
    {
        var (customer, admin) = (await fixture.CustomerAsync(owner: "ada"), fixture.Admin);
        var (soon, campaign) = (DateTimeOffset.UtcNow.AddDays(1), (await admin.PostAsync("/api/v1/campaigns", new { name = "Spring", goal = "Sell", channel = "email", budgetMinor = 1, currency = "CNY" })).Expect(HttpStatusCode.Created));
        (await admin.PostAsync($"{campaign.Location}/members", new { customerIds = new[] { customer } })).Expect(HttpStatusCode.OK);
        var deal = (await admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7() })).Expect(HttpStatusCode.Created);
        (await admin.ActAsync($"{deal.Location}/stage", new { stage = "lost", lostReason = "Price" }, "*")).Expect(HttpStatusCode.OK);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, "ada", status: status));
        await Eventually.IsTrueAsync(() => fixture.KnowsAsync(customer, 2), "the end to be known");

        foreach (var (path, body) in new (string, object)[]
        {
            ("visits", new { customerId = customer, goal = "See", plannedAt = soon }),
            ("calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true, notes = "Moved to Taipei" }),
            ("activities", new { customerId = customer, kind = "meeting", direction = "outbound", purpose = "sales", meeting = new { subject = "M" }, plannedAt = soon }),
            ("activities/series", new { customerId = customer, kind = "visit", purpose = "care", rule = "FREQ=WEEKLY", start = "2027-03-01T09:00:00", goal = "Look in" }),
            ("tasks", new { customerId = customer, title = "Call", dueAt = soon }),
            ("promises", new { customerId = customer, text = "Samples", dueAt = soon }),
            ("opportunities", new { customerId = customer, title = "More", pipeline = "direct-sale", currency = "CNY" }),
            ("conversations", new { customerId = customer, purpose = "sales" }),
        })
        {
            var refused = (await admin.PostAsync($"/api/v1/{path}", body)).Expect(HttpStatusCode.BadRequest);
            Assert.True("customer.unknown" == refused.Code, $"{path}: {refused.Code}");
            Assert.NotNull(refused["errors"]!["customerId"]);
        }
        Assert.Equal("customer.unknown", (await admin.PostAsync($"{campaign.Location}/members", new { customerIds = new[] { customer } })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("customer.unknown", (await admin.PostAsync($"{campaign.Location}/members/{customer}/response", new { response = "interested", note = "Calls from Taipei" })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("customer.gone", (await admin.ActAsync($"{deal.Location}/stage", new { stage = "lead-in" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Expect(HttpStatusCode.OK);
    }

    // C16, C20: the files that went into the one, one after another, are the same person.
    [Fact]
    public async Task An_erasure_reaches_the_files_that_went_into_files_that_went_into_this_one()
    {
        var (survivor, middle, first) = (await fixture.CustomerAsync(name: "Zhuge Liang"), await fixture.CustomerAsync(name: "Zhuge"), await fixture.CustomerAsync(name: "Kongming Zhuge"));
        fixture.CustomersNeighbour.Publish(
            EngagementFixture.File(first, 2, name: "Kongming Zhuge", status: "merged", mergedInto: middle), new CustomersMerged(Guid.CreateVersion7(), middle, first, "ada", DateTimeOffset.UtcNow),
            EngagementFixture.File(middle, 2, name: "Zhuge", status: "merged", mergedInto: survivor), new CustomersMerged(Guid.CreateVersion7(), survivor, middle, "ada", DateTimeOffset.UtcNow));
        await Eventually.IsTrueAsync(async () => await fixture.KnowsAsync(first, 2) && await fixture.KnowsAsync(middle, 2), "the merges to be known");
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(survivor, 2, null, name: "erased", status: "erased"), new CustomerErased(survivor, DateTimeOffset.UtcNow));
        Task<List<string>> NamesAsync() => fixture.Service.InScopeAsync(services => services.GetRequiredService<EngagementDb>().AllCustomers
            .Where(c => c.Id == survivor || c.Id == middle || c.Id == first).Select(c => c.Name).ToListAsync());
        await Eventually.IsTrueAsync(async () => (await NamesAsync()).All(name => name is "—" or "erased"), "nobody to be named any more");
    }

    [Fact]
    public async Task What_is_planned_for_a_customer_whose_import_was_undone_is_cancelled_and_what_happened_stays()
    {
        var (customer, admin) = (await fixture.CustomerAsync(owner: "ada"), fixture.Admin);
        var visit = (await admin.PostAsync("/api/v1/visits", new { customerId = customer, goal = "See the shelf", plannedAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        var call = (await admin.PostAsync("/api/v1/calls", new { customerId = customer, direction = "outbound", purpose = "care", reached = true, minutes = 1 })).Expect(HttpStatusCode.Created);
        var task = (await admin.PostAsync("/api/v1/tasks", new { customerId = customer, title = "Send the list", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.Created);
        var series = (await admin.PostAsync("/api/v1/activities/series", new { customerId = customer, kind = "visit", purpose = "care", rule = "FREQ=WEEKLY", start = DateTime.Today.AddDays(2).ToString("s", System.Globalization.CultureInfo.InvariantCulture), goal = "Look in" })).Expect(HttpStatusCode.Created);
        fixture.CustomersNeighbour.Publish(EngagementFixture.File(customer, 2, "ada", status: "removed"));
        await Eventually.BecomesAsync(() => admin.GetAsync(visit.Location!), answer => (string?)answer["state"] == "cancelled", "the visit to be cancelled");
        Assert.Equal("cancelled", (string?)(await admin.GetAsync(task.Location!))["state"]);
        Assert.True((bool)(await admin.GetAsync(series.Location!))["ended"]!);
        Assert.DoesNotContain((await admin.GetAsync($"/api/v1/visits?customerId={customer}")).Items, item => (string?)item["state"] == "planned");
        Assert.True((bool)(await admin.GetAsync(call.Location!)).Expect(HttpStatusCode.OK)["reached"]!);
    }
}
