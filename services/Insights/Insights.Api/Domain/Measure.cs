using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Domain;

/// <summary>What is counted by person, team and period (I12, I13).</summary>
public enum Measure
{
    [Names("Customers", "客户数", "客戶數")] Customers,
    [Names("New customers", "新增客户", "新增客戶")] NewCustomers,
    [Names("Visits planned", "计划拜访", "計劃拜訪")] VisitsPlanned,
    [Names("Visits held", "完成拜访", "完成拜訪")] VisitsHeld,
    [Names("Visits missed", "错过拜访", "錯過拜訪")] VisitsMissed,
    [Names("Calls", "通话", "通話")] Calls,
    [Names("Calls reached", "接通电话", "接通電話")] CallsReached,
    [Names("Other activities", "其他活动", "其他活動")] OtherActivities,
    [Names("Open complaints", "未结投诉", "未結投訴")] OpenComplaints,
    [Names("Complaints opened", "新增投诉", "新增投訴")] ComplaintsOpened,
    [Names("Complaints closed", "办结投诉", "辦結投訴")] ComplaintsClosed,
    [Names("Complaints closed late", "超时办结投诉", "逾時辦結投訴")] ComplaintsClosedLate,
    [Names("Grumbles", "埋怨", "埋怨")] Grumbles,
    [Names("Open tasks", "未完成任务", "未完成任務")] OpenTasks,
    [Names("Tasks done", "完成任务", "完成任務")] TasksDone,
    [Names("Tasks done late", "逾期完成任务", "逾期完成任務")] TasksDoneLate,
    [Names("Open opportunities", "进行中商机", "進行中商機")] OpenOpportunities,
    [Names("Opportunities opened", "新增商机", "新增商機")] OpportunitiesOpened,
    [Names("Opportunities won", "赢得商机", "贏得商機")] OpportunitiesWon,
    [Names("Opportunities lost", "失去商机", "失去商機")] OpportunitiesLost,
    [Names("Contracts signed", "签订合同", "簽訂合約")] ContractsSigned,
    [Names("Surveys answered", "问卷回复", "問卷回覆")] SurveysAnswered,
    [Names("Remedies granted", "补偿", "補償")] RemediesGranted,
    [Names("Campaign responses", "活动响应", "活動回應")] CampaignResponses,
}

/// <summary>One row's contribution to a count; the amount is minutes for activities and minor units for deals.</summary>
internal readonly record struct TallyKey(Grain Grain, Measure Measure, int Period, string Team, string Person);

/// <summary>A count and, where it says something, a sum beside it.</summary>
internal readonly record struct TallyValue(long Count, long Amount)
{
    public static TallyValue operator +(TallyValue a, TallyValue b) => new(a.Count + b.Count, checked(a.Amount + b.Amount));

    public static TallyValue operator -(TallyValue a, TallyValue b) => new(a.Count - b.Count, checked(a.Amount - b.Amount));
}

/// <summary>Where a lead came from, the day it did, and who has it; a campaign of all zeros is none.</summary>
internal readonly record struct LeadKey(int Day, string Source, Guid CampaignId, string Team, string Person);

/// <summary>How many leads came, and what has become of them by now.</summary>
internal readonly record struct LeadCounts(long Received, long Converted, long Disqualified)
{
    public long Open => Received - Converted - Disqualified;

    public static LeadCounts operator +(LeadCounts a, LeadCounts b) => new(a.Received + b.Received, a.Converted + b.Converted, a.Disqualified + b.Disqualified);
}

/// <summary>Collects contributions of rows as they were and as they are; what is left is the difference.</summary>
internal sealed class TallyDelta
{
    public Dictionary<TallyKey, TallyValue> Values { get; } = [];

    public Dictionary<LeadKey, LeadCounts> Leads { get; } = [];

    public int Sign { get; set; } = 1;

    /// <summary>Of the present, whatever the day.</summary>
    public void Now(Measure measure, string? team, string? person, long amount = 0) => Add(new(Grain.All, measure, 0, team ?? "", person ?? ""), amount);

    /// <summary>Of a day and its month.</summary>
    public void On(Measure measure, DateOnly day, string? team, string? person, long amount = 0)
    {
        Add(new(Grain.Day, measure, day.DayNumber, team ?? "", person ?? ""), amount);
        Add(new(Grain.Month, measure, OrganisationCalendar.MonthOf(day), team ?? "", person ?? ""), amount);
    }

    /// <summary>Of the day a lead was entered: what has become of it.</summary>
    public void Lead(LeadKey key, string state) => Leads[key] = Leads.GetValueOrDefault(key)
        + new LeadCounts(Sign, state == "converted" ? Sign : 0, state == "disqualified" ? Sign : 0);

    private void Add(TallyKey key, long amount) => Values[key] = Values.GetValueOrDefault(key) + new TallyValue(Sign, Sign * amount);
}
