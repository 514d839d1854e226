using System.Globalization;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Domain.Kpi;

/// <summary>I12: what people and teams are measured by.</summary>
public enum KpiMeasure
{
    [Names("Sales", "销售额", "銷售額")] Sales,
    [Names("Gross margin", "毛利", "毛利")] Margin,
    [Names("Orders", "订单数", "訂單數")] Orders,
    [Names("Contracts signed", "签约额", "簽約額")] ContractAmount,
    [Names("Opportunities won", "赢得商机", "贏得商機")] OpportunitiesWon,
    [Names("New customers", "新增客户", "新增客戶")] NewCustomers,
    [Names("Visits held", "完成拜访", "完成拜訪")] VisitsHeld,
    [Names("Calls reached", "接通电话", "接通電話")] CallsReached,
    [Names("Tasks done", "完成任务", "完成任務")] TasksDone,
    [Names("Complaints closed", "办结投诉", "辦結投訴")] ComplaintsClosed,
}

/// <summary>From so many per cent of the target on, so many per mille of what was reached (for counts: minor units apiece).</summary>
public sealed class IncentiveStep
{
    public int FromPercent { get; set; }

    public int Rate { get; set; }
}

/// <summary>A year, a quarter or a month, as 2026, 2026-Q4 or 2026-11.</summary>
internal readonly record struct KpiPeriod(string Name, DateOnly From, DateOnly To)
{
    /// <summary>The months as the sums count them.</summary>
    public int FirstMonth => OrganisationCalendar.MonthOf(From);

    public int LastMonth => OrganisationCalendar.MonthOf(To);

    public static KpiPeriod Parse(string text)
    {
        var parts = text.Split('-');
        if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1900 and <= 9000 && parts[0].Length == 4)
        {
            if (parts.Length == 1) return Of(text, year, 1, 12);
            if (parts.Length == 2 && parts[1] is ['Q', >= '1' and <= '4'] quarter) return Of(text, year, 3 * (quarter[1] - '1') + 1, 3);
            if (parts.Length == 2 && parts[1].Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12) return Of(text, year, month, 1);
        }
        throw InsightRefusedException.OutOfRange("period", text, "a year as 2026, a quarter as 2026-Q4 or a month as 2026-11");
    }

    private static KpiPeriod Of(string name, int year, int month, int months)
    {
        var from = new DateOnly(year, month, 1);
        return new(name, from, from.AddMonths(months).AddDays(-1));
    }
}

internal static class Incentives
{
    public static bool IsMoney(KpiMeasure measure) => measure is KpiMeasure.Sales or KpiMeasure.Margin or KpiMeasure.ContractAmount;

    /// <summary>
    /// What was earned, in minor units, rounded half away from zero: the highest step reached counts for everything; without a target there is
    /// none. In integers, so that exactly 100 % is reached.
    /// </summary>
    public static long Earned(KpiMeasure measure, long reached, long? target, IEnumerable<IncentiveStep> steps)
    {
        if (target is not > 0 || reached <= 0) return 0;
        var step = steps.Where(s => (Int128)reached * 100 >= (Int128)target.Value * s.FromPercent).MaxBy(s => s.FromPercent);
        if (step is null) return 0;
        return IsMoney(measure) ? (long)((((Int128)reached * step.Rate) + 500) / 1000) : checked(reached * step.Rate);
    }
}
