using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>S7 over HTTP; each test has a service and a time of its own.</summary>
public sealed class SurveysOverHttp : IAsyncLifetime
{
    private readonly OwnTimeFixture fixture = new();

    private ApiClient Admin => fixture.Admin;

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task After_closing_the_customer_is_asked_once_and_an_unhappy_answer_reopens_within_a_second()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        await PublishAsync("after-complaint", "complaint-closed");
        var customer = await fixture.CustomerAsync("李娜", email: "na@example.com", language: "zh-Hant");
        var complaint = await CloseAsync(customer.CustomerId);
        Assert.Empty(await MailsAsync("survey-invitation"));
        fixture.Advance(TimeSpan.FromHours(1.1));
        var mail = (await Eventually.BecomesAsync(() => MailsAsync("survey-invitation"), list => list.Count == 1, "the invitation"))[0];
        Assert.Equal(("na@example.com", "zh-Hans", "您满意吗？"), (mail.To, mail.Language, mail.Values["title"]));
        var link = new Uri(mail.Values["link"]).PathAndQuery;
        var anybody = fixture.Service.Client(null);
        var survey = (await anybody.GetAsync(link)).Expect(HttpStatusCode.OK);
        Assert.Equal(["满意度", "推荐", "费力"], survey["questions"]!.AsArray().Select(q => (string)q!["text"]!));
        Assert.Equal("How satisfied", (string?)(await anybody.GetAsync($"{link}?language=en"))["questions"]![0]!["text"]);

