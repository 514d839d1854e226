using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Insights.Domain.Churn;

/// <summary>A satisfaction answer on a common scale, 0 (worst) to 1 (best).</summary>
internal readonly record struct SatisfactionAnswer(DateOnly Day, double Value);

/// <summary>All that is known of a customer when the question is whether it is leaving.</summary>
internal sealed record ChurnEvidence
{
    public required long Customer { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>By Pareto/NBD; absent for a customer who never bought.</summary>
    public double? ProbabilityAlive { get; init; }

    /// <summary>What the customer would bring over the horizon if it stays, in minor units of the base currency.</summary>
    public long ValueIfAlive { get; init; }

    public IReadOnlyList<DateOnly> Purchases { get; init; } = [];

    public IReadOnlyList<DateOnly> Activities { get; init; } = [];

    public IReadOnlyList<DateOnly> Complaints { get; init; } = [];

    public int OpenComplaints { get; init; }

    public RfmScore? RfmBefore { get; init; }

    public RfmScore? RfmNow { get; init; }

    public IReadOnlyList<SatisfactionAnswer> Satisfaction { get; init; } = [];
}

internal sealed record ChurnSettings
{
    public double AliveBelow { get; init; } = 0.4;

    /// <summary>Silence is longer than so many mean gaps.</summary>
    public double SilentTimes { get; init; } = 3;

    /// <summary>A fall of the RFM sum by so much is a reason.</summary>
    public int RfmFall { get; init; } = 3;

    /// <summary>A last answer so far below the mean of those before is a reason.</summary>
    public double SatisfactionFall { get; init; } = 0.25;

    /// <summary>Value at risk, in minor units, from which a visit is proposed and not a call.</summary>
    public long VisitFrom { get; init; } = 1_000_000;

    /// <summary>Value at risk below which an offer by mail is enough.</summary>
    public long CallFrom { get; init; } = 50_000;
}

/// <summary>I5: why a customer is likely to be lost.</summary>
public enum ChurnReasonCode
{
    [Names("Probably gone", "可能已流失", "可能已流失")] AliveUnlikely,
    [Names("Purchases silent", "久未购买", "久未購買")] PurchasesSilent,
    [Names("Contact silent", "久未联系", "久未聯繫")] ActivitiesSilent,
    [Names("Complaints stopped", "不再投诉", "不再投訴")] ComplaintsStopped,
    [Names("RFM fell", "RFM下降", "RFM下降")] RfmFell,
    [Names("Satisfaction fell", "满意度下降", "滿意度下降")] SatisfactionFell,
    [Names("Complaint open", "投诉未结", "投訴未結")] ComplaintOpen,
    [Names("Silent altogether", "全无音讯", "全無音訊")] AllSilent,
}

/// <summary>I5: what is proposed against it.</summary>
public enum ChurnAction
{
    [Names("Settle the complaint", "解决投诉", "解決投訴")] ResolveComplaint,
    [Names("Visit by the owner", "负责人拜访", "負責人拜訪")] VisitByOwner,
    [Names("Call by the owner", "负责人致电", "負責人致電")] CallByOwner,
    [Names("Send an offer", "发送优惠", "發送優惠")] SendOffer,
}

internal sealed record ChurnReason(ChurnReasonCode Code, Words Words);

/// <summary>I5: a warning has a probability, reasons in words with the figures behind them, the value at risk, and a proposed action.</summary>
internal sealed record ChurnWarning(
    long Customer, DateOnly AsOf, double Probability, long ValueAtRisk, IReadOnlyList<ChurnReason> Reasons, ChurnAction Action, Words ActionWords);
