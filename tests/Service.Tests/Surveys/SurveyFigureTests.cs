using CrmPlatform.Service.Domain.Surveys;
using CsCheck;

namespace CrmPlatform.Service.Tests.Surveys;

public sealed class SurveyFigureTests
{
    [Fact]
    public void Figures_name_their_scale_and_their_number_of_answers()
    {
        var survey = SurveyCases.Published;
        var figures = SurveyFigures.Of(
        [
            SurveyCases.Response(survey, [.. SurveyCases.Answers(5, 4, 10), new ItemAnswer("ces", 7), new ItemAnswer("why", Choice: "speed")]),
            SurveyCases.Response(survey, [.. SurveyCases.Answers(4, 5, 7), new ItemAnswer("ces", 4)]),
            SurveyCases.Response(survey, SurveyCases.Answers(2, 4, 3)),
            SurveyCases.Response(survey, SurveyCases.Answers(3, 3, 9)),
        ]);

        Assert.Equal(
        [
            new SurveyFigure("ces", SurveyItemKind.Ces, "CES 1-7", 2, 5.5m, 5.5m, null),
            new SurveyFigure("csat", SurveyItemKind.Csat, "CSAT 1-5", 4, 50m, 3.5m, -0.5m),
            new SurveyFigure("nps", SurveyItemKind.Nps, "NPS 0-10", 4, 25m, 7.25m, null),
        ], figures);
    }

    [Fact]
    public void Answers_on_another_scale_are_another_figure()
    {
        var ten = new RatingScale("CSAT 1-10", 1, 10, 8, 4);
        var other = (SurveyCases.Draft with { Items = [SurveyCases.Draft.Items[0] with { Scale = ten }] }).Publish(SurveyCases.Now).Value;
        var figures = SurveyFigures.Of([SurveyCases.Response(SurveyCases.Published, SurveyCases.Answers()), SurveyCases.Response(other, new ItemAnswer("csat", 8, 8))]);
        Assert.Equal(["CSAT 1-10", "CSAT 1-5"], figures.Where(f => f.ItemId == "csat").Select(f => f.Scale));
    }

    [Fact]
    public void The_net_promoter_score_is_promoters_minus_detractors_in_percent() =>
        Gen.Int[0, 10].Array[1, 50].Sample(ratings =>
        {
            var figure = SurveyFigures.Of(ratings.Select(rating => SurveyCases.Response(SurveyCases.Published, SurveyCases.Answers(nps: rating)))).Single(f => f.ItemId == "nps");
            var expected = 100m * (ratings.Count(r => r >= 9) - ratings.Count(r => r <= 6)) / ratings.Length;
            Assert.Equal((expected, ratings.Length), (figure.Score, figure.Answers));
            Assert.InRange(figure.Score, -100m, 100m);
        });

    [Fact]
    public void On_a_scale_of_effort_less_is_better()
    {
        var effort = new RatingScale("CES effort 1-5", 1, 5, SatisfiedFrom: 2, UnhappyFrom: 4);
        Assert.False(effort.MoreIsBetter);
        Assert.Equal([true, true, false, false, false], Enumerable.Range(1, 5).Select(effort.IsSatisfied));
        Assert.Equal([false, false, false, true, true], Enumerable.Range(1, 5).Select(effort.IsUnhappy));
        Assert.Equal(2, effort.Gap(expected: 4, experienced: 2));
        Assert.Null(effort.Fault);
    }
}
