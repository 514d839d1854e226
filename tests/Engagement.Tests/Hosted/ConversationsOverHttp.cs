using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E3, E4 over HTTP: guides, and calls led by them.</summary>
public sealed class ConversationsOverHttp(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task There_are_guides_for_the_five_stages_in_three_languages()
    {
        var guides = (await Admin.GetAsync("/api/v1/guides")).Expect(HttpStatusCode.OK).Items;
        Assert.Equal(["stranger", "establishing", "evaluating", "growing", "mature"], guides.Select(guide => (string)guide["stage"]!).Distinct());
        var english = (await Admin.GetAsync("/api/v1/guides/stranger-invitation")).Expect(HttpStatusCode.OK);
        var chinese = (await Admin.GetAsync("/api/v1/guides/stranger-invitation", ("Accept-Language", "zh-CN"))).Expect(HttpStatusCode.OK);
        Assert.NotEqual((string?)english["title"], (string?)chinese["title"]);
        Assert.Equal(english.Text.Length > 1000, chinese["guide"]!["questions"]!.AsArray().Count > 5);
        Assert.Equal(4, (await Admin.GetAsync("/api/v1/guides/aids")).Expect(HttpStatusCode.OK)["operations"]!.AsArray().Count);
        Assert.NotEmpty((await Admin.GetAsync("/api/v1/guides/ffab")).Expect(HttpStatusCode.OK).Items);
    }

    [Theory]
    [InlineData("What do you expect of a supplier?", "open")]
    [InlineData("你们为什么更换供应商？", "open")]
    [InlineData("How long does it take you to decide?", "closed")]
    [InlineData("您能不能给我五分钟？", "closed")]
    public async Task A_question_is_recognised_as_open_or_closed_by_its_words(string text, string form) =>
        Assert.Equal(form, (string?)(await Admin.PostAsync("/api/v1/guides/question-form", new { text })).Expect(HttpStatusCode.OK)["form"]);

    [Fact]
    public async Task A_guided_call_asks_one_question_at_a_time_and_its_answers_become_evidence()
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        var call = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "sales", preparation = new { done = new[] { "data" }, longTermGoal = "Ten shops" } })).Expect(HttpStatusCode.Created);
        Assert.Equal(("stranger-invitation", 1, "identity", "confused"), ((string?)call["guideKey"], (int)call["guideVersion"]!, (string?)call["step"], (string?)call["customer"]));
        Assert.NotEmpty(call["say"]!.AsArray());
        Assert.NotEmpty(call["unprepared"]!.AsArray());
        // E4: open ones first, and what MAN still lacks before the rest.
        var next = call["next"]!["question"]!;
        Assert.Equal("open", (string?)next["form"]);
        var asked = (await Admin.ActAsync($"/api/v1/conversations/{call.Id}/ask", new { questionId = (string)next["id"]! }, call.ETag)).Expect(HttpStatusCode.OK);
        var guide = (await Admin.GetAsync("/api/v1/guides/stranger-invitation"))["guide"]!;
        var other = guide["questions"]!.AsArray().Select(question => (string)question!["id"]!).First(id => id != (string)next["id"]!);
        Assert.Equal("conversation.question-outstanding", (await Admin.ActAsync($"/api/v1/conversations/{call.Id}/ask", new { questionId = other }, asked.ETag)).Expect(HttpStatusCode.Conflict).Code);
        Assert.Equal((string?)next["id"], (string?)(await Admin.GetAsync($"/api/v1/conversations/{call.Id}/next-question"))["question"]!["id"]);

        var (question, reading, letter) = Telling(guide, "present");
        var answered = (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/answers", new { questionId = question, readingId = reading, words = "Yes" })).Expect(HttpStatusCode.OK);
        Assert.Equal("present", (string?)answered["man"]![letter]);
        var told = Assert.Single(await fixture.PublishedAsync<QualificationAnswered>(), evidence => evidence.SourceId == call.Id && evidence.Letter == letter);
        Assert.Equal((customer, true, "ada"), (told.CustomerId, told.Present, told.By));
        Assert.Equal("guide.reading-unknown", (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/answers", new { questionId = question, readingId = "nonsense" })).Expect(HttpStatusCode.BadRequest).Code);

        var second = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "sales" })).Expect(HttpStatusCode.Created);
        Assert.Equal("present", (string?)second["man"]![letter]);
    }

    [Fact]
    public async Task A_competitor_question_comes_only_after_the_customer_named_one()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", stage: "establishing");
        var call = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "sales" })).Expect(HttpStatusCode.Created);
        var types = new List<string>();
        for (var current = call; current["next"]!["question"] is { } question && types.Count < 60;)
        {
            types.Add((string)question["type"]!);
            current = (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/answers", new { questionId = (string)question["id"]! })).Expect(HttpStatusCode.OK);
        }
        Assert.DoesNotContain("competitor", types);
        var heard = (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/competitor")).Expect(HttpStatusCode.OK);
        Assert.Equal("competitor", (string?)heard["next"]!["question"]!["type"]);
    }

    [Fact]
    public async Task An_objection_is_recognised_in_the_customers_words_and_met_by_the_four_operations()
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        var call = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "sales" })).Expect(HttpStatusCode.Created);
        var cue = (await Admin.GetAsync("/api/v1/guides/stranger-invitation"))["guide"]!["objections"]![0]!;
        var words = (string)cue["cues"]!["zh-Hans"]![0]!;
        var met = (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/objections", new { words = $"嗯，{words}吧" }, ("Accept-Language", "zh"))).Expect(HttpStatusCode.OK);
        Assert.Equal((string?)cue["id"], (string?)met["card"]!["id"]);
        Assert.Equal(["add", "subtract", "multiply", "divide"], met["card"]!["branches"]!.AsArray().Select(branch => (string)branch!["operation"]!));
        Assert.Equal("objection", (string?)met["conversation"]!["step"]);
        var settled = (await Admin.ActAsync($"/api/v1/conversations/{call.Id}/turn", new { turn = "objection-settled" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal("appointment", (string?)settled["step"]);
        Assert.Equal("clear", (string?)(await Admin.ActAsync($"/api/v1/conversations/{call.Id}/signal", new { signal = "need-recognised" }, "*")).Expect(HttpStatusCode.OK)["customer"]);
    }

    [Fact]
    public async Task A_running_call_keeps_the_version_it_began_with()
    {
        var customer = await fixture.CustomerAsync(owner: "ada", stage: "mature");
        var call = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "care", guideKey = "mature-care-call" })).Expect(HttpStatusCode.Created);
        var guide = (await Admin.GetAsync("/api/v1/guides/mature-care-call"))["guide"]!.DeepClone();
        Assert.Equal("guide.version-out-of-order", (await Admin.PostAsync("/api/v1/guides/mature-care-call/versions", new { guide })).Expect(HttpStatusCode.Conflict).Code);
        guide["version"] = 2;
        guide["questions"]!.AsArray().RemoveAt(guide["questions"]!.AsArray().Count - 1);
        (await fixture.Service.As("sam", "sales", "north").PostAsync("/api/v1/guides/mature-care-call/versions", new { guide })).Expect(HttpStatusCode.Forbidden);
        (await Admin.PostAsync("/api/v1/guides/mature-care-call/versions", new { guide })).Expect(HttpStatusCode.Created);
        Assert.Equal(1, (int)(await Admin.GetAsync($"/api/v1/conversations/{call.Id}")).Expect(HttpStatusCode.OK)["guideVersion"]!);
        var later = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "care", guideKey = "mature-care-call" })).Expect(HttpStatusCode.Created);
        Assert.Equal(2, (int)later["guideVersion"]!);
        var faulty = guide.DeepClone();
        faulty["version"] = 3;
        faulty["questions"]![0]!["form"] = (string?)faulty["questions"]![0]!["form"] == "open" ? "closed" : "open";
        Assert.Equal("guide.form-not-as-worded", (await Admin.PostAsync("/api/v1/guides/mature-care-call/versions", new { guide = faulty })).Expect(HttpStatusCode.BadRequest).Code);
    }

    [Fact]
    public async Task A_guided_call_ends_as_a_call_with_all_that_follows_from_one()
    {
        var customer = await fixture.CustomerAsync(owner: "ada");
        var call = (await Admin.PostAsync("/api/v1/conversations", new { customerId = customer, purpose = "invitation", guideKey = "stranger-invitation" })).Expect(HttpStatusCode.Created);
        // It does not end tomorrow.
        Assert.Equal("time.in-future", (await Admin.ActAsync($"/api/v1/conversations/{call.Id}/end", new { reached = true, minutes = 1440 }, call.ETag)).Expect(HttpStatusCode.BadRequest).Code);
        var ended = (await Admin.ActAsync($"/api/v1/conversations/{call.Id}/end", new { reached = true, minutes = 7, outcome = "Agreed to meet", callBackAt = DateTimeOffset.UtcNow.AddDays(1) }, call.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal("ended", (string?)ended["state"]);
        var logged = (await Admin.GetAsync($"/api/v1/calls/{ended["callId"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal((call.Id.ToString(), 7), ((string?)logged["conversationId"], (int)logged["minutes"]!));
        Assert.Contains(await fixture.PublishedAsync<StageEvidenceGathered>(), evidence => evidence.CustomerId == customer && evidence.Kind == "phone-invitation-answered");
        Assert.Single((await Admin.GetAsync($"/api/v1/tasks?customerId={customer}&origin=call-back")).Items);
        Assert.Equal("conversation.ended", (await Admin.ActAsync($"/api/v1/conversations/{call.Id}/turn", new { turn = "agreed" }, "*")).Expect(HttpStatusCode.Conflict).Code);
    }

    [Fact]
    public async Task A_personality_is_judged_from_the_cues_of_the_dictionary()
    {
        var dictionary = (await Admin.GetAsync("/api/v1/guides/personality")).Expect(HttpStatusCode.OK);
        var cues = dictionary["cues"]!.AsArray().Select(cue => (string)cue!["id"]!).ToArray();
        Assert.Null((await Admin.PostAsync("/api/v1/guides/personality/judge", new { cues = cues[..2] })).Expect(HttpStatusCode.OK)["type"]);
        var judged = (await Admin.PostAsync("/api/v1/guides/personality/judge", new { cues = cues[..4] })).Expect(HttpStatusCode.OK);
        Assert.Equal(dictionary["types"]!.AsArray().Count, judged["ranking"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_card_for_a_product_is_entered_and_found_by_its_code()
    {
        var words = new { en = "Oolong", zhHans = "乌龙", zhHant = "烏龍" };
        var card = new { product = words, forNeed = words, feature = words, function = words, advantage = words, benefit = words, productCode = "OOL" };
        (await Admin.PutAsync("/api/v1/guides/ffab/oolong-taste", card, "*")).Expect(HttpStatusCode.OK);
        var found = Assert.Single((await Admin.GetAsync("/api/v1/guides/ffab?productCode=OOL", ("Accept-Language", "zh-TW"))).Expect(HttpStatusCode.OK).Items);
        Assert.Equal("烏龍", (string?)found["benefit"]);
    }

    [Theory]
    [InlineData("questions", "guide.questions[0]")]
    [InlineData("script", "guide.script[0]")]
    [InlineData("title", "guide.title.en")]
    public async Task A_guide_in_which_something_is_nothing_is_refused_by_its_place(string part, string field)
    {
        var guide = (await Admin.GetAsync("/api/v1/guides/stranger-invitation")).Expect(HttpStatusCode.OK)["guide"]!.DeepClone().AsObject();
        guide["version"] = (int)guide["version"]! + 1;
        if (guide[part] is JsonArray list) list[0] = null;
        else guide[part]!["en"] = null;
        var refused = (await Admin.PostAsync("/api/v1/guides/stranger-invitation/versions", new { guide })).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("guide.malformed", refused.Code);
        Assert.NotNull(refused["errors"]![field]);
    }

    [Theory]
    [InlineData("so, ")]
    [InlineData("and ")]
    [InlineData("may i ask, ")]
    [InlineData(". ")]
    public async Task However_long_somebody_takes_to_come_to_the_question_it_is_recognised(string before) =>
        Assert.Equal("closed", (string?)(await Admin.PostAsync("/api/v1/guides/question-form", new { text = string.Concat(Enumerable.Repeat(before, 1980 / before.Length)) + "is it yours?" })).Expect(HttpStatusCode.OK)["form"]);

    [Fact]
    public async Task A_cue_that_the_dictionary_does_not_have_is_refused()
    {
        var call = (await Admin.PostAsync("/api/v1/conversations", new { customerId = await fixture.CustomerAsync(owner: "ada"), purpose = "sales" })).Expect(HttpStatusCode.Created);
        Assert.Equal("personality.cue-unknown", (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/cues", new { cues = new[] { new string('x', 5000) } })).Expect(HttpStatusCode.BadRequest).Code);
        var known = (string)(await Admin.GetAsync("/api/v1/guides/personality"))["cues"]![0]!["id"]!;
        Assert.Equal([known], (await Admin.PostAsync($"/api/v1/conversations/{call.Id}/cues", new { cues = new[] { known, known } })).Expect(HttpStatusCode.OK)["cues"]!.AsArray().Select(cue => (string)cue!));
    }

    /// <summary>A question of the guide with a reading that settles a letter.</summary>
    private static (string Question, string Reading, string Letter) Telling(JsonNode guide, string mark) => (
        from question in guide["questions"]!.AsArray()
        from reading in question!["readings"]!.AsArray()
        from shown in reading!["shows"]!.AsObject()
        where (string)shown.Value! == mark
        select ((string)question["id"]!, (string)reading["id"]!, shown.Key)).First();
}
