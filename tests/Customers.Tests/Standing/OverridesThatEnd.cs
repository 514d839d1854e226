using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Standing;

/// <summary>C4: a class that was given by hand, until the day that was said.</summary>
public sealed class OverridesThatEnd(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task An_override_of_the_class_wins_until_it_expires_and_then_the_computed_class_returns_by_itself()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/axes";
        Classify(customer, "B", "Sales grew twice");
        var computed = await ClassIsAsync(path, shown => (string?)shown["value"] == "B", "the class");
        var overridden = (await Admin.PutAsync(
            $"{customer.Location}/class-override", new { @class = "A", reason = "Opens ten shops", expiresAt = fixture.Time!.GetUtcNow().AddDays(9) }, computed.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("A", true, "B"), Shown(overridden));

        Classify(customer, "C", "Everybody else");
        var beneath = await ClassIsAsync(path, shown => (string?)shown["computed"] == "C", "the computed class");
        Assert.Equal(("A", true, "C"), Shown(beneath));
        fixture.Leap(TimeSpan.FromDays(9));
        var returned = await ClassIsAsync(path, shown => (string?)shown["value"] == "C", "the override to end");
        Assert.Equal(("C", false, "C"), Shown(returned));

        var history = (await Admin.GetAsync($"{path}/class/history", ("Accept-Language", "zh-Hans"))).Items;
        Assert.Equal(["override-ended", "computed", "override", "computed"], history.Select(entry => (string?)entry["origin"]));
        Assert.Equal(["覆盖已到期", "Everybody else 简", "Opens ten shops", "Sales grew twice 简"], history.Select(entry => (string?)entry["reason"]));
        var told = await Eventually.BecomesAsync(
            async () => (await fixture.PublishedAsync<CustomerChanged>()).Where(change => change.CustomerId == customer.Id).ToList(), changes => changes is [.., { Class: "C", Version: > 3 }], "the events");
        Assert.Equal(["C", "B", "A", "C"], told.OrderBy(change => change.Version).Select(change => change.Class));
    }

    private void Classify(Answer customer, string abc, string reason) =>
        fixture.Neighbours.Publish(new CustomerClassified(customer.Id, abc, 2025, reason, $"{reason} 简", $"{reason} 繁", fixture.Time!.GetUtcNow()));

    private Task<Answer> ClassIsAsync(string path, Func<JsonNode, bool> isThere, string what) => fixture.EventuallyAsync(path, answer => isThere(ClassOf(answer)), what);

    private static (string? Value, bool ByHand, string? Computed) Shown(Answer standing) =>
        ((string?)ClassOf(standing)["value"], (bool)ClassOf(standing)["byHand"]!, (string?)ClassOf(standing)["computed"]);

    private static JsonNode ClassOf(Answer standing) => standing["axes"]!.AsArray().Single(view => (string?)view!["axis"] == "class")!;
}
