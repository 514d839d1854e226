using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Domain.Rfm;

/// <summary>I1: named segments.</summary>
public enum RfmSegment
{
    [Names("Champions", "冠军客户", "冠軍客戶")] Champions,
    [Names("Potential loyalists", "潜在忠诚客户", "潛在忠誠客戶")] PotentialLoyalist,
    [Names("Loyal customers", "忠诚客户", "忠誠客戶")] LoyalCustomers,
    [Names("Promising", "有前景客户", "有前景客戶")] Promising,
    [Names("New customers", "新客户", "新客戶")] NewCustomers,
    [Names("Cannot lose them", "不可流失客户", "不可流失客戶")] CannotLoseThem,
    [Names("At risk", "风险客户", "風險客戶")] AtRisk,
    [Names("Need attention", "需关注客户", "需關注客戶")] NeedAttention,
    [Names("About to sleep", "即将沉睡客户", "即將沉睡客戶")] AboutToSleep,
    [Names("Lost", "流失客户", "流失客戶")] Lost,
    [Names("Others", "其他", "其他")] Others,
}

/// <summary>Customers, purchases and money of a segment.</summary>
internal readonly record struct RfmSegmentSummary(RfmSegment Segment, int Customers, long Purchases, long Monetary);

/// <summary>
/// Named segments over five bins, by the intervals documented with the R package rfm (rfm_segment): the first in this
/// order whose three intervals hold the scores; what none holds is <see cref="RfmSegment.Others"/>.
/// </summary>
internal static class RfmSegments
{
    private static readonly (RfmSegment Segment, (int Low, int High) R, (int Low, int High) F, (int Low, int High) M)[] Rules =
    [
        (RfmSegment.Champions, (5, 5), (5, 5), (5, 5)),
        (RfmSegment.PotentialLoyalist, (3, 5), (3, 5), (2, 5)),
        (RfmSegment.LoyalCustomers, (2, 4), (2, 4), (2, 4)),
        (RfmSegment.Promising, (3, 4), (1, 3), (3, 5)),
        (RfmSegment.NewCustomers, (4, 5), (1, 3), (1, 5)),
        (RfmSegment.CannotLoseThem, (1, 2), (3, 4), (4, 5)),
        (RfmSegment.AtRisk, (1, 2), (2, 5), (4, 5)),
        (RfmSegment.NeedAttention, (1, 3), (3, 5), (3, 5)),
        (RfmSegment.AboutToSleep, (2, 3), (1, 3), (1, 4)),
        (RfmSegment.Lost, (1, 1), (1, 5), (1, 5)),
    ];

    private static readonly RfmSegment[] ByCode = Build();

    public static RfmSegment Of(RfmScore score) =>
        score is { Recency: >= 1 and <= 5, Frequency: >= 1 and <= 5, Monetary: >= 1 and <= 5 }
            ? ByCode[score.Code]
            : throw InsightRefusedException.OutOfRange(nameof(score), score.Code, "three scores from 1 to 5");

    public static IReadOnlyList<RfmSegmentSummary> Summarise(IEnumerable<(RfmInput Customer, RfmScore Score)> customers) =>
    [
        .. customers.GroupBy(c => Of(c.Score)).OrderBy(g => g.Key)
            .Select(g => new RfmSegmentSummary(g.Key, g.Count(), g.Sum(c => (long)c.Customer.Frequency), g.Sum(c => c.Customer.Monetary))),
    ];

    private static RfmSegment[] Build()
    {
        var table = new RfmSegment[556];
        Array.Fill(table, RfmSegment.Others);
        for (byte r = 1; r <= 5; r++)
        {
            for (byte f = 1; f <= 5; f++)
            {
                for (byte m = 1; m <= 5; m++)
                {
                    foreach (var rule in Rules)
                    {
                        if (r >= rule.R.Low && r <= rule.R.High && f >= rule.F.Low && f <= rule.F.High && m >= rule.M.Low && m <= rule.M.High)
                        {
                            table[new RfmScore(r, f, m).Code] = rule.Segment;
                            break;
                        }
                    }
                }
            }
        }
        return table;
    }
}
