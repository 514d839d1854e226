using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E8 over HTTP: from the first interest to the review of what was delivered.</summary>
public sealed class DealsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly string[] Terms =
        ["parties", "subject", "quantity", "quality", "price-and-payment", "time-place-and-manner", "liability-for-breach", "dispute-resolution"];

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_quote_whose_day_has_passed_is_sent_no_more()
    {
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 500_000 });
        async Task<Answer> DraftAsync(DateOnly? validUntil) =>
            (await Admin.PostAsync("/api/v1/quotes", new { opportunityId = deal.Id, kind = "quote", validUntil, lines = new[] { new { description = "Tea", quantity = 1, unitPriceMinor = 100 } } })).Expect(HttpStatusCode.Created);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var late = await DraftAsync(today.AddDays(-2));
        Assert.Equal("quote.expired", (await Admin.ActAsync($"{late.Location}/send", null, late.ETag)).Expect(HttpStatusCode.Conflict).Code);
        foreach (var valid in new DateOnly?[] { today.AddDays(2), null })
        {
            var draft = await DraftAsync(valid);
            (await Admin.ActAsync($"{draft.Location}/send", null, draft.ETag)).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Every_stage_entered_is_recorded_although_several_are_taken_at_once()
    {
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), need = "Tea for 40 shops", solution = "Monthly delivery", amountMinor = 1_200_000, expectedClose = "2027-03-31" });
        Assert.Equal("lead-in", (string?)deal["stage"]);
        var moved = (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "solution-presented" }, deal.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([("lead-in", false), ("need-confirmed", true), ("solution-presented", false)],
            moved["path"]!.AsArray().Select(entry => ((string)entry!["stage"]!, (bool)entry["passedThrough"]!)));
        Assert.Equal(40, (int)moved["probabilityPercent"]!);
        var told = (await fixture.PublishedAsync<OpportunityChanged>()).Where(o => o.OpportunityId == deal.Id).ToList();
        Assert.Equal([1L, 2L], told.Select(o => o.Version));
        Assert.Equal(3, told[^1].StageEnteredAt.Count);
        Assert.Equal(1_200_000, told[^1].BaseAmountMinor);
        (await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { notes = "No step" }, moved.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(["in-sale", "in-sale", null], (await fixture.PublishedAsync<OpportunityChanged>()).Where(o => o.OpportunityId == deal.Id).Select(o => o.CustomerPhase));
        (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "negotiation" }, deal.ETag)).Expect(HttpStatusCode.PreconditionFailed);
        (await Admin.PostAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "negotiation" })).Expect(HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task A_stage_is_not_entered_without_the_fields_of_all_stages_on_the_way()
    {
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7() });
        var refused = (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "solution-presented" }, deal.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("opportunity.fields-missing", refused.Code);
        Assert.Equal([("need-confirmed", "need"), ("solution-presented", "solution"), ("solution-presented", "amount"), ("solution-presented", "expected-close")],
            refused["missing"]!.AsArray().Select(gap => ((string)gap!["stage"]!, (string)gap["field"]!)));
        Assert.Equal("opportunity.stage-unknown", (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "nowhere" }, deal.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var patched = (await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { need = "Tea" }, deal.ETag)).Expect(HttpStatusCode.OK);
        var moved = (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "need-confirmed" }, patched.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("opportunity.field-required", (await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { need = (string?)null }, moved.ETag)).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task Quotes_drafted_at_the_same_moment_get_numbers_of_their_own_and_of_two_contracts_the_second_is_refused()
    {
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 4_200 });
        object Quote(long quantity, long price) => new { opportunityId = deal.Id, kind = "quote", lines = new[] { new { description = "Oolong", quantity, unitPriceMinor = price } } };
        var quotes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Admin.PostAsync("/api/v1/quotes", Quote(1, 100))));
        Assert.Equal(Enumerable.Range(1, 8), quotes.Select(quote => (int)quote.Expect(HttpStatusCode.Created)["number"]!).Order());
        Assert.Equal("quote.too-large", (await Admin.PostAsync("/api/v1/quotes", Quote(1_000_000_000, 1_000_000_000_000))).Expect(HttpStatusCode.BadRequest).Code);
        var contracts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal.Id })));
        Assert.Single(contracts, contract => contract.Status == HttpStatusCode.Created);
        Assert.All(contracts.Where(contract => contract.Status != HttpStatusCode.Created), contract => Assert.Equal("contract.exists", contract.Expect(HttpStatusCode.Conflict).Code));
    }

    [Fact]
    public async Task A_lost_one_says_why_and_may_be_taken_up_again()
    {
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7() });
        Assert.Equal("opportunity.fields-missing", (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "lost" }, deal.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var lost = (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "lost", lostReason = "Price" }, deal.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("lost", "Price", 0), ((string?)lost["state"], (string?)lost["lostReason"], (int)lost["probabilityPercent"]!));
        Assert.Equal("opportunity.closed", (await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { need = "More" }, lost.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal("opportunity.reopen-first", (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "won" }, lost.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var again = (await Admin.ActAsync($"/api/v1/opportunities/{deal.Id}/stage", new { stage = "lead-in" }, lost.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("open", (string?)again["state"]);
        Assert.Null((string?)again["lostReason"]);
    }

    [Fact]
    public async Task A_deal_is_won_by_its_contract_whose_terms_were_confirmed_item_by_item_and_then_delivered_and_reviewed()
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        var deal = await OpenAsync(new
        {
            contactId = Guid.CreateVersion7(), need = "Tea", solution = "Delivery", amountMinor = 500_000, expectedClose = "2027-03-31", decisionMaker = "Mr Lin",
            competitors = new[] { "Green Leaf" }, nextStep = "Sign",
        }, customer);
        var quote = (await Admin.PostAsync("/api/v1/quotes", new
        {
            opportunityId = deal.Id, kind = "proposal", lines = new[] { new { description = "Oolong", quantity = 3, unitPriceMinor = 3333, discountBasisPoints = 500 }, new { description = "Cups", quantity = 10, unitPriceMinor = 100, discountBasisPoints = 0 } },
        })).Expect(HttpStatusCode.Created);
        Assert.Equal(9499 + 1000, (long)quote["totalMinor"]!);
        var sent = (await Admin.ActAsync($"/api/v1/quotes/{quote.Id}/send", null, quote.ETag)).Expect(HttpStatusCode.OK);
        Assert.Contains(await fixture.PublishedAsync<StageEvidenceGathered>(), e => e.CustomerId == customer && e is { Kind: "proposal-sent" } && e.SourceId == quote.Id);
        (await Admin.ActAsync($"/api/v1/quotes/{quote.Id}/answer", new { accepted = true }, sent.ETag)).Expect(HttpStatusCode.OK);

        var contract = (await Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal.Id })).Expect(HttpStatusCode.Created);
        Assert.Equal(8, contract["openTerms"]!.AsArray().Count);
        Assert.Equal("contract.term-unworded", (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/terms/parties/confirm", null, "*")).Expect(HttpStatusCode.Conflict).Code);
        foreach (var term in Terms) (await Admin.PutAsync($"/api/v1/contracts/{contract.Id}/terms/{term}", new { text = $"About {term}" }, "*")).Expect(HttpStatusCode.OK);
        foreach (var term in Terms[..7]) (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/terms/{term}/confirm", null, "*")).Expect(HttpStatusCode.OK);
        var early = (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/sign", new { customerSignatory = "Mr Lin" }, "*")).Expect(HttpStatusCode.Conflict);
        Assert.Equal(["dispute-resolution"], early["open"]!.AsArray().Select(term => (string)term!));
        Assert.DoesNotContain(await fixture.PublishedAsync<ContractSigned>(), c => c.ContractId == contract.Id);
        (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/terms/dispute-resolution/confirm", null, "*")).Expect(HttpStatusCode.OK);
        var other = await OpenAsync(new { contactId = Guid.CreateVersion7() }, customer);
        var signed = (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/sign", new { customerSignatory = "Mr Lin" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("contract.signed", (await Admin.PutAsync($"/api/v1/contracts/{contract.Id}/terms/parties", new { text = "Others" }, signed.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var won = (await Admin.GetAsync($"/api/v1/opportunities/{deal.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("won", "won", 7 - 1), ((string?)won["state"], (string?)won["stage"], won["path"]!.AsArray().Count));
        var told = Assert.Single(await fixture.PublishedAsync<ContractSigned>(), c => c.ContractId == contract.Id);
        Assert.Equal((deal.Id, customer, 500_000L), (told.OpportunityId, told.CustomerId, told.BaseAmountMinor));
        // E6: as long as something is open the customer is in the middle of a sale, whatever else was won.
        Assert.Equal("in-sale", (string?)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["phase"]);
        Assert.Equal("in-sale", (await fixture.PublishedAsync<OpportunityChanged>()).Last(o => o.OpportunityId == deal.Id).CustomerPhase);
        (await Admin.ActAsync($"/api/v1/opportunities/{other.Id}/stage", new { stage = "lost", lostReason = "Price" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("after-sale", (string?)(await Admin.GetAsync($"/api/v1/cadences/customers/{customer}"))["phase"]);
        Assert.Equal("after-sale", (await fixture.PublishedAsync<OpportunityChanged>()).Last(o => o.OpportunityId == other.Id).CustomerPhase);

        var delivery = new { phases = new[] { new { key = "setup", name = "Set-up", goal = "Shops are fitted", responsibleId = "ada", dueOn = "2027-04-15" }, new { key = "training", name = "Training", goal = "Staff is trained", responsibleId = "ada", dueOn = "2027-05-15" } } };
        var planned = (await Admin.PutAsync($"/api/v1/contracts/{contract.Id}/delivery", delivery, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=delivery&state=open")).Items.Count);
        var review = new { wentWell = "All in time", toImprove = "Earlier training", goalsReached = 5 };
        Assert.Equal("contract.delivery-unfinished", (await Admin.PutAsync($"/api/v1/contracts/{contract.Id}/review", review, planned.ETag)).Expect(HttpStatusCode.Conflict).Code);
        // E8: somebody else sees a phase under way to its end, and the task is theirs.
        await fixture.StaffAsync("deli", "delivery");
        (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/delivery/setup/begin", null, "*")).Expect(HttpStatusCode.OK);
        var handed = (await Admin.PutAsync($"/api/v1/contracts/{contract.Id}/delivery", new { phases = new[] { delivery.phases[0] with { responsibleId = "deli", goal = "Another" }, delivery.phases[1] } }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(("deli", "Shops are fitted", "under-way"), ((string)handed["phases"]![0]!["responsibleId"]!, (string)handed["phases"]![0]!["goal"]!, (string)handed["phases"]![0]!["state"]!));
        var tasks = (await Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=delivery&state=open")).Items;
        Assert.Equal([("deli", "delivery"), ("ada", "none")], tasks.Select(task => ((string)task["assigneeId"]!, (string)task["team"]!)));
        foreach (var phase in new[] { "setup", "training" })
        {
            if (phase != "setup") (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/delivery/{phase}/begin", null, "*")).Expect(HttpStatusCode.OK);
            (await Admin.ActAsync($"/api/v1/contracts/{contract.Id}/delivery/{phase}/finish", new { result = "Done" }, "*")).Expect(HttpStatusCode.OK);
        }
        (await Admin.PutAsync($"/api/v1/contracts/{contract.Id}/review", review, "*")).Expect(HttpStatusCode.OK);
        Assert.Empty((await Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=delivery&state=open")).Items);
        var stream = (await Admin.GetAsync($"/api/v1/timeline?customerId={customer}")).Items.Select(item => (string)item["kind"]!).ToList();
        Assert.Contains("contract-signed", stream);
        Assert.Contains("quote-sent", stream);
        Assert.Contains("opportunity", stream);
    }

    [Fact]
    public async Task An_unsigned_contract_takes_the_currency_its_deal_has_by_now_and_its_price_is_open_again()
    {
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 500_000 });
        var rates = (await Admin.GetAsync("/api/v1/forecast/rates")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync("/api/v1/forecast/rates", new { rates = new[] { new { currency = "EUR", from = "2020-01-01", nano = 7_800_000_000 } } }, rates.ETag)).Expect(HttpStatusCode.OK);
        var contract = (await Admin.PostAsync("/api/v1/contracts", new { opportunityId = deal.Id })).Expect(HttpStatusCode.Created);
        (await Admin.PutAsync($"{contract.Location}/terms/price-and-payment", new { text = "In full" }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{contract.Location}/terms/price-and-payment/confirm", null, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PatchAsync($"/api/v1/opportunities/{deal.Id}", new { currency = "EUR" }, "*")).Expect(HttpStatusCode.OK);
        var followed = (await Admin.PutAsync(contract.Location!, new { opportunityId = deal.Id }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(("EUR", 500_000L), ((string)followed["currency"]!, (long)followed["amountMinor"]!));
        Assert.Contains("price-and-payment", followed["openTerms"]!.AsArray().Select(term => (string)term!));
    }

    [Fact]
    public async Task The_forecast_weighs_each_deal_and_adds_up_per_owner_team_and_month()
    {
        await fixture.StaffAsync("fora", "forecast");
        var customer = await fixture.CustomerAsync(owner: "fora", team: "forecast");
        var rates = (await Admin.GetAsync("/api/v1/forecast/rates")).Expect(HttpStatusCode.OK);
        (await Admin.PutAsync("/api/v1/forecast/rates", new { rates = new[] { new { currency = "EUR", from = "2020-01-01", nano = 7_800_000_000 } } }, rates.ETag)).Expect(HttpStatusCode.OK);
        await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 1001, expectedClose = "2030-01-10", ownerId = "fora" }, customer);
        await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 1000, expectedClose = "2030-01-20", ownerId = "fora", probabilityPercent = 50 }, customer, "EUR");
        await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 700, expectedClose = "2030-02-01", ownerId = "fora" }, customer);
        var undated = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 700, ownerId = "fora" }, customer);
        var forecast = (await Admin.GetAsync("/api/v1/forecast?from=2030-01-01&before=2030-03-01&team=forecast")).Expect(HttpStatusCode.OK);
        Assert.Equal([("fora", "2030-01-01", 2, 1001 + 7800L, 100 + 3900L), ("fora", "2030-02-01", 1, 700L, 70L)],
            forecast["lines"]!.AsArray().Select(line => ((string)line!["ownerId"]!, (string)line["month"]!, (int)line["openDeals"]!, (long)line["openMinor"]!, (long)line["weightedMinor"]!)));
        Assert.Equal([undated.Id.ToString()], forecast["undated"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("money.no-rate", (await Admin.PostAsync("/api/v1/opportunities", new { customerId = customer, title = "X", pipeline = "direct-sale", currency = "JPY" })).Expect(HttpStatusCode.BadRequest).Code);
        var team = (await Admin.GetAsync("/api/v1/forecast?from=2030-01-01&before=2030-03-01&team=forecast&by=team")).Expect(HttpStatusCode.OK);
        Assert.Null((string?)team["lines"]![0]!["ownerId"]);
        Assert.Empty((await fixture.Service.As("else", "sales", "elsewhere").GetAsync("/api/v1/forecast?from=2030-01-01&before=2030-03-01")).Expect(HttpStatusCode.OK)["lines"]!.AsArray());
    }

    [Fact]
    public async Task A_pipeline_is_data_and_keeps_the_stages_that_are_in_use()
    {
        var names = new { en = "Tender", zhHans = "招标", zhHant = "招標" };
        object Stage(string key, string kind, int probability, params string[] required) => new { key, kind, probabilityPercent = probability, names, required };
        var before = (await Admin.GetAsync("/api/v1/pipelines")).Expect(HttpStatusCode.OK);
        Assert.Equal(3, before.Items.Count);
        object[] stages = [Stage("invited", "open", 20), Stage("offered", "open", 50, "amount"), Stage("won", "won", 100), Stage("lost", "lost", 0)];
        Assert.Equal("pipeline.one-won-stage", (await Admin.PutAsync("/api/v1/pipelines/tender", new { names, stages = new[] { stages[0], stages[1], stages[3] } }, "*")).Expect(HttpStatusCode.BadRequest).Code);
        var put = (await Admin.PutAsync("/api/v1/pipelines/tender", new { names, stages }, "*")).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/opportunities", new { customerId = await fixture.CustomerAsync(), title = "Tea for schools", pipeline = "tender", currency = "CNY" })).Expect(HttpStatusCode.Created);
        Assert.Equal("pipeline.stage-in-use", (await Admin.PutAsync("/api/v1/pipelines/tender", new { names, stages = stages[1..] }, put.ETag)).Expect(HttpStatusCode.Conflict).Code);
        (await fixture.Service.As("sam", "sales", "north").PutAsync("/api/v1/pipelines/tender", new { names, stages }, "*")).Expect(HttpStatusCode.Forbidden);
        // E8: the stage's probability is that of the deals in it whose owners name none.
        var (tender, own) = (await InStageAsync(null), await InStageAsync(70));
        object[] likelier = [Stage("invited", "open", 40), .. stages[1..]];
        (await Admin.PutAsync("/api/v1/pipelines/tender", new { names, stages = likelier }, "*")).Expect(HttpStatusCode.OK);
        await Eventually.BecomesAsync(() => Admin.GetAsync(tender.Location!), answer => (int)answer["probabilityPercent"]! == 40, "the deal to follow its stage");
        Assert.Equal((40, "open"), (await fixture.PublishedAsync<OpportunityChanged>()).Where(told => told.OpportunityId == tender.Id).Select(told => (told.ProbabilityPercent, told.State)).Last());
        Assert.Equal((70, own.ETag), ((int)(await Admin.GetAsync(own.Location!))["probabilityPercent"]!, (await Admin.GetAsync(own.Location!)).ETag));
        async Task<Answer> InStageAsync(int? probabilityPercent) =>
            (await Admin.PostAsync("/api/v1/opportunities", new { customerId = await fixture.CustomerAsync(), title = "Tea", pipeline = "tender", currency = "CNY", probabilityPercent })).Expect(HttpStatusCode.Created);
        Assert.Equal("招标", (string?)(await Admin.GetAsync("/api/v1/pipelines/tender", ("Accept-Language", "zh")))["name"]);
    }

    [Fact]
    public async Task A_quote_beyond_policy_is_not_sent_before_a_promise_of_it_is_approved()
    {
        var customer = await fixture.CustomerAsync(owner: "rep", team: "north", abc: "C");
        var rep = fixture.Service.As("rep", "sales", "north");
        var deal = await OpenAsync(new { contactId = Guid.CreateVersion7(), amountMinor = 1000 }, customer);
        var quote = (await rep.PostAsync("/api/v1/quotes", new { opportunityId = deal.Id, kind = "quote", lines = new[] { new { description = "Tea", quantity = 1, unitPriceMinor = 1000, discountBasisPoints = 800 } } })).Expect(HttpStatusCode.Created);
        Assert.Equal("quote.beyond-policy", (await rep.ActAsync($"/api/v1/quotes/{quote.Id}/send", null, quote.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var promise = (await rep.PostAsync("/api/v1/promises", new { customerId = customer, text = "8 % off", dueAt = DateTimeOffset.UtcNow.AddDays(5), terms = new[] { new { term = "discount", amount = 800 } } })).Expect(HttpStatusCode.Created);
        (await rep.ActAsync($"/api/v1/quotes/{quote.Id}/send", null, quote.ETag)).Expect(HttpStatusCode.Conflict);
        (await Admin.ActAsync($"/api/v1/promises/{promise.Id}/approve", null, promise.ETag)).Expect(HttpStatusCode.OK);
        (await rep.ActAsync($"/api/v1/quotes/{quote.Id}/send", null, quote.ETag)).Expect(HttpStatusCode.OK);
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
