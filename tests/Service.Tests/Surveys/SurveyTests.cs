using CrmPlatform.Service.Domain.Surveys;
using CsCheck;

namespace CrmPlatform.Service.Tests.Surveys;

public sealed class SurveyTests
{
    private static readonly DateTimeOffset Now = SurveyCases.Now;

    [Theory]
    [InlineData(5, 5, 9, false)]
    [InlineData(4, 4, 9, false)]
    [InlineData(2, 2, 9, true)] // low satisfaction
    [InlineData(3, 5, 9, true)] // two below what was expected
    [InlineData(3, 4, 9, false)]
    [InlineData(5, 5, 6, true)] // a detractor
    [InlineData(5, 5, 7, false)]
    public void An_unhappy_answer_is_low_or_falls_short_of_the_expectation(int csat, int expected, int nps, bool unhappy)
    {
        var response = SurveyCases.Response(SurveyCases.Published, SurveyCases.Answers(csat, expected, nps));
        Assert.Equal(unhappy, response.IsUnhappy);
        Assert.Equal(unhappy ? UnhappyAction.ReopenComplaint : UnhappyAction.None, response.Action);
    }

    [Fact]
    public void After_a_visit_an_unhappy_answer_opens_a_follow_up()
    {
        var survey = (SurveyCases.Draft with { Occasion = SurveyOccasion.Visit }).Publish(Now).Value;
        Assert.Equal(UnhappyAction.OpenFollowUp, SurveyCases.Response(survey, SurveyCases.Answers(csat: 1)).Action);
    }

    [Fact]
    public void An_anonymous_response_knows_neither_customer_nor_invitation_nor_hour()
    {
        var survey = (SurveyCases.Draft with { IsAnonymous = true }).Publish(Now).Value;
        var response = SurveyCases.Response(survey, SurveyCases.Answers(csat: 1));
        Assert.Equal((null, null, TimeSpan.Zero, true, UnhappyAction.None),
            (response.CustomerId, response.InvitationId, response.At.TimeOfDay, response.IsUnhappy, response.Action));
        Assert.Equal(SurveyCases.Customer, SurveyCases.Response(SurveyCases.Published, SurveyCases.Answers()).CustomerId);
    }

