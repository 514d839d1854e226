using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Features.Satisfaction;

/// <summary>I6: what is asked in a survey.</summary>
public enum SurveyMetric
{
    [Names("Satisfaction (CSAT)", "满意度", "滿意度")] Csat,
    [Names("Net promoter score (NPS)", "净推荐值", "淨推薦值")] Nps,
    [Names("Customer effort (CES)", "客户费力度", "客戶費力度")] Ces,
}

/// <summary>I6: which part of a score an answer is counted in.</summary>
public enum AnswerGroup
{
    [Names("Promoters", "推荐者", "推薦者")] Promoter,
    [Names("Passives", "被动者", "被動者")] Passive,
    [Names("Detractors", "贬损者", "貶損者")] Detractor,
    [Names("Satisfied", "满意", "滿意")] Satisfied,
    [Names("Not satisfied", "不满意", "不滿意")] Dissatisfied,
}

/// <summary>The answers of a range that the caller may see, and how each counts.</summary>
internal static class SurveyAnswers
{
    /// <summary>Anonymous answers are for those who see all; those of a customer that was merged since are who sees its survivor's (C16).</summary>
    public static IQueryable<AnswerRow> Seen(InsightsDb db, AskedDays asked, SurveyMetric? metric)
    {
        var (first, last) = asked.Touched;
        var (start, end) = (asked.Start, asked.End);
        var answers = db.All<AnswerRow>().Where(a => a.Day >= first && a.Day <= last && a.At >= start && a.At < end && a.ScaleMax > a.ScaleMin
            && (db.ReachesAll || db.All<CustomerRow>().Any(own => own.No == a.CustomerNo && db.Reached.Any(now => now.No == (own.SurvivorNo ?? own.No)))));
        if (EnumCode.OfNullable(metric) is { } code) answers = answers.Where(a => a.Metric == code);
        return answers;
    }

    /// <summary>As on the usual scale of the metric: satisfaction 1 to 5, recommendation 0 to 10, effort 1 to 7.</summary>
    public static int Usual(SurveyMetric metric, int score, int scaleMin, int scaleMax)
    {
        var (least, most) = metric switch { SurveyMetric.Nps => (0, 10), SurveyMetric.Ces => (1, 7), _ => (1, 5) };
        if ((scaleMin, scaleMax) == (least, most)) return Math.Clamp(score, least, most);
        return (int)Math.Round(least + (double)(Math.Clamp(score, scaleMin, scaleMax) - scaleMin) * (most - least) / (scaleMax - scaleMin), MidpointRounding.AwayFromZero);
    }

    /// <summary>Null for effort, which is a mean.</summary>
    public static AnswerGroup? GroupOf(SurveyMetric metric, int usual) => metric switch
    {
        SurveyMetric.Nps => usual switch { >= 9 => AnswerGroup.Promoter, >= 7 => AnswerGroup.Passive, _ => AnswerGroup.Detractor },
        SurveyMetric.Csat => usual >= 4 ? AnswerGroup.Satisfied : AnswerGroup.Dissatisfied,
        _ => null,
    };
}
