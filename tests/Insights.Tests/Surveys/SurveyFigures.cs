using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;

namespace CrmPlatform.Insights.Tests.Surveys;

/// <summary>I6: scores and their intervals against published ones.</summary>
public sealed class SurveyFigures
{
    /// <summary>NPS and the variance of one answer, p + d − (p − d)².</summary>
    [Theory]
    [InlineData(70, 10, 20, 50, 0.65)]
    [InlineData(50, 30, 20, 30, 0.61)]
    [InlineData(1, 0, 1, 0, 1)]
    [InlineData(5, 0, 0, 100, 0)]
    [InlineData(0, 3, 0, 0, 0)]
    public void Nps_and_its_variance(int promoters, int passives, int detractors, double score, double variance)
    {
        var nps = SurveyScores.Nps(promoters, passives, detractors);
        var n = promoters + passives + detractors;

        Assert.Equal(score, nps.Score.Value, 10);
        Assert.Equal(variance, nps.AnswerVariance, 10);
        Assert.Equal(n, nps.Score.SampleSize);
        Assert.Equal(Math.Min(100, score + 196 * Math.Sqrt(variance / n)), nps.Score.High, 0.01);
        Assert.Equal(Math.Max(-100, score - 196 * Math.Sqrt(variance / n)), nps.Score.Low, 0.01);
    }

    [Fact]
    public void Answers_are_sorted_into_promoters_passives_and_detractors()
    {
        var nps = SurveyScores.Nps(Enumerable.Range(0, 11));
        Assert.Equal((2, 2, 7), (nps.Promoters, nps.Passives, nps.Detractors));
        Assert.Equal(100 * (2 - 7) / 11.0, nps.Score.Value, 10);
    }

    /// <summary>Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (Wilson's score).</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_meets_the_published_intervals(int successes, int sample, double low, double high)
    {
        var interval = Intervals.Wilson(successes, sample);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    /// <summary>Newcombe 1998, Statistics in Medicine 17:873, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1)]
    public void Differences_meet_the_published_intervals(int s1, int n1, int s2, int n2, double low, double high)
    {
        var interval = Intervals.Difference(s1, n1, s2, n2);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    /// <summary>Student 1908, Cushny and Peebles' extra sleep: mean 1.58 hours, 95 % interval 0.70 to 2.46 as R's sleep example prints.</summary>
    [Fact]
    public void A_mean_meets_the_interval_of_Student_s_sleep_data()
    {
        double[] difference = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];
        var interval = Intervals.Mean(difference);
        Assert.Equal(1.58, interval.Value, 10);
        Assert.Equal(0.7001142, interval.Low, 7);
        Assert.Equal(2.4598858, interval.High, 7);
    }

    [Fact]
    public void Csat_is_the_share_of_fours_and_fives()
    {
        var csat = SurveyScores.Csat([5, 4, 3, 2, 1, 5]);
        Assert.Equal(0.5, csat.Value);
        Assert.Equal(6, csat.SampleSize);
    }

    [Fact]
    public void Ces_is_a_mean_with_its_interval()
    {
        var ces = SurveyScores.Ces([7, 6, 5, 7, 6]);
        Assert.Equal(6.2, ces.Value, 10);
        Assert.True(ces.Low < 6.2 && ces.High > 6.2);
    }

    [Fact]
    public void A_gap_is_experience_less_expectation_per_item()
    {
        var gaps = SurveyScores.Gaps([("price", 3, 4), ("price", 4, 4), ("delivery", 5, 2), ("delivery", 5, 3)]);
        Assert.Equal(["delivery", "price"], gaps.Select(g => g.Item));
        Assert.Equal([-2.5, 0.5], gaps.Select(g => g.Gap.Value));
    }

    [Fact]
    public void No_answer_and_wrong_answers_are_refused()
    {
        Assert.Equal("survey.no-answers", Assert.Throws<InsightRefusedException>(() => SurveyScores.Nps([])).Code);
        Assert.Equal("0 to 10", Assert.Throws<InsightRefusedException>(() => SurveyScores.Nps([11])).AllowedRange);
        Assert.Equal("1 to 5", Assert.Throws<InsightRefusedException>(() => SurveyScores.Csat([0])).AllowedRange);
        Assert.Equal("1 to 7", Assert.Throws<InsightRefusedException>(() => SurveyScores.Ces([8])).AllowedRange);
        Assert.Equal("survey.too-few-answers", Assert.Throws<InsightRefusedException>(() => SurveyScores.Ces([4])).Code);
        Assert.Equal("level", Assert.Throws<InsightRefusedException>(() => Intervals.Wilson(1, 2, 1)).Parameter);
    }
}
