using CrmPlatform.Insights.Domain.Kpi;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Insights.Data.Own;

/// <summary>I12: what somebody, or a team, is to reach in a period.</summary>
internal sealed class Target : Entity, IHasHistory
{
    private Target() { }

    public KpiMeasure Measure { get; private set; }

    /// <summary>As 2026, 2026-Q4 or 2026-11.</summary>
    public string Period { get; private set; } = "";

    public bool OfTeam { get; private set; }

    /// <summary>Token subject, or the team's name.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>A count, or minor units of the base currency.</summary>
    public long Value { get; private set; }

    public Guid HistorySubject => Id;

    public static Target Set(KpiMeasure measure, string period, bool ofTeam, string subject, long value) =>
        new() { Measure = measure, Period = period, OfTeam = ofTeam, Subject = subject, Value = value };

    public void Change(long value) => Value = value;
}

/// <summary>I12: what reaching a target earns; the steps as JSON.</summary>
internal sealed class IncentivePlan : Entity, IHasHistory
{
    private IncentivePlan() { }

    public string Name { get; private set; } = "";

    public KpiMeasure Measure { get; private set; }

    public IList<IncentiveStep> Steps { get; private set; } = [];

    public Guid HistorySubject => Id;

    public static IncentivePlan Make(string name, KpiMeasure measure, IEnumerable<IncentiveStep> steps)
    {
        var plan = new IncentivePlan();
        plan.Change(name, measure, steps);
        return plan;
    }

    public void Change(string name, KpiMeasure measure, IEnumerable<IncentiveStep> steps) =>
        (Name, Measure, Steps) = (name, measure, steps.OrderBy(step => step.FromPercent).ToList());
}

/// <summary>I4: what a customer spends a year on what we sell, with us and with others, as far as somebody found out.</summary>
internal sealed class Wallet : Entity, IHasHistory
{
    private Wallet() { }

    public long CustomerNo { get; private set; }

    /// <summary>Minor units of the base currency.</summary>
    public long YearlySpend { get; private set; }

    /// <summary>May name people, so the history tells that it changed and not from what to what.</summary>
    [Untold]
    public string? Source { get; private set; }

    public Guid HistorySubject => Id;

    public static Wallet Estimate(long customer, long yearlySpend, string? source) => new() { CustomerNo = customer, YearlySpend = yearlySpend, Source = source };

    public void Change(long yearlySpend, string? source) => (YearlySpend, Source) = (yearlySpend, source);
}

/// <summary>When something that is done by the calendar was last started; one replica wins.</summary>
internal sealed class Schedule
{
    public required string Name { get; init; }

    public DateOnly Last { get; set; }
}
