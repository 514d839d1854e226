using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>I5: what is undertaken after a churn warning, and how it ends.</summary>
public sealed class InterventionsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    [Fact]
    public async Task A_churn_warning_opens_one_intervention_whose_outcome_goes_back()
    {
        await fixture.StaffAsync("keeper");
        var customer = await fixture.CustomerAsync(owner: "keeper");
        var warning = new ChurnWarned(Guid.CreateVersion7(), customer, 0.31, [new("silence", "Silent for 90 days", "沉默 90 天", "沉默 90 天")], 90_000, "CNY", "visit-by-owner", DateTimeOffset.UtcNow);
        fixture.InsightsNeighbour.Publish(warning, warning);
        var mine = fixture.Service.As("keeper", "sales", "north");
        var open = (await Eventually.BecomesAsync(() => mine.GetAsync($"/api/v1/interventions?customerId={customer}", ("Accept-Language", "zh")), page => page.Items.Count == 1, "the intervention")).Items[0];
        Assert.Equal("沉默 90 天", (string?)open["reasons"]![0]);
        await Eventually.BecomesAsync(() => mine.GetAsync($"/api/v1/timeline?customerId={customer}&kind=churn-warned"), page => page.Items.Count == 2, "both warnings to have come");
        var task = Assert.Single((await mine.GetAsync("/api/v1/tasks?origin=intervention&mine=true")).Items);
        Assert.EndsWith("：登门拜访，了解变化", (string?)task["title"], StringComparison.Ordinal);
        var id = (string)open["id"]!;
        Assert.Equal("task.intervention-open", (await mine.ActAsync($"/api/v1/tasks/{task["id"]}/complete", new { result = "Called" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        (await mine.PostAsync($"/api/v1/interventions/{id}/end", new { outcome = "retained" })).Expect(HttpStatusCode.PreconditionRequired);
        (await mine.ActAsync($"/api/v1/interventions/{id}/end", new { outcome = "retained", note = "Visited, new order" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("intervention.ended", (await mine.ActAsync($"/api/v1/interventions/{id}/end", new { outcome = "lost" }, "*")).Expect(HttpStatusCode.Conflict).Code);
        var told = Assert.Single(await fixture.PublishedAsync<InterventionEnded>(), ended => ended.WarningId == warning.WarningId);
        Assert.Equal((customer, "retained", "keeper"), (told.CustomerId, told.Outcome, told.By));
        Assert.Equal("done", (string?)(await mine.GetAsync($"/api/v1/tasks/{task["id"]}"))["state"]);
    }

    [Fact]
    public async Task What_is_undertaken_for_somebody_who_is_erased_ends_without_an_outcome()
    {
        await fixture.StaffAsync("giver-up");
        var customer = await fixture.CustomerAsync(owner: "giver-up");
        var warning = new ChurnWarned(Guid.CreateVersion7(), customer, 0.31, [new("silence", "Silent", "沉默", "沉默")], 90_000, "CNY", "call-by-owner", DateTimeOffset.UtcNow);
        fixture.InsightsNeighbour.Publish(warning, warning);
        await Eventually.BecomesAsync(() => fixture.Admin.GetAsync($"/api/v1/interventions?customerId={customer}"), page => page.Items.Count == 1, "the intervention");
        fixture.CustomersNeighbour.Publish(new CustomerErased(customer, DateTimeOffset.UtcNow));
        var ended = (await Eventually.BecomesAsync(() => fixture.Admin.GetAsync($"/api/v1/interventions?customerId={customer}&ended=true"), page => page.Items.Count == 1, "it to end")).Items[0];
        Assert.Equal((null, "system:engagement"), ((string?)ended["outcome"], (string?)ended["endedBy"]));
        Assert.DoesNotContain(await fixture.PublishedAsync<InterventionEnded>(), told => told.WarningId == warning.WarningId);
    }
}
