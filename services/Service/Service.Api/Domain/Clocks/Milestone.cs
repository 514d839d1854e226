using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: what happens on a clock, in this order.</summary>
public enum Milestone
{
    FirstWarning = 0,
    SecondWarning = 1,
    Breach = 2,
    FirstEscalation = 3,
    SecondEscalation = 4,
}

/// <summary>Which milestones of a clock have been dealt with; stored beside the clock, so that each happens exactly once.</summary>
[Flags]
public enum MilestoneSet
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
