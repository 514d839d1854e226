using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Customers.Tests.Stages;

public sealed class StagesOverHttp(CustomersFixture fixture) : IClassFixture<CustomersFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_relationship_goes_through_its_stages_on_the_evidence_of_engagement_and_of_people()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/stage";
        var early = (await Admin.ActAsync(path, new { to = "establishing" }, customer.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("stage.evidence-missing", early.Code);
        Assert.Equal("establishing", (string?)early["allowedNext"]);
        Assert.Equal(["customer-plan-made", "phone-invitation-answered"], early["missingEvidence"]!.AsArray().Select(kind => (string?)kind));

        fixture.Neighbours.Publish(new StageEvidenceGathered(customer.Id, "phone-invitation-answered", Guid.NewGuid(), "nora", DateTimeOffset.UtcNow));
        (await Admin.PostAsync($"{path}/evidence", new { kind = "customer-plan-made", reason = "Written before we kept plans here" })).Expect(HttpStatusCode.Created);
        var ready = await fixture.EventuallyAsync(path, stage => stage["missingEvidence"]!.AsArray().Count == 0, "the evidence");
        var moved = (await Admin.ActAsync(path, new { to = "establishing", reason = "They called back" }, ready.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("establishing", (string?)moved["stage"]);
        Assert.Equal("establishing", (string?)(await Admin.GetAsync(customer.Location!))["stage"]);

        foreach (var kind in new[] { "visit-held", "field-study-made", "proposal-sent", "demo-given", "technical-exchange-held", "needs-analysed", "formal-design-made", "evaluation-passed" })
            fixture.Neighbours.Publish(new StageEvidenceGathered(customer.Id, kind, Guid.NewGuid(), "nora", DateTimeOffset.UtcNow));
        ready = await fixture.EventuallyAsync(path, stage => stage["missingEvidence"]!.AsArray().Count == 0, "the evidence");
        moved = (await Admin.ActAsync(path, new { to = "evaluating" }, ready.ETag)).Expect(HttpStatusCode.OK);

        (await Admin.PostAsync($"{path}/two-way-check", new { reason = "Both met on Monday", need = true, abilityToPay = true, paymentCredit = true, reputation = true, reliability = true })).Expect(HttpStatusCode.OK);
        ready = await fixture.EventuallyAsync(path, stage => stage["missingEvidence"]!.AsArray().Count == 1, "all but one");
        Assert.Equal("after-sales-checked", (string?)ready["missingEvidence"]![0]);
        (await Admin.PostAsync($"{path}/two-way-check", new { reason = "They saw the workshop", afterSales = true })).Expect(HttpStatusCode.OK);
        moved = (await Admin.ActAsync(path, new { to = "growing" }, moved.ETag)).Expect(HttpStatusCode.OK);
        await fixture.EventuallyAsync(path, stage => stage["missingEvidence"]!.AsArray().Count == 1, "all but the contract");

        var unsigned = (await Admin.ActAsync(path, new { to = "mature" }, moved.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal(["contract-signed"], unsigned["missingEvidence"]!.AsArray().Select(kind => (string?)kind));
        var byHand = await Admin.PostAsync($"{path}/evidence", new { kind = "contract-signed", reason = "It lies in the safe" });
        Assert.Equal("evidence.contract-by-hand", byHand.Expect(HttpStatusCode.BadRequest).Code);
        fixture.Neighbours.Publish(new ContractSigned(Guid.NewGuid(), Guid.NewGuid(), customer.Id, "nora", "north", 100_00, "CNY", 100_00, DateTimeOffset.UtcNow));
        await fixture.EventuallyAsync(path, stage => stage["missingEvidence"]!.AsArray().Count == 0, "the contract");
        // The contract makes it a current customer too (C5), which is a change of its own.
        moved = await fixture.EventuallyAsync(customer.Location!, file => (string?)file["maturity"] == "current", "business under way");
        moved = (await Admin.ActAsync(path, new { to = "mature" }, moved.ETag)).Expect(HttpStatusCode.OK);
        Assert.Null(moved["allowedNext"]);
    }

    [Fact]
    public async Task Skipping_a_stage_is_refused_with_the_allowed_one()
    {
        var customer = await fixture.CustomerAsync();
        var refused = (await Admin.ActAsync($"{customer.Location}/stage", new { to = "mature" }, customer.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("stage.not-next", refused.Code);
        Assert.Equal("establishing", (string?)refused["allowedNext"]);
        Assert.Equal(2, refused["missingEvidence"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_relationship_ends_with_a_reason_and_is_reopened_where_it_ended()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/stage";
        (await Admin.ActAsync($"{path}/end", new { }, customer.ETag)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("if-match.required", (await Admin.ActAsync($"{path}/end", new { reason = "x" }, null)).Expect(HttpStatusCode.PreconditionRequired).Code);
        var ended = (await Admin.ActAsync($"{path}/end", new { reason = "Closed its doors" }, customer.ETag)).Expect(HttpStatusCode.OK);
        Assert.True((bool)ended["ended"]!);
        var refused = (await Admin.ActAsync(path, new { to = "establishing" }, ended.ETag)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("stage.ended", refused.Code);
        foreach (var said in new[] { ended, (await Admin.GetAsync(path)).Expect(HttpStatusCode.OK), refused })
        {
            Assert.Equal("stranger", (string?)said["allowedNext"]);
            Assert.Empty(said["missingEvidence"]!.AsArray());
        }
        var reopened = (await Admin.ActAsync($"{path}/reopen", new { }, ended.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("stranger", false, "establishing", 2), ((string?)reopened["stage"], (bool)reopened["ended"]!, (string?)reopened["allowedNext"], reopened["missingEvidence"]!.AsArray().Count));
    }

    [Fact]
    public async Task Of_two_people_who_move_at_the_same_time_one_is_told_that_it_was_stale()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/stage";
        foreach (var kind in new[] { "customer-plan-made", "phone-invitation-answered" })
            (await Admin.PostAsync($"{path}/evidence", new { kind, reason = "By hand" })).Expect(HttpStatusCode.Created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Admin.ActAsync(path, new { to = "establishing" }, customer.ETag)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("stale", answer.Expect(HttpStatusCode.PreconditionFailed).Code));
    }

    [Fact]
    public async Task Evidence_by_hand_needs_a_reason_and_the_right()
    {
        var nora = fixture.Service.As("nora", "sales", "north");
        var agent = fixture.Service.As("gus", "agent");
        var customer = await fixture.CustomerAsync(by: nora);
        (await nora.PostAsync($"{customer.Location}/stage/evidence", new { kind = "visit-held" })).Expect(HttpStatusCode.BadRequest);
        (await nora.PostAsync($"{customer.Location}/stage/evidence", new { kind = "dragon-slain", reason = "x" })).Expect(HttpStatusCode.BadRequest);
        (await agent.PostAsync($"{customer.Location}/stage/evidence", new { kind = "visit-held", reason = "x" })).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("evidence.in-future", (await nora.PostAsync($"{customer.Location}/stage/evidence",
            new { kind = "visit-held", reason = "x", at = DateTimeOffset.UtcNow.AddDays(1) })).Expect(HttpStatusCode.BadRequest).Code);
        (await nora.PostAsync($"{customer.Location}/stage/evidence", new { kind = "visit-held", reason = "I was there" })).Expect(HttpStatusCode.Created);
        var evidence = Assert.Single((await nora.GetAsync($"{customer.Location}/stage/evidence")).Items);
        Assert.Equal(("by-hand", "nora", "I was there"), ((string?)evidence["origin"], (string?)evidence["by"], (string?)evidence["reason"]));
    }

    // C8: that something is not known after all is an answer too; an older one that comes later does not go before it.
    [Fact]
    public async Task An_answer_that_was_taken_back_does_not_return_with_a_conversation_of_before()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/qualification";
        (await Admin.PutAsync(path, new { money = true }, "*")).Expect(HttpStatusCode.OK);
        var taken = (await Admin.PutAsync(path, new { money = (bool?)null }, "*")).Expect(HttpStatusCode.OK);
        Assert.Null((bool?)taken["money"]!["present"]);
        fixture.Neighbours.Publish(new QualificationAnswered(customer.Id, "money", true, Guid.NewGuid(), "nora", DateTimeOffset.UtcNow.AddHours(-1)));
        fixture.Neighbours.Publish(new QualificationAnswered(customer.Id, "need", true, Guid.NewGuid(), "nora", DateTimeOffset.UtcNow.AddHours(-1)));
        Assert.Equal("??N", (string?)(await fixture.EventuallyAsync(path, known => ((string)known["letters"]!).EndsWith('N'), "the later answer"))["letters"]);
        fixture.Neighbours.Publish(new QualificationAnswered(customer.Id, "money", false, Guid.NewGuid(), "nora", DateTimeOffset.UtcNow.AddMinutes(1)));
        await fixture.EventuallyAsync(path, known => (string?)known["letters"] == "m?N", "a newer answer");
    }

    [Fact]
    public async Task Qualification_says_what_is_missing_and_what_to_do_in_the_language_asked_for()
    {
        var customer = await fixture.CustomerAsync();
        var path = $"{customer.Location}/qualification";
        var empty = (await Admin.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(("\"0\"", "???"), (empty.ETag, (string?)empty["letters"]));
        Assert.Equal(3, empty["missing"]!.AsArray().Count);

        var answered = (await Admin.PutAsync(path, new { money = true, need = false }, empty.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal(("M?n", "incomplete"), ((string?)answered["letters"], (string?)answered["verdict"]));
        Assert.Equal("authority", (string?)answered["missing"]![0]!["answer"]);
        (await Admin.PutAsync(path, new { money = true }, empty.ETag)).Expect(HttpStatusCode.PreconditionFailed);

        fixture.Neighbours.Publish(new QualificationAnswered(customer.Id, "authority", true, Guid.NewGuid(), "nora", DateTimeOffset.UtcNow));
        await fixture.EventuallyAsync(path, answer => (string?)answer["letters"] == "MAn", "the answer of a conversation");
        var chinese = await Admin.GetAsync(path, ("Accept-Language", "zh-CN"));
        Assert.Equal("approach", (string?)chinese["verdict"]);
        Assert.Contains("销售技术", (string?)chinese["nextAction"]);
        var english = await Admin.GetAsync(path, ("Accept-Language", "en"));
        Assert.Contains("skilled selling", (string?)english["nextAction"]);

        var patched = (await Admin.PatchAsync(path, new { need = true }, english.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("ideal-prospect", (string?)patched["verdict"]);
    }
}
