using System.Net;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E8: what may stand in a deal and in the rates it is converted by.</summary>
public sealed class AmountsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    // E8: an amount that its rate makes more than a whole number holds is a slip of the pen: it is named, and nothing is half done.
    [Fact]
    public async Task An_amount_that_its_rate_makes_more_than_money_can_be_is_refused_by_the_name_of_its_field()
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        var (known, now, later) = ((await Admin.GetAsync("/api/v1/forecast/rates")).Expect(HttpStatusCode.OK), "2020-01-01", "2199-01-01");
        (await Admin.PutAsync("/api/v1/forecast/rates", new
        {
            rates = new[] { new { currency = "XTS", from = now, nano = 2_000_000_000L }, new { currency = "XTS", from = later, nano = 3_000_000_000L }, new { currency = "XXX", from = now, nano = long.MaxValue } },
        }, known.ETag)).Expect(HttpStatusCode.OK);
        foreach (var (currency, amount) in new[] { ("XXX", 1_000_000_000_000_000), ("XXX", 1_000_000_000), ("XTS", 500_000_000_000_001), ("XTS", 400_000_000_000_000) })
            Refused(await Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "X", pipeline = "direct-sale", currency, amountMinor = amount }));
        Assert.Empty((await Admin.GetAsync($"/api/v1/opportunities?customerId={customer}")).Items);
        Assert.Empty((await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items);

        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 300_000_000_000_000 }, customer, "XTS");
        Refused(await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { amountMinor = 700_000_000_000_000 }, deal.ETag));
        Refused(await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { currency = "XXX" }, deal.ETag));
        Refused(await Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal.Id, amountMinor = 700_000_000_000_000 }));
        var contract = (await Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal.Id, amountMinor = 100 })).Expect(HttpStatusCode.Created);
        Refused(await Admin.PutAsync($"/api/v1/contracts/{contract.Id}", new { opportunityId = deal.Id, amountMinor = 700_000_000_000_000 }, contract.ETag));
        Assert.Equal(deal.ETag, (await Admin.GetAsync($"/api/v1/opportunities/{deal.Id}")).ETag);

        // Nor does a rate come in that makes too much of a deal there is.
        var rates = (await Admin.GetAsync("/api/v1/forecast/rates")).Expect(HttpStatusCode.OK);
        var put = await Admin.PutAsync("/api/v1/forecast/rates", new { rates = new[] { new { currency = "XTS", from = "2020-01-01", nano = 9_000_000_000 } } }, rates.ETag);
        Assert.Equal("rates.too-large", put.Expect(HttpStatusCode.BadRequest).Code);
        (await Admin.GetAsync("/api/v1/forecast")).Expect(HttpStatusCode.OK);

        static void Refused(Answer answer)
        {
            Assert.Equal("money.too-large", answer.Expect(HttpStatusCode.BadRequest).Code);
            Assert.NotNull(answer["errors"]!["amountMinor"]);
        }
    }

    // One that came in before there was a bound must not keep the rates as they are for ever.
    [Fact]
    public async Task A_deal_that_is_too_large_already_refuses_only_the_rates_that_make_it_larger()
    {
        var others = (await Admin.GetAsync("/api/v1/forecast/rates")).Expect(HttpStatusCode.OK)["rates"]!.AsArray();
        async Task<Answer> PutAsync(params (string From, long Nano)[] rates)
        {
            var all = others.DeepClone().AsArray();
            foreach (var (from, nano) in rates) all.Add(System.Text.Json.JsonSerializer.SerializeToNode(new { currency = "XUA", from, nano }));
            return await Admin.PutAsync("/api/v1/forecast/rates", new { rates = all }, "*");
        }
        (await PutAsync(("2020-01-01", 2_000_000_000), ("2199-01-01", 3_000_000_000))).Expect(HttpStatusCode.OK);
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 1000 }, currency: "XUA");
        await fixture.Service.InScopeAsync(services => services.GetRequiredService<EngagementDb>().Opportunities.IgnoreQueryFilters().Where(o => o.Id == deal.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.AmountMinor, 900_000_000_000_000)));
        foreach (var worse in new (string, long)[][] { [("2020-01-01", 3_100_000_000)], [("2020-01-01", 2_000_000_000), ("2199-02-02", 4_000_000_000)] })
            Assert.Equal("rates.too-large", (await PutAsync(worse)).Expect(HttpStatusCode.BadRequest).Code);
        (await PutAsync(("2020-01-01", 2_500_000_000), ("2199-01-01", 3_000_000_000))).Expect(HttpStatusCode.OK);
        (await PutAsync(("2020-01-01", 1_500_000_000))).Expect(HttpStatusCode.OK);
        Assert.Equal("rates.too-large", (await PutAsync(("2020-01-01", 1_500_000_001))).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_competitor_whose_name_is_a_novel_is_refused()
    {
        var refused = (await Admin.PostAsync("/api/v1/opportunities", new
        {
            customerId = await fixture.CustomerAsync(), title = "X", pipeline = "direct-sale", currency = "CNY", competitors = new[] { "Green Leaf", new string('x', 201) },
        })).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(refused["errors"]!["competitors[1]"]);
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
