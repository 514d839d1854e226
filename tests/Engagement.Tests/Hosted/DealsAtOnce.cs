using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E8: what holds of deals, contracts and pipelines of which several are changed at the same moment.</summary>
public sealed class DealsAtOnce(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    // E6, E8: of deals that are won at the same moment the last one leaves nothing open, whoever looked first.
    [Fact]
    public async Task A_customer_whose_open_deals_are_all_won_at_the_same_moment_is_in_the_middle_of_no_sale_any_more()
    {
        var names = new { en = "Counter", zhHans = "柜台", zhHant = "櫃檯" };
        object Stage(string key, string kind, int probability) => new { key, kind, probabilityPercent = probability, names, required = Array.Empty<string>() };
        (await Admin.PutAsync("/api/v1/pipelines/counter", new { names, stages = new[] { Stage("asked", "open", 50), Stage("won", "won", 100), Stage("lost", "lost", 0) } }, "*")).Expect(HttpStatusCode.OK);
        var deals = new List<(Guid Customer, Answer Deal)>();
        for (var i = 0; i < 12; i++)
        {
            var customer = await fixture.CustomerAsync(owner: "ada");
            for (var deal = 0; deal < 4; deal++)
                deals.Add((customer, (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "Tea", pipeline = "counter", currency = "CNY" })).Expect(HttpStatusCode.Created)));
        }
        var won = await Task.WhenAll(deals.Select(pair => Admin.ActAsync($"/api/v1/opportunities/{pair.Deal.Id}/stage", new { stage = "won" }, pair.Deal.ETag)));
        Assert.All(won, answer => answer.Expect(HttpStatusCode.OK));
        var told = await fixture.PublishedAsync<OpportunityChanged>();
        foreach (var customer in deals.Select(pair => pair.Customer).Distinct())
        {
            Assert.Equal("after-sale", (string?)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["phase"]);
            var steps = told.Where(step => step.CustomerId == customer && step.State == "won").ToList();
            Assert.Equal(["in-sale", "in-sale", "in-sale", "after-sale"], steps.Select(step => step.CustomerPhase));
            // Whoever hears of them in another order goes by when the stages were entered.
            Assert.Equal(steps.Select(step => step.StageEnteredAt[^1].At).Order(), steps.Select(step => step.StageEnteredAt[^1].At));
        }
    }

    // C16: what is sold to a file at the moment in which it is merged is sold to its survivor.
    [Fact]
    public async Task A_deal_is_opened_with_the_survivor_of_a_customer_that_is_merged_at_this_moment()
    {
        var (survivor, customer) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        await AfterLookingAtAsync(customer, EngagementFixture.File(customer, 2, "ada", status: "merged", mergedInto: survivor),
            async () => Assert.Equal($"{survivor}", (string?)(await OpenAsync(new { contactId = Guid.CreateVersion7() }, customer))["customerId"]));
        Assert.Equal("in-sale", (string?)(await Admin.GetAsync($"/api/v1/cadences/customers/{survivor}"))["phase"]);
    }

    // C20
    [Fact]
    public async Task No_deal_is_opened_or_taken_up_again_with_somebody_who_is_erased_at_this_moment()
    {
        var (fresh, former) = (await fixture.CustomerAsync(owner: "ada"), await fixture.CustomerAsync(owner: "ada"));
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7() }, former);
        (await Admin.ActAsync($"{deal.Location}/stage", new { stage = "lost", lostReason = "Price" }, "*")).Expect(HttpStatusCode.OK);
        await AfterLookingAtAsync(fresh, EngagementFixture.File(fresh, 2, null, status: "erased"), async () => Assert.Equal("customer.unknown", (await Admin.PostAsync("/api/v1/opportunities", new
        {
            customerId = fresh, title = "Tea", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(),
        })).Expect(HttpStatusCode.BadRequest).Code));
        await AfterLookingAtAsync(deal.Id, EngagementFixture.File(former, 2, null, status: "erased"),
            async () => Assert.Equal("customer.gone", (await Admin.ActAsync($"{deal.Location}/stage", new { stage = "lead-in" }, "*")).Expect(HttpStatusCode.Conflict).Code));
    }

    /// <summary>What Customers says of a file becomes known when somebody has looked at a thing, and before they go on.</summary>
    private Task AfterLookingAtAsync(Guid thing, CustomerChanged file, Func<Task> look) => SqlitePlans.AfterAsync(
        fixture.Service.Folder.Path,
        command => command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
            && command.Parameters.Cast<System.Data.Common.DbParameter>().Any(parameter => parameter.Value is Guid id ? id == thing : parameter.Value is byte[] { Length: 16 } bytes && new Guid(bytes, bigEndian: true) == thing),
        () => fixture.Service.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<EngagementDb>();
            (await db.AllCustomers.SingleAsync(c => c.Id == file.CustomerId)).Take(file);
            return await db.SaveChangesAsync();
        }), look);

    [Fact]
    public async Task A_number_stands_for_one_contract_whether_it_was_given_by_hand_or_is_the_next()
    {
        async Task<Guid> DealAsync() => (await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 4_200 })).Id;
        var first = (string)(await Admin.PostAsync("/api/v1/contracts", new { opportunityId = await DealAsync() })).Expect(HttpStatusCode.Created)["number"]!;
        var next = $"{first[..^6]}{int.Parse(first[^6..], System.Globalization.CultureInfo.InvariantCulture) + 1:D6}";
        var byHand = (await Admin.PostAsync("/api/v1/contracts", new { opportunityId = await DealAsync(), number = $" {next} " })).Expect(HttpStatusCode.Created);
        Assert.Equal(next, (string?)byHand["number"]);
        Guid[] deals = [await DealAsync(), await DealAsync(), await DealAsync(), await DealAsync(), await DealAsync(), await DealAsync()];
        var drafted = await Task.WhenAll(deals.Select(deal => Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal, number = " " })));
        Assert.Equal(deals.Length + 2, drafted.Select(draft => (string)draft.Expect(HttpStatusCode.Created)["number"]!).Append(first).Append(next).Distinct().Count());

        Guid[] others = [await DealAsync(), await DealAsync(), await DealAsync()];
        var same = await Task.WhenAll(others.Select(deal => Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal, number = "T-2026/7" })));
        Assert.Single(same, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(same.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("contract.number-taken", answer.Expect(HttpStatusCode.Conflict).Code));
        Assert.Equal("contract.number-taken", (await Admin.PutAsync($"/api/v1/contracts/{byHand.Id}", new { opportunityId = (Guid)byHand["opportunityId"]!, number = "T-2026/7" }, byHand.ETag)).Expect(HttpStatusCode.Conflict).Code);
        (await Admin.PutAsync($"/api/v1/contracts/{byHand.Id}", new { opportunityId = (Guid)byHand["opportunityId"]!, number = next, amountMinor = 4_300 }, byHand.ETag)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pipelines_that_are_entered_at_the_same_moment_are_all_there()
    {
        var names = new { en = "P", zhHans = "P", zhHant = "P" };
        object Stage(string key, string kind, int probability) => new { key, kind, probabilityPercent = probability, names, required = Array.Empty<string>() };
        var entered = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Admin.PutAsync($"/api/v1/pipelines/beside-{i}", new { names, stages = new[] { Stage("a", "open", 50), Stage("won", "won", 100), Stage("lost", "lost", 0) } }, "*")));
        Assert.All(entered, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(6, (await Admin.GetAsync("/api/v1/pipelines")).Items.Count(pipeline => ((string)pipeline["key"]!).StartsWith("beside-", StringComparison.Ordinal)));
    }

    private async Task<Answer> OpenAsync(object fields, Guid? customer = null, string currency = "CNY")
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(fields)!.AsObject();
        body["customerId"] = customer ?? await fixture.CustomerAsync(owner: "ada");
        body["title"] = "Tea for the shops";
        body["pipeline"] = "direct-sale";
        body["currency"] = currency;
        return (await Admin.PostAsync("/api/v1/opportunities", body)).Expect(HttpStatusCode.Created);
    }
}
