using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Funnel;
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
