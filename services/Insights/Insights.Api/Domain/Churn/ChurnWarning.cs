using CrmPlatform.Insights.Domain.Rfm;

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

internal enum ChurnReasonCode
{
    AliveUnlikely,
    PurchasesSilent,
    ActivitiesSilent,
    ComplaintsStopped,
    RfmFell,
    SatisfactionFell,
    ComplaintOpen,
}

internal enum ChurnAction
{
    ResolveComplaint,
    VisitByOwner,
    CallByOwner,
    SendOffer,
}

internal sealed record ChurnReason(ChurnReasonCode Code, Words Words);

/// <summary>I5: a warning has a probability, reasons in words with the figures behind them, the value at risk, and a proposed action.</summary>
internal sealed record ChurnWarning(
    long Customer, DateOnly AsOf, double Probability, long ValueAtRisk, IReadOnlyList<ChurnReason> Reasons, ChurnAction Action, Words ActionWords);