    public static TheoryData<string, string> Unfit => new()
    {
        { "missing", "csat" }, { "off scale", "csat" }, { "no expectation", "csat" }, { "expectation off scale", "csat" },
        { "expectation not asked", "nps" }, { "twice", "nps" }, { "unknown", "colour" }, { "no choice", "why" }, { "rating for text", "words" }, { "long text", "words" },
        { "choice for rating", "nps" }, { "empty", "nps" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Answers_that_do_not_fit_the_questions_are_refused(string what, string field)
    {
        ItemAnswer[] right = SurveyCases.Answers();
        ItemAnswer[] answers = what switch
        {
            "missing" => [right[1]],
            "off scale" => SurveyCases.Answers(csat: 6),
            "no expectation" => [right[0] with { Expected = null }, right[1]],
            "expectation off scale" => SurveyCases.Answers(expected: 0),
            "expectation not asked" => [right[0], right[1] with { Expected = 5 }],
            "twice" => [.. right, right[1]],
            "unknown" => [.. right, new ItemAnswer("colour", 1)],
            "no choice" => [.. right, new ItemAnswer("why", Choice: "colour")],
            "rating for text" => [.. right, new ItemAnswer("words", 3, Text: "x")],
            "long text" => [.. right, new ItemAnswer("words", Text: new string('x', 4_001))],
            "choice for rating" => [right[0], right[1] with { Choice = "speed" }],
            _ => [right[0], new ItemAnswer("nps", Text: " ")],
        };
        var refusal = SurveyResponse.Take(SurveyCases.Published, SurveyCases.Invitation, "en", answers, Now).Refusal;
        Assert.Equal("survey.answers-invalid", refusal?.Code);
        Assert.Contains(field, refusal!.FieldNames());
    }

    [Fact]
    public void A_link_works_once_and_until_it_expires()
    {
        var invitation = SurveyCases.Invitation;
        Assert.Equal("survey.already-answered", Take(invitation with { AnsweredAt = Now }));
        Assert.Equal("survey.expired", Take(invitation with { ExpiresAt = Now }));
        Assert.Equal("survey.wrong-version", Take(invitation with { Version = 2 }));
        Assert.Null(Take(invitation));
    }

    [Fact]
    public void A_reminder_goes_out_once_and_never_after_the_answer()
    {
        var invitation = SurveyCases.Invitation;
        Assert.Equal(invitation.SentAt.AddDays(5), invitation.ReminderDueAt(SurveyCases.Published));
        Assert.Null((invitation with { RemindedAt = Now }).ReminderDueAt(SurveyCases.Published));
        Assert.Null((invitation with { AnsweredAt = Now }).ReminderDueAt(SurveyCases.Published));
        Assert.Null((invitation with { ExpiresAt = invitation.SentAt.AddDays(3) }).ReminderDueAt(SurveyCases.Published));
    }

    [Fact]
    public void Nobody_is_asked_twice_in_thirty_days() =>
        Gen.Int[0, 300].Array[1, 40].Sample(days =>
        {
            var invited = new List<DateTimeOffset>();
            foreach (var day in days.Order())
            {
                if (SurveyQuarantine.WhyNotInvite(invited, Now.AddDays(day)) is null)
                    invited.Add(Now.AddDays(day));
            }

            Assert.DoesNotContain(invited.Zip(invited.Skip(1)), pair => pair.Second - pair.First < TimeSpan.FromDays(30));
            Assert.Equal("survey.quarantine", SurveyQuarantine.WhyNotInvite(invited, invited[^1].AddDays(30).AddTicks(-1))?.Code);
            Assert.Null(SurveyQuarantine.WhyNotInvite(invited, invited[^1].AddDays(30)));
        });

    [Fact]
    public void A_published_version_never_changes_and_the_next_begins_as_a_draft()
    {
        var published = SurveyCases.Published;
        Assert.Equal("survey.published", published.Publish(Now).Refusal?.Code);
        Assert.Equal((2, null), (published.NextVersion().Version, published.NextVersion().PublishedAt));
        Assert.Equal("survey.wrong-version", SurveyResponse.Take(SurveyCases.Draft, SurveyCases.Invitation, "en", SurveyCases.Answers(), Now).Refusal?.Code);
    }

    public static TheoryData<string, string> Incomplete => new()
    {
        { "untranslated title", "title" }, { "untranslated question", "items[0].text" }, { "no questions", "items" }, { "same id", "items" },
        { "one choice", "items[0].choices" }, { "scale upside down", "items[0].scale" }, { "scale for nps", "items[0].scale" },
        { "expected text", "items[0].asksExpectation" }, { "late reminder", "reminderDays" }, { "no language", "languages" },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void A_survey_is_published_only_when_it_is_complete_in_all_its_languages(string what, string field)
    {
        var (draft, item) = (SurveyCases.Draft, SurveyCases.Draft.Items[0]);
        var broken = what switch
        {
            "untranslated title" => draft with { Title = SurveyTexts.Of(("en", "Survey"), ("zh-Hans", " ")) },
            "untranslated question" => draft with { Items = [item with { Text = SurveyTexts.Of(("en", "x")) }] },
            "no questions" => draft with { Items = [] },
            "same id" => draft with { Items = [item, item] },
            "one choice" => draft with { Items = [item with { Kind = SurveyItemKind.Choice, AsksExpectation = false, Choices = [new SurveyChoice("a", item.Text)] }] },
            "scale upside down" => draft with { Items = [item with { Scale = new RatingScale("x", 5, 1, 4, 2) }] },
            "scale for nps" => draft with { Items = [item with { Kind = SurveyItemKind.Nps, Scale = RatingScale.Csat5 }] },
            "expected text" => draft with { Items = [item with { Kind = SurveyItemKind.Text }] },
            "late reminder" => draft with { ReminderDays = 14 },
            _ => draft with { Languages = [] },
        };
        var refusal = broken.Publish(Now).Refusal;
        Assert.Equal("survey.incomplete", refusal?.Code);
        Assert.Contains(field, refusal!.FieldNames());
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-Hant", "zh-Hans")]
    [InlineData("fr", "zh-Hans")]
    [InlineData("", "zh-Hans")]
    [InlineData("EN", "en")]
    public void A_reader_gets_the_language_that_suits_best(string reader, string expected) => Assert.Equal(expected, SurveyCases.Published.LanguageFor(reader));

    private static string? Take(SurveyInvitation invitation) =>
        SurveyResponse.Take(SurveyCases.Published, invitation, "en", SurveyCases.Answers(), Now).Refusal?.Code;
}
