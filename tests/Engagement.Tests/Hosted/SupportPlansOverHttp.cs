using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>C4: what the support plans of the classes say is followed, and what is changed here holds until they say something else.</summary>
public sealed class SupportPlansOverHttp : IAsyncLifetime
{
    private readonly EngagementFixture fixture = new();
    private long told;

    private ApiClient Admin => fixture.Admin;

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_changed_cadence_holds_until_the_support_plan_says_another_one()
    {
        await PlanAsync("A", 1, 7, 15);
        await SetDaysAsync("B", 5);
        // The first change of this plan, and the next one, are of something else.
        await PlanAsync("B", 1, 14, 8, lookedAfterBy: "somebody else");
        await PlanAsync("B", 2, 14, 9);
        Assert.Equal(5, await DaysAsync("B"));
        await PlanAsync("B", 3, 21, 9);
        Assert.Equal(21, await DaysAsync("B"));
        await SetDaysAsync("B", 10);
        await PlanAsync("B", 4, 21, 9, lookedAfterBy: "account manager");
        // An older one that comes late says nothing.
        await PlanAsync("B", 2, 14, 9);
        Assert.Equal((10, 7), (await DaysAsync("B"), await DaysAsync("A")));
    }

    [Fact]
    public async Task A_plan_that_an_earlier_release_followed_is_followed_with_its_next_version()
    {
        await fixture.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<EngagementDb>();
            await db.WriteSettingAsync(FollowedPlans.Name, new FollowedPlans(new Dictionary<string, long> { ["C"] = 3 }), default);
            return await db.SaveChangesAsync();
        });
        await SetDaysAsync("C", 20);
        await PlanAsync("C", 4, 30, 6);
        Assert.Equal((30, 600), (await DaysAsync("C"), await MostAsync("C")));
    }

    // E9
    [Fact]
    public async Task What_sales_may_give_as_discount_is_what_the_support_plan_of_the_class_says()
    {
        var customer = await fixture.CustomerAsync(owner: "wei", abc: "A");
        var wei = fixture.Service.As("wei", "sales", "north");
        async Task<Answer> PromiseAsync(int amount) => (await wei.PostAsync("/api/v1/promises",
            new { customerId = customer, text = "Less", dueAt = DateTimeOffset.UtcNow.AddDays(3), terms = new[] { new { term = "discount", amount } } })).Expect(HttpStatusCode.Created);
        // Customers begins with 15, 8 and 3 %.
        Assert.Equal((1500, 800, 300), (await MostAsync("A"), await MostAsync("B"), await MostAsync("C")));
        Assert.Equal("given", (string?)(await PromiseAsync(1200))["state"]);
        await PlanAsync("A", 1, 7, 0);
        var pending = await PromiseAsync(1000);
        Assert.Equal("pending", (string?)pending["state"]);
        Assert.Equal((1000, 0), Assert.Single(pending["beyondPolicy"]!.AsArray().Select(excess => ((int)excess!["promised"]!, (int)excess["most"]!))));
        Assert.Equal((0, 800, 300), (await MostAsync("A"), await MostAsync("B"), await MostAsync("C")));

        // What is changed here holds until the plan says something else, also where there is no line for the class any more.
        var policy = (await Admin.GetAsync("/api/v1/policies/promises")).Expect(HttpStatusCode.OK);
        var limits = policy["limits"]!.DeepClone().AsArray();
        limits.Remove(limits.Single(line => Is(line!, "B")));
        limits.Single(line => Is(line!, "A"))!["most"] = 700;
        (await Admin.PutAsync("/api/v1/policies/promises", new { limits }, policy.ETag)).Expect(HttpStatusCode.OK);
        await PlanAsync("A", 2, 7, 0, lookedAfterBy: "somebody else");
        await PlanAsync("B", 1, 14, 100);
        Assert.Equal((700, 10_000, 300), (await MostAsync("A"), await MostAsync("B"), await MostAsync("C")));
    }

    /// <summary>Tells of a plan, and waits until it has been heard of: the next event of the feed has.</summary>
    private async Task PlanAsync(string abc, long version, int days, int discount, string lookedAfterBy = "sales team")
    {
        var marker = $"marker-{++told}";
        fixture.CustomersNeighbour.Publish(new SupportPlanChanged(abc, version, days, discount, "standard", lookedAfterBy, true));
        await fixture.StaffAsync(marker);
    }

    private static bool Is(JsonNode line, string abc) => ((string?)line["term"], (string?)line["role"], (string?)line["class"]) == ("discount", "sales", abc);

    private async Task<int> MostAsync(string abc) => (int)(await Admin.GetAsync("/api/v1/policies/promises")).Expect(HttpStatusCode.OK)["limits"]!.AsArray().Single(line => Is(line!, abc))!["most"]!;

    private async Task<int> DaysAsync(string abc) => (int)(await Admin.GetAsync("/api/v1/cadences")).Expect(HttpStatusCode.OK)["lines"]!.AsArray().Single(line => (string?)line!["class"] == abc)!["days"]!;

    private async Task SetDaysAsync(string abc, int days)
    {
        var plan = (await Admin.GetAsync("/api/v1/cadences")).Expect(HttpStatusCode.OK);
        var lines = plan["lines"]!.DeepClone().AsArray();
        lines.Single(line => (string?)line!["class"] == abc)!["days"] = days;
        (await Admin.PutAsync("/api/v1/cadences", new { lines }, plan.ETag)).Expect(HttpStatusCode.OK);
    }
}