        Assert.Equal("survey.answers-invalid", (await anybody.PostAsync(link, new { answers = new[] { new { itemId = "csat", rating = 9 } } })).Expect(HttpStatusCode.BadRequest).Code);
        object unhappy = new { answers = new object[] { new { itemId = "csat", rating = 1, expected = 4, text = "Still broken" }, new { itemId = "nps", rating = 2 }, new { itemId = "ces", rating = 3 } } };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => anybody.PostAsync(link, unhappy)));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal("survey.already-answered", answer.Code));
        var reopened = await Admin.GetAsync(complaint.Location!);
        TestContext.Current.TestOutputHelper?.WriteLine($"answered and reopened in {watch.ElapsedMilliseconds} ms");
        Assert.Equal((1, "reopened"), ((int)reopened["reopenings"]!, (string?)reopened["state"]));
        Assert.Contains(await fixture.PublishedAsync<ComplaintReopened>(), e => e.ComplaintId == complaint.Id && e.Reason.Contains("Still broken", StringComparison.Ordinal));

        var told = (await fixture.PublishedAsync<SurveyAnswered>()).ToDictionary(e => e.Metric);
        Assert.Equal((1, 1, 5, "complaint-closed"), (told["csat"].Score, told["csat"].ScaleMin, told["csat"].ScaleMax, told["csat"].Occasion));
        Assert.Equal((2, 0, 10, customer.CustomerId), (told["nps"].Score, told["nps"].ScaleMin, told["nps"].ScaleMax, told["nps"].CustomerId!.Value));
        Assert.Equal((4, 1), (told["csat"].Items[0].Expectation!.Value, told["csat"].Items[0].Experience!.Value));
        var results = (await Admin.GetAsync("/api/v1/surveys/after-complaint/results")).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 1, 1), ((int)results["responses"]!, (int)results["invitations"]!, (int)results["unhappy"]!));
        Assert.Equal(["CES 1-7", "CSAT 1-5", "NPS 0-10"], results["figures"]!.AsArray().Select(f => (string)f!["scale"]!).Order());
        Assert.Equal("survey.already-answered", (await anybody.GetAsync(link)).Expect(HttpStatusCode.Conflict).Code);
    }

    // S7: whoever says much is no less unhappy.
    [Fact]
    public async Task A_long_unhappy_answer_reopens_as_a_short_one_does()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        await PublishAsync("after-complaint", "complaint-closed");
        var customer = await fixture.CustomerAsync(email: "na@example.com");
        var complaint = await CloseAsync(customer.CustomerId);
        fixture.Advance(TimeSpan.FromHours(1.1));
        var mail = (await Eventually.BecomesAsync(() => MailsAsync("survey-invitation"), list => list.Count == 1, "the invitation"))[0];
        // Each of two characters, and the end of the reason between the two of one.
        var text = string.Concat(Enumerable.Repeat("🙁", 1_995));
        object[] answers = [new { itemId = "csat", rating = 1, expected = 4, text }, new { itemId = "nps", rating = 9 }, new { itemId = "ces", rating = 6 }];
        (await fixture.Service.Client(null).PostAsync(new Uri(mail.Values["link"]).PathAndQuery, new { answers })).Expect(HttpStatusCode.Created);
        Assert.Equal((1, "reopened"), (await Admin.GetAsync(complaint.Location!)) is { } again ? ((int)again["reopenings"]!, (string?)again["state"]) : default);
        var reason = Assert.Single(await fixture.PublishedAsync<ComplaintReopened>(), e => e.ComplaintId == complaint.Id).Reason;
        Assert.Equal((true, 3_999), (reason.EndsWith("🙁", StringComparison.Ordinal), reason.Length));
        var answer = Assert.Single((await Admin.GetAsync("/api/v1/surveys/after-complaint/answers")).Items);
        Assert.Equal(("reopen-complaint", $"{complaint.Id}", text), ((string?)answer["action"], (string?)answer["actedOn"], (string?)answer["answers"]![0]!["text"]));
    }

    [Fact]
    public async Task The_follow_up_of_a_long_unhappy_answer_can_be_worked_on()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        var customer = await fixture.CustomerAsync(email: "v@example.com");
        string[] questions = ["a", "b", "c", "d", "e", "f"];
        var text = new Dictionary<string, string> { ["en"] = "How was it?" };
        var draft = (await Admin.PutAsync("/api/v1/surveys/long", new { occasion = "visit", languages = new[] { "en" }, title = text, items = questions.Select(id => new { id, kind = "csat", text }) }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync("/api/v1/surveys/long/publish", null, draft.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/surveys/long/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
        var link = new Uri((await MailsAsync("survey-invitation")).Single().Values["link"]).PathAndQuery;
        (await fixture.Service.Client(null).PostAsync(link, new { answers = questions.Select(itemId => new { itemId, rating = 1, text = new string('x', 4_000) }) })).Expect(HttpStatusCode.Created);
        var followUp = Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        var judged = (await Admin.PatchAsync($"/api/v1/complaints/{followUp["id"]}", new { severity = "high" }, "*")).Expect(HttpStatusCode.OK);
        Assert.Equal(20_000, ((string)judged["details"]!).Length);
        Assert.Equal((string?)followUp["id"], (string?)Assert.Single((await Admin.GetAsync("/api/v1/surveys/long/answers")).Items)["actedOn"]);
    }

    // S7: a language is the same in any case.
    [Fact]
    public async Task A_text_whose_language_is_written_in_another_case_is_there()
    {
        var text = new Dictionary<string, string> { ["EN"] = "How was it?" };
        object[] items = [new { id = "a", kind = "csat", text }, new { id = "b", kind = "choice", text, choices = new[] { new { id = "x", text }, new { id = "y", text } } }];
        var draft = (await Admin.PutAsync("/api/v1/surveys/cases", new { occasion = "visit", languages = new[] { "en" }, title = text, items }, "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync("/api/v1/surveys/cases/publish", null, draft.ETag)).Expect(HttpStatusCode.OK);
        (await Admin.PostAsync("/api/v1/surveys/cases/invitations", new { customerId = (await fixture.CustomerAsync(email: "c@example.com")).CustomerId })).Expect(HttpStatusCode.Created);
        var mail = (await MailsAsync("survey-invitation")).Single();
        Assert.Equal("How was it?", mail.Values["title"]);
        Assert.Equal("How was it?", (string?)(await fixture.Service.Client(null).GetAsync(new Uri(mail.Values["link"]).PathAndQuery))["questions"]![0]!["text"]);
    }

    [Fact]
    public async Task A_reminder_goes_out_once_the_quarantine_holds_and_an_old_link_has_closed()
    {
        await PublishAsync("by-hand", "visit");
        var customer = await fixture.CustomerAsync(email: "w@example.com");
        var sent = (await Admin.PostAsync("/api/v1/surveys/by-hand/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
        Assert.Equal("survey.quarantine", (await Admin.PostAsync("/api/v1/surveys/by-hand/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Conflict).Code);
        var silent = await fixture.CustomerAsync();
        Assert.Equal("survey.no-address", (await Admin.PostAsync("/api/v1/surveys/by-hand/invitations", new { customerId = silent.CustomerId })).Expect(HttpStatusCode.Conflict).Code);

        fixture.Advance(TimeSpan.FromDays(5.01));
        var reminder = (await Eventually.BecomesAsync(() => MailsAsync("survey-reminder"), list => list.Count == 1, "the reminder"))[0];
        fixture.Advance(TimeSpan.FromDays(5));
        fixture.Advance(TimeSpan.FromDays(4));
        var link = new Uri(reminder.Values["link"]).PathAndQuery;
        Assert.Equal("link.expired", (await fixture.Service.Client(null).GetAsync(link)).Expect(HttpStatusCode.Forbidden).Code);
        Assert.Single(await MailsAsync("survey-reminder"));
        Assert.NotNull((await Admin.GetAsync($"/api/v1/surveys/by-hand/invitations?customerId={customer.CustomerId}")).Items.Single(i => (string?)i["id"] == sent.Id.ToString())["remindedAt"]);
        fixture.Advance(TimeSpan.FromDays(17));
        (await Admin.PostAsync("/api/v1/surveys/by-hand/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
    }

    // S7, S9: a duplicate ends with the merge, and what it complained of does not.
    [Fact]
    public async Task A_complaint_that_was_merged_is_asked_about_with_the_one_that_carries_on()
    {
        await PublishAsync("after-complaint", "complaint-closed");
        var customer = await fixture.CustomerAsync(email: "na@example.com");
        var (closed, open) = (await CloseAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        (await Admin.ActAsync($"{open.Location}/merge", new { duplicateId = closed.Id }, "*")).Expect(HttpStatusCode.OK);
        fixture.Advance(TimeSpan.FromHours(1.1));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => Task.FromResult(!db.SurveysDue.Any())), "the closing to be looked at");
        Assert.Empty(await MailsAsync("survey-invitation"));

        await CloseAsync(open);
        fixture.Advance(TimeSpan.FromHours(1.1));
        var mail = (await Eventually.BecomesAsync(() => MailsAsync("survey-invitation"), list => list.Count == 1, "the invitation"))[0];
        var third = await CloseAsync(customer.CustomerId);
        (await Admin.ActAsync($"{third.Location}/merge", new { duplicateId = open.Id }, "*")).Expect(HttpStatusCode.OK);
        (await fixture.Service.Client(null).PostAsync(new Uri(mail.Values["link"]).PathAndQuery, Answers(csat: 1, expected: 4))).Expect(HttpStatusCode.Created);
        Assert.Equal((1, "reopened"), (await Admin.GetAsync(third.Location!)) is { } again ? ((int)again["reopenings"]!, (string?)again["state"]) : default);
    }

    // S7: whoever sends it by hand asks about the same as the hour after the closing does.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_survey_sent_by_hand_after_a_closing_is_about_that_complaint_and_an_unhappy_answer_reopens_it(bool named)
    {
        await PublishAsync("after-complaint", "complaint-closed");
        await PublishAsync("after-visit", "visit");
        var customer = await fixture.CustomerAsync(email: "na@example.com");
        var (earlier, complaint, open) = (await CloseAsync(customer.CustomerId), await CloseAsync(customer.CustomerId), await OpenAsync(customer.CustomerId));
        var others = await CloseAsync((await fixture.CustomerAsync(email: "other@example.com")).CustomerId);
        const string Path = "/api/v1/surveys/after-complaint/invitations";
        foreach (var wrong in new[] { open.Id, others.Id, Guid.NewGuid() })
            Assert.Equal("survey.complaint-unknown", (await Admin.PostAsync(Path, new { customerId = customer.CustomerId, complaintId = wrong })).Expect(HttpStatusCode.BadRequest).Code);
        Assert.Equal("survey.complaint-unknown", (await Admin.PostAsync("/api/v1/surveys/after-visit/invitations", new { customerId = customer.CustomerId, complaintId = complaint.Id })).Expect(HttpStatusCode.BadRequest).Code);

        var about = named ? earlier : complaint;
        var sent = (await Admin.PostAsync(Path, named ? new { customerId = customer.CustomerId, complaintId = about.Id } : new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
        Assert.Equal(about.Id.ToString(), (string?)sent["complaintId"]);
        var link = new Uri((await MailsAsync("survey-invitation")).Single().Values["link"]).PathAndQuery;
        (await fixture.Service.Client(null).PostAsync(link, Answers(csat: 1, expected: 4))).Expect(HttpStatusCode.Created);
        Assert.Equal("reopened", (string?)(await Admin.GetAsync(about.Location!))["state"]);
        Assert.Equal(3, (await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items.Count);
        var answer = Assert.Single((await Admin.GetAsync("/api/v1/surveys/after-complaint/answers")).Items);
        Assert.Equal(("reopen-complaint", about.Id.ToString()), ((string?)answer["action"], (string?)answer["actedOn"]));
    }

    // S7: what was closed long ago is not what they are unhappy with.
    [Fact]
    public async Task Where_no_complaint_was_closed_lately_an_unhappy_answer_says_that_it_opened_a_follow_up()
    {
        await PublishAsync("after-complaint", "complaint-closed");
        var customer = await fixture.CustomerAsync(email: "na@example.com");
        var complaint = await CloseAsync(customer.CustomerId);
        fixture.Advance(TimeSpan.FromHours(1.1));
        await Eventually.BecomesAsync(() => MailsAsync("survey-invitation"), list => list.Count == 1, "the invitation");
        fixture.Advance(TimeSpan.FromDays(31));
        var sent = (await Admin.PostAsync("/api/v1/surveys/after-complaint/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
        Assert.Null(sent["complaintId"]);
        var link = new Uri((await MailsAsync("survey-invitation"))[^1].Values["link"]).PathAndQuery;
        (await fixture.Service.Client(null).PostAsync(link, Answers(csat: 1, expected: 4))).Expect(HttpStatusCode.Created);
        var answer = Assert.Single((await Admin.GetAsync("/api/v1/surveys/after-complaint/answers")).Items);
        Assert.Equal("open-follow-up", (string?)answer["action"]);
        Assert.NotEqual(complaint.Id.ToString(), (string?)answer["actedOn"]);
        Assert.Equal("closed", (string?)(await Admin.GetAsync(complaint.Location!))["state"]);
    }

    // S7: who answers late answers an invitation of before.
    [Fact]
    public async Task The_response_rate_is_of_the_invitations_that_are_counted()
    {
        await PublishAsync("rate", "visit");
        var (first, second) = (await fixture.CustomerAsync(email: "1@example.com"), await fixture.CustomerAsync(email: "2@example.com"));
        (await Admin.PostAsync("/api/v1/surveys/rate/invitations", new { customerId = first.CustomerId })).Expect(HttpStatusCode.Created);
        var link = new Uri((await MailsAsync("survey-invitation")).Single().Values["link"]).PathAndQuery;
        fixture.Advance(TimeSpan.FromDays(1));
        var since = Uri.EscapeDataString(fixture.Time!.GetUtcNow().ToString("O"));
        fixture.Advance(TimeSpan.FromMinutes(1));
        (await Admin.PostAsync("/api/v1/surveys/rate/invitations", new { customerId = second.CustomerId })).Expect(HttpStatusCode.Created);
        (await fixture.Service.Client(null).PostAsync(link, Answers(csat: 5, expected: 4))).Expect(HttpStatusCode.Created);

        var late = (await Admin.GetAsync($"/api/v1/surveys/rate/results?from={since}")).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 1, 0m), ((int)late["responses"]!, (int)late["invitations"]!, (decimal)late["responseRate"]!));
        var early = (await Admin.GetAsync($"/api/v1/surveys/rate/results?before={since}")).Expect(HttpStatusCode.OK);
        Assert.Equal((0, 1, 100m), ((int)early["responses"]!, (int)early["invitations"]!, (decimal)early["responseRate"]!));
        (await Admin.GetAsync("/api/v1/surveys/nowhere/answers")).Expect(HttpStatusCode.NotFound);
        (await Admin.GetAsync("/api/v1/surveys/nowhere/invitations")).Expect(HttpStatusCode.NotFound);
    }

    // C16: a merge in the hour before the survey goes out.
    [Fact]
    public async Task Whoever_was_merged_meanwhile_is_asked_as_who_they_are_now()
    {
        await PublishAsync("after-merge", "visit");
        var (survivor, merged) = (await fixture.CustomerAsync(email: "survivor@example.com"), await fixture.CustomerAsync(email: "merged@example.com"));
        fixture.Neighbours.Publish(Visit(merged.CustomerId, "done", 1));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => Task.FromResult(db.SurveysDue.Any(due => due.CustomerId == merged.CustomerId))), "the visit to be known");
        fixture.Neighbours.Publish(ServiceFixture.State(merged.CustomerId, 2, "王伟", email: "merged@example.com", mergedInto: survivor.CustomerId));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => Task.FromResult(db.Customers.Any(c => c.CustomerId == merged.CustomerId && c.MergedInto != null))), "the merge to be known");
        fixture.Advance(TimeSpan.FromHours(1.1));
        await Eventually.BecomesAsync(() => MailsAsync("survey-invitation"), list => list.Any(mail => mail.To == "survivor@example.com"), "the invitation");
        Assert.DoesNotContain(await MailsAsync("survey-invitation"), mail => mail.To == "merged@example.com");
    }

    [Fact]
    public async Task After_a_visit_an_unhappy_answer_opens_a_follow_up_and_after_an_anonymous_one_nobody_is_known()
    {
        await fixture.StaffAsync(ServiceFixture.Agent("anna"));
        await PublishAsync("after-visit", "visit");
        var customer = await fixture.CustomerAsync(email: "v@example.com", language: "en");
        fixture.Neighbours.Publish(Visit(customer.CustomerId, "planned", 1));
        fixture.Neighbours.Publish(Visit(customer.CustomerId, "done", 2));
        fixture.Neighbours.Publish(Visit((await fixture.CustomerAsync(email: "old@example.com")).CustomerId, "done", 1, imported: true));
        await Eventually.IsTrueAsync(() => fixture.AnyAsync(db => Task.FromResult(db.SurveysDue.Any())), "the visit to be known");
        fixture.Advance(TimeSpan.FromHours(1.1));
        var mail = (await Eventually.BecomesAsync(() => MailsAsync("survey-invitation"), list => list.Count >= 1, "the invitation"))[0];
        Assert.Equal("v@example.com", mail.To);
        var link = new Uri(mail.Values["link"]).PathAndQuery;
        (await fixture.Service.Client(null).PostAsync(link, Answers(csat: 2, expected: 2))).Expect(HttpStatusCode.Created);
        var followUp = Assert.Single((await Admin.GetAsync($"/api/v1/complaints?customerId={customer.CustomerId}")).Items);
        Assert.Equal("anna", (string?)followUp["assigneeId"]);

        await PublishAsync("quiet", "purchase", anonymous: true);
        var other = await fixture.CustomerAsync(email: "q@example.com");
        (await Admin.PostAsync("/api/v1/surveys/quiet/invitations", new { customerId = other.CustomerId })).Expect(HttpStatusCode.Created);
        var quiet = (await MailsAsync("survey-invitation")).Single(m => m.To == "q@example.com");
        (await fixture.Service.Client(null).PostAsync(new Uri(quiet.Values["link"]).PathAndQuery, Answers(csat: 1, expected: 1))).Expect(HttpStatusCode.Created);
        var answer = Assert.Single((await Admin.GetAsync("/api/v1/surveys/quiet/answers")).Items);
        Assert.Equal((null, "none", TimeSpan.Zero), ((string?)answer["customerId"], (string?)answer["action"], ((DateTimeOffset)answer["at"]!).TimeOfDay));
        Assert.Empty((await Admin.GetAsync($"/api/v1/complaints?customerId={other.CustomerId}")).Items);
        Assert.All((await fixture.PublishedAsync<SurveyAnswered>()).TakeLast(3), e => Assert.Null(e.CustomerId));
    }

    // S7: on a scale of effort less may be better; others read the event without the scale.
    [Fact]
    public async Task What_is_told_of_an_answer_counts_upwards_also_where_less_is_better()
    {
        var text = new Dictionary<string, string> { ["en"] = "How much effort was it?" };
        object Effort(string id, bool asksExpectation) => new { id, kind = "ces", asksExpectation, text, scale = new { name = "Effort 1-7", lowest = 1, highest = 7, satisfiedFrom = 2, unhappyFrom = 5 } };
        var survey = new { occasion = "visit", languages = new[] { "en" }, title = text, items = new[] { Effort("visit", true), Effort("bill", false) } };
        var draft = (await Admin.PutAsync("/api/v1/surveys/effort", survey, "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync("/api/v1/surveys/effort/publish", null, draft.ETag)).Expect(HttpStatusCode.OK);
        var customer = await fixture.CustomerAsync(email: "e@example.com");
        (await Admin.PostAsync("/api/v1/surveys/effort/invitations", new { customerId = customer.CustomerId })).Expect(HttpStatusCode.Created);
        var link = new Uri((await MailsAsync("survey-invitation")).Single().Values["link"]).PathAndQuery;
        (await fixture.Service.Client(null).PostAsync(link, new { answers = new object[] { new { itemId = "visit", rating = 1, expected = 5 }, new { itemId = "bill", rating = 6 } } })).Expect(HttpStatusCode.Created);

        var told = (await fixture.PublishedAsync<SurveyAnswered>()).Where(e => e.CustomerId == customer.CustomerId).ToList();
        Assert.Equal([(7, 1, 7), (2, 1, 7)], told.Select(e => (e.Score, e.ScaleMin, e.ScaleMax)));
        Assert.Equal(new SurveyItemScore("visit", Expectation: 3, Experience: 7), Assert.Single(told[0].Items));
        // What was answered stays as it was answered.
        var figure = (await Admin.GetAsync("/api/v1/surveys/effort/results")).Expect(HttpStatusCode.OK)["figures"]!.AsArray().Single(f => (string?)f!["itemId"] == "visit")!;
        Assert.Equal((1m, 4m), ((decimal)figure["mean"]!, (decimal)figure["meanGap"]!));
    }

    [Fact]
    public async Task Of_one_survey_one_version_is_sent_also_when_the_next_asks_after_something_else()
    {
        await PublishAsync("q", "visit");
        var draft = (await Admin.PutAsync("/api/v1/surveys/q", Survey("purchase", false), "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync("/api/v1/surveys/q/publish", null, draft.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([("purchase", true), ("visit", false)], (await Admin.GetAsync("/api/v1/surveys")).Items.Select(s => ((string)s["occasion"]!, (bool)s["sent"]!)));
    }

    [Fact]
    public async Task A_published_version_never_changes()
    {
        await PublishAsync("q", "visit");
        var first = await Admin.GetAsync("/api/v1/surveys/q");
        Assert.Equal("survey.published", (await Admin.ActAsync("/api/v1/surveys/q/publish", null, first.ETag)).Expect(HttpStatusCode.Conflict).Code);
        var draft = (await Admin.PutAsync("/api/v1/surveys/q", Survey("visit", false), first.ETag)).Expect(HttpStatusCode.Created);
        Assert.Equal((2, false), ((int)draft["number"]!, (bool)draft["sent"]!));
        (await Admin.ActAsync("/api/v1/surveys/q/publish", null, draft.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([true, false], (await Admin.GetAsync("/api/v1/surveys")).Items.Select(s => (bool)s["sent"]!));
        var wrong = (await Admin.PutAsync("/api/v1/surveys/other", new { occasion = "visit", languages = new[] { "en", "zh-Hans" }, title = new { en = "x" }, items = new[] { new { id = "a", kind = "csat", text = new { en = "x" } } } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(wrong["errors"]!["title"]);
        // A language written twice, in another case.
        var title = new Dictionary<string, string> { ["en"] = "x", ["EN"] = "y" };
        var twice = (await Admin.PutAsync("/api/v1/surveys/other", new { occasion = "visit", languages = new[] { "en" }, title, items = new[] { new { id = "a", kind = "csat", text = new { en = "x" } } } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(twice["errors"]!["title"]);
        var item = (await Admin.PutAsync("/api/v1/surveys/other", new { occasion = "visit", languages = new[] { "en" }, title = new { en = "x" }, items = new[] { new { id = "a", kind = "csat", text = title } } }, "*")).Expect(HttpStatusCode.BadRequest);
        Assert.NotNull(item["errors"]!["items[0].text"]);
        (await fixture.As("sam", "sales").PutAsync("/api/v1/surveys/q", Survey("visit", false), "*")).Expect(HttpStatusCode.Forbidden);
    }

    private static VisitChanged Visit(Guid customer, string state, long version, bool imported = false) => new(
        Guid.NewGuid(), version, customer, "anna", "north", state, "upkeep", ServiceFixture.Monday, ServiceFixture.Monday, state == "done" ? ServiceFixture.Monday : null, null, 30, imported);

    private static object Answers(int csat, int expected) =>
        new { answers = new object[] { new { itemId = "csat", rating = csat, expected }, new { itemId = "nps", rating = 9 }, new { itemId = "ces", rating = 6 } } };

    private static object Survey(string occasion, bool anonymous) => new
    {
        occasion, anonymous, languages = new[] { "zh-Hans", "en" }, title = new Dictionary<string, string> { ["en"] = "Are you satisfied?", ["zh-Hans"] = "您满意吗？" },
        items = new object[]
        {
            new { id = "csat", kind = "csat", asksExpectation = true, text = new Dictionary<string, string> { ["en"] = "How satisfied", ["zh-Hans"] = "满意度" } },
            new { id = "nps", kind = "nps", text = new Dictionary<string, string> { ["en"] = "Recommend", ["zh-Hans"] = "推荐" } },
            new { id = "ces", kind = "ces", text = new Dictionary<string, string> { ["en"] = "Effort", ["zh-Hans"] = "费力" } },
        },
    };

    private async Task PublishAsync(string key, string occasion, bool anonymous = false)
    {
        var draft = (await Admin.PutAsync($"/api/v1/surveys/{key}", Survey(occasion, anonymous), "*")).Expect(HttpStatusCode.Created);
        (await Admin.ActAsync($"/api/v1/surveys/{key}/publish", null, draft.ETag)).Expect(HttpStatusCode.OK);
    }

    private async Task<Answer> OpenAsync(Guid customer) =>
        (await Admin.PostAsync("/api/v1/complaints", new { customerId = customer, channel = "hotline", category = "quality", summary = "Broken" })).Expect(HttpStatusCode.Created);

    private async Task<Answer> CloseAsync(Guid customer) => await CloseAsync(await OpenAsync(customer));

    private async Task<Answer> CloseAsync(Answer complaint)
    {
        var tag = complaint.ETag;
        foreach (var step in ComplaintsOverHttp.AllSteps(fixture.Time!.GetUtcNow()).Take(6)) tag = (await Admin.PostAsync($"{complaint.Location}/steps", step)).Expect(HttpStatusCode.Created).ETag;
        (await Admin.ActAsync($"{complaint.Location}/close", new { }, tag)).Expect(HttpStatusCode.OK);
        return complaint;
    }

    private async Task<List<MailRequested>> MailsAsync(string template) => [.. (await fixture.PublishedAsync<MailRequested>()).Where(mail => mail.Template == template)];
}
