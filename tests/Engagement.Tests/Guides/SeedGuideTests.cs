using System.Text.RegularExpressions;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;

namespace CrmPlatform.Engagement.Tests.Guides;

public class SeedGuideTests
{
    private static readonly string[] ThreeLanguages = [LocalText.English, LocalText.Simplified, LocalText.Traditional];

    private static IEnumerable<(string Where, LocalText Text)> TextsOf(Guide guide) =>
    [
        ("title", guide.Title), ("goal", guide.Goal),
        .. guide.Preparation.Select(item => (item.Id, item.Text)),
        .. guide.Script.Select(line => (line.Id, line.Text)),
        .. guide.Questions.Select(question => (question.Id, question.Text)),
        .. guide.Questions.SelectMany(question => question.Readings.Select(reading => ($"{question.Id}/{reading.Id}", reading.Text))),
        .. guide.Objections.Select(objection => (objection.Id, objection.Says)),
        .. guide.Objections.SelectMany(objection => objection.Branches.Select(branch => ($"{objection.Id}/{branch.Operation}", branch.Text))),
    ];

    [Fact]
    public void Each_of_the_five_stages_has_a_sales_guide_and_those_won_have_a_care_guide()
    {
        Assert.All(Enum.GetValues<RelationshipStage>(), stage => Assert.NotNull(GuideShelf.Seed.For(stage, ActivityPurpose.Sales)));
        Assert.NotNull(GuideShelf.Seed.For(RelationshipStage.Mature, ActivityPurpose.Care));
        Assert.Equal(6, GuideShelf.Seed.All.Count());
    }

    [Fact]
    public void Every_sentence_is_there_in_three_languages_with_the_same_gaps_to_fill()
    {
        foreach (var guide in GuideShelf.Seed.All)
        {
            foreach (var (where, text) in TextsOf(guide))
            {
                Assert.True(ThreeLanguages.All(text.Has), $"{guide.Key}/{where} lacks a language.");
                var gaps = ThreeLanguages.Select(language => string.Join(' ', Regex.Matches(text.In(language), @"\{\w+\}").Select(gap => gap.Value).Order(StringComparer.Ordinal))).Distinct();
                Assert.True(gaps.Count() == 1, $"{guide.Key}/{where} has different gaps: {string.Join(" | ", gaps)}");
                Assert.False(text.In(LocalText.English).Any(letter => letter is >= '\u4e00' and <= '\u9fff') && where != "long-term-goal", $"{guide.Key}/{where} mixes languages.");
            }
        }
    }

    [Fact]
    public void A_sales_guide_can_be_worked_with_from_the_first_word_to_the_date()
    {
        foreach (var guide in GuideShelf.Seed.All)
        {
            Assert.Equal(Enum.GetValues<PreparationKind>(), guide.Preparation.Select(item => item.Kind).Order());
            foreach (var step in Enum.GetValues<CallStep>()) Assert.Contains(guide.Script, line => line.Step == step && line.Occasion == LineOccasion.Always);
            Assert.Contains(guide.Script, line => line.Occasion == LineOccasion.NotReached);
            Assert.All(guide.Objections, objection => Assert.Equal(Enum.GetValues<ObjectionOperation>(), objection.Branches.Select(branch => branch.Operation).Order()));
            // What we reckon for ourselves is not for the customer's ears.
            Assert.All(guide.Objections.SelectMany(objection => objection.Branches), branch => Assert.Equal(branch.Operation == ObjectionOperation.Multiply, branch.ForOurselves));
            if (guide.Purpose != ActivityPurpose.Sales) continue;

            Assert.Equal(Enum.GetValues<QuestionType>(), guide.Questions.Select(question => question.Type).Distinct().Order());
            Assert.True(guide.Objections.Count >= 3, guide.Key);
            foreach (var letter in Enum.GetValues<ManLetter>())
            {
                Assert.Contains(guide.Questions, question => question.Form == QuestionForm.Open && question.Settles.Contains(letter));
                Assert.Contains(guide.Questions, question => question.Form == QuestionForm.Closed && question.Settles.Contains(letter));
                var marks = guide.Questions.SelectMany(question => question.Readings).Where(reading => reading.Shows.ContainsKey(letter)).Select(reading => reading.Shows[letter]).Distinct();
                Assert.Equal([CapitalMark.Absent, CapitalMark.Present], marks.Order());
            }
        }
    }

    [Fact]
    public void Every_question_is_worded_as_it_is_meant_in_every_language()
    {
        foreach (var guide in GuideShelf.Seed.All)
            foreach (var question in guide.Questions)
                foreach (var language in ThreeLanguages)
                    Assert.True(QuestionWords.Default.FormOf(question.Text.In(language)) == question.Form, $"{guide.Key}/{question.Id}/{language}: {question.Text.In(language)}");
    }

    [Fact]
    public void The_aids_to_talking_are_complete()
    {
        var aids = TalkAids.Default;
        Assert.Equal(Enum.GetValues<AskingAid>(), aids.Asking.Select(card => card.Aid));
        Assert.Equal(Enum.GetValues<ListeningAid>(), aids.Listening.Select(card => card.Aid));
        Assert.Equal(Enum.GetValues<ObjectionOperation>(), aids.Operations.Select(card => card.Operation).Order());
        Assert.Equal(Enum.GetValues<FourC>(), aids.FourC.Select(card => card.State));
        Assert.True(aids.Ffab.Count >= 3);
        LocalText[] texts =
        [
            .. aids.Asking.SelectMany(card => (LocalText[])[card.Title, card.When, card.How, .. card.Examples]),
            .. aids.Listening.SelectMany(card => (LocalText[])[card.Title, card.How, .. card.Examples]),
            .. aids.Operations.SelectMany(card => (LocalText[])[card.Title, card.When, card.How]),
            .. aids.FourC.SelectMany(card => (LocalText[])[card.Title, card.Signs, card.Task]),
            .. aids.Ffab.SelectMany(card => (LocalText[])[card.Product, card.ForNeed, card.Feature, card.Function, card.Advantage, card.Benefit]),
        ];
        Assert.All(texts, text => Assert.True(ThreeLanguages.All(text.Has), text.ToString()));
        Assert.Equal(5, aids.Asking.Single(card => card.Aid == AskingAid.Silence).Seconds);
    }

    [Fact]
    public void A_text_falls_back_to_the_other_script_then_to_english_then_to_what_there_is()
    {
        LocalText Text(params string[] languages) => new(languages.ToDictionary(language => language));
        Assert.Equal("zh-Hans", Text("en", "zh-Hans").In("zh-Hant"));
        Assert.Equal("zh-Hant", Text("en", "zh-Hant").In("zh-Hans"));
        Assert.Equal("en", Text("en", "zh-Hans").In("fr"));
        Assert.Equal("de", Text("de").In("zh-Hant"));
    }
}
