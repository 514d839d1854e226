using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: what happens on a clock, in this order.</summary>
public enum Milestone
{
    [Names("First warning", "第一次预警", "第一次預警")] FirstWarning = 0,
    [Names("Second warning", "第二次预警", "第二次預警")] SecondWarning = 1,
    [Names("Breach", "超时", "逾時")] Breach = 2,
    [Names("First escalation", "一级升级", "一級升級")] FirstEscalation = 3,
    [Names("Second escalation", "二级升级", "二級升級")] SecondEscalation = 4,
}

/// <summary>Which milestones of a clock have been dealt with; stored beside the clock, so that each happens exactly once.</summary>
[Flags]
internal enum MilestoneSet
{
    None = 0,
    FirstWarning = 1 << Milestone.FirstWarning,
    SecondWarning = 1 << Milestone.SecondWarning,
    Breach = 1 << Milestone.Breach,
    FirstEscalation = 1 << Milestone.FirstEscalation,
    SecondEscalation = 1 << Milestone.SecondEscalation,
}

internal static class MilestoneSets
{
    public static readonly ImmutableArray<Milestone> All = [.. Enum.GetValues<Milestone>()];

    public static bool Has(this MilestoneSet set, Milestone milestone) => ((int)set & (1 << (int)milestone)) != 0;

    public static MilestoneSet With(this MilestoneSet set, Milestone milestone) => set | (MilestoneSet)(1 << (int)milestone);
}
