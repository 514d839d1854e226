using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Guides;

public class NextQuestionTests
{
    private static readonly DateTimeOffset Noon = At.Time("2026-03-02T12:00Z");
    private static readonly Guide Guide = GuideShelf.Seed.For(RelationshipStage.Stranger, ActivityPurpose.Sales)!;
    private static readonly ManPicture AllKnown = new(CapitalMark.Present, CapitalMark.Present, CapitalMark.Present);

    private static CallProgress Answered(params string[] answers) => answers.Aggregate(CallProgress.Begin(Guide), (call, answer) =>
    {
        var parts = answer.Split('=');
        return call.Answer(Guide, new(parts[0], parts.Length > 1 ? parts[1] : null, null, Noon.AddMinutes(call.Answers.Count)), []);
    });

    [Theory]
    [InlineData("", "concern", NextQuestionReason.SettlesMissingLetter)]
    [InlineData("concern=problem", "who-decides", NextQuestionReason.SettlesMissingLetter)] // the need is known: authority and money come first
    [InlineData("concern=problem who-decides=alone", "budget-plan", NextQuestionReason.SettlesMissingLetter)]
    [InlineData("concern=problem who-decides=alone budget-plan=planned", "today", NextQuestionReason.NextOpen)] // open before closed, though MAN is complete
    [InlineData("concern=satisfied", "today", NextQuestionReason.SettlesMissingLetter)] // the answer left the need unknown
    [InlineData("concern=problem who-decides=alone budget-plan today=by-hand", "set-aside", NextQuestionReason.SettlesMissingLetter)] // money unknown: the closed one for it
    [InlineData("concern=problem who-decides=alone budget-plan=planned today=by-hand", "purchasing", NextQuestionReason.NextClosed)]
    public void The_rules_choose(string answers, string next, NextQuestionReason reason)
    {
        var chosen = NextQuestion.Of(Guide, Answered(answers.Split(' ', StringSplitOptions.RemoveEmptyEntries)), new());
        Assert.Equal((next, reason), (chosen.Question!.Id, chosen.Reason));
    }

    [Fact]
    public void What_was_known_before_the_call_is_not_asked_for_first()
    {
        var chosen = NextQuestion.Of(Guide, CallProgress.Begin(Guide), new(Need: CapitalMark.Present, Authority: CapitalMark.Absent));
        Assert.Equal("budget-plan", chosen.Question!.Id);
        Assert.Equal([ManLetter.Money], chosen.Lacks);
    }

    [Fact]
    public void One_question_at_a_time()
    {
        var call = CallProgress.Begin(Guide).Ask(Guide, "today");
        var chosen = NextQuestion.Of(Guide, call, new());
        Assert.Equal(("today", NextQuestionReason.StillUnanswered), (chosen.Question!.Id, chosen.Reason));
        Assert.Throws<InvalidOperationException>(() => call.Ask(Guide, "concern"));
        Assert.Null(call.Answer(Guide, new("today", "by-hand", null, Noon), []).Outstanding);
        Assert.Equal("today", call.Answer(Guide, new("concern", "problem", null, Noon), []).Outstanding); // answered something else first
    }

    [Fact]
    public void A_competitor_question_waits_until_the_customer_named_one()
    {
        static IEnumerable<string> Offered(CallProgress call)
        {
            while (NextQuestion.Of(Guide, call, AllKnown).Question is { } question)
            {
                yield return question.Id;
                call = call.Answer(Guide, new(question.Id, null, null, Noon), []);
            }
        }

        Assert.DoesNotContain("rival-strength", Offered(CallProgress.Begin(Guide)));
        Assert.Contains("rival-strength", Offered(CallProgress.Begin(Guide).HearCompetitor()));
        Assert.Contains("rival-gap", Offered(Answered("today=supplier"))); // the reading says that one was named
    }

    [Theory]
    [InlineData("we buy from ACME at the moment", true)]
    [InlineData("ａｃｍｅ", true)]
    [InlineData("the acmeist poets", false)]
    [InlineData("我们一直用金蝶的系统", true)]
    [InlineData("我们自己做", false)]
    [InlineData(null, false)]
    public void A_competitor_is_heard_by_name(string? words, bool named) =>
        Assert.Equal(named, CallProgress.Begin(Guide).Answer(Guide, new("today", null, words, Noon), ["Acme", "金蝶", " "]).CompetitorNamed);

    [Fact]
    public void A_question_that_depends_on_an_answer_waits_for_it()
    {
        bool Offers(string id, CallProgress call)
        {
            for (; ; )
            {
                var question = NextQuestion.Of(Guide, call, AllKnown).Question;
                if (question is null) return false;
                if (question.Id == id) return true;
                call = call.Answer(Guide, new(question.Id, null, null, Noon), []);
            }
        }

        Assert.True(Offers("how-soon", Answered("concern=problem")));
        Assert.False(Offers("how-soon", Answered("concern=no-use")));
        Assert.False(Offers("how-soon", Answered("concern")));
    }

    [Fact]
    public void However_a_call_goes_open_ones_come_first_and_nothing_is_asked_twice()
    {
        Gen.Select(Any.Of([.. GuideShelf.Seed.All]), Gen.Int.Array[20], Any.Of<CapitalMark>(), Any.Of<CapitalMark>(), Any.Of<CapitalMark>()).Sample((guide, picks, money, authority, need) =>
        {
            var known = new ManPicture(money, authority, need);
            var (call, asked) = (CallProgress.Begin(guide), new List<string>());
            while (NextQuestion.Of(guide, call, known) is { Question: { } question } next)
            {
                asked.Add(question.Id);
                Assert.Equal(asked.Count, asked.Distinct().Count());
                Assert.True(question.Type != QuestionType.Competitor || call.CompetitorNamed);
                var waiting = guide.Questions.Where(other => !asked.Contains(other.Id) && other.After is null && (other.Type != QuestionType.Competitor || call.CompetitorNamed)).ToList();
                if (question.Form == QuestionForm.Closed) Assert.DoesNotContain(waiting, other => other.Form == QuestionForm.Open);
                var picture = known.With(ManPicture.Findings(guide, call.Answers));
                if (next.Lacks.Count == 0) Assert.DoesNotContain(waiting, other => other.Form == question.Form && other.Settles.Intersect(picture.Missing).Any());

                var pick = Math.Abs(picks[asked.Count % picks.Length] % (question.Readings.Count + 1));
                call = call.Ask(guide, question.Id).Answer(guide, new(question.Id, pick < question.Readings.Count ? question.Readings[pick].Id : null, null, Noon.AddMinutes(asked.Count)), []);
            }
            Assert.True(asked.Count >= guide.Questions.Count(question => question.After is null && question.Type != QuestionType.Competitor));
        });
    }

    [Fact]
    public void An_unknown_question_or_reading_is_refused()
    {
        var call = CallProgress.Begin(Guide);
        Assert.Throws<ArgumentException>(() => call.Ask(Guide, "nonsense"));
        Assert.Throws<ArgumentException>(() => call.Answer(Guide, new("nonsense", null, null, Noon), []));
        Assert.Throws<ArgumentException>(() => call.Answer(Guide, new("today", "nonsense", null, Noon), []));
    }
}
