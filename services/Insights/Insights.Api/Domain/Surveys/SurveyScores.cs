using MathNet.Numerics.Distributions;

namespace CrmPlatform.Insights.Domain.Surveys;

/// <summary>NPS with its parts; the score and its interval are in points, −100 to 100.</summary>
internal sealed record NetPromoterScore(int Promoters, int Passives, int Detractors, double AnswerVariance, Estimate Score);

/// <summary>An item's expectation against experience: mean of the differences, with its interval.</summary>
internal sealed record ExpectationGap(string Item, double Expected, double Experienced, Estimate Gap);

/// <summary>I6: NPS, CSAT, CES and expectation gap, each with sample size and confidence interval.</summary>
internal static class SurveyScores
{
    /// <summary>
    /// Reichheld's NPS = % promoters (9–10) − % detractors (0–6). One answer counts +1, 0 or −1, so its variance is
    /// p + d − (p − d)², and the score's standard error the root of that over n (Rocks 2016, The American Statistician 70).
    /// </summary>
    public static NetPromoterScore Nps(IEnumerable<int> answers, double level = Intervals.DefaultLevel)
    {
        Intervals.RequireLevel(level);
        var (promoters, passives, detractors) = (0, 0, 0);
        foreach (var answer in answers)
        {
            switch (answer)
            {
                case >= 0 and <= 6:
                    detractors++;
                    break;
                case 7 or 8:
                    passives++;
                    break;
                case 9 or 10:
                    promoters++;
                    break;
                default:
                    throw InsightRefusedException.OutOfRange("nps answer", answer, "0 to 10");
            }
        }
        return Nps(promoters, passives, detractors, level);
    }

    public static NetPromoterScore Nps(int promoters, int passives, int detractors, double level = Intervals.DefaultLevel)
    {
        Intervals.RequireLevel(level);
        var n = promoters + passives + detractors;
        Intervals.RequireSample(n);
        var (p, d) = ((double)promoters / n, (double)detractors / n);
        var variance = p + d - (p - d) * (p - d);
        var half = Normal.InvCDF(0, 1, (1 + level) / 2) * Math.Sqrt(variance / n);
        var score = p - d;
        return new NetPromoterScore(
            promoters, passives, detractors, variance,
            new Estimate(100 * score, n, 100 * Math.Max(-1, score - half), 100 * Math.Min(1, score + half), level));
    }

    /// <summary>CSAT: the share of answers 4 and 5 on a scale of 1 to 5.</summary>
    public static Estimate Csat(IEnumerable<int> answers, double level = Intervals.DefaultLevel)
    {
        var (satisfied, n) = (0, 0);
        foreach (var answer in answers)
        {
            if (answer is < 1 or > 5)
                throw InsightRefusedException.OutOfRange("csat answer", answer, "1 to 5");
            satisfied += answer >= 4 ? 1 : 0;
            n++;
        }
        return Intervals.Wilson(satisfied, n, level);
    }

    /// <summary>CES 2.0: the mean agreement, 1 to 7, that it was easy (Dixon, Toman and DeLisi 2013).</summary>
    public static Estimate Ces(IEnumerable<int> answers, double level = Intervals.DefaultLevel)
    {
        var values = new List<double>();
        foreach (var answer in answers)
        {
            if (answer is < 1 or > 7)
                throw InsightRefusedException.OutOfRange("ces answer", answer, "1 to 7");
            values.Add(answer);
        }
        return Intervals.Mean(values, level).Within(1, 7);
    }

    /// <summary>Experience minus expectation per item, of those who gave both (SERVQUAL: Parasuraman, Zeithaml and Berry 1988).</summary>
    public static IReadOnlyList<ExpectationGap> Gaps(
        IEnumerable<(string Item, int Expected, int Experienced)> answers, double level = Intervals.DefaultLevel) =>
    [
        .. answers.GroupBy(a => a.Item, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ExpectationGap(
            g.Key, g.Average(a => a.Expected), g.Average(a => a.Experienced), Intervals.Mean([.. g.Select(a => (double)(a.Experienced - a.Expected))], level))),
    ];
}
