using System.Net;
using CrmPlatform.Testing;

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
