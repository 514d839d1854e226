using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Calendars;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>When a clock ran; <paramref name="To"/> is null while it runs. The end does not belong to the run.</summary>
internal readonly record struct ClockRun(DateTimeOffset From, DateTimeOffset? To);

/// <summary>
/// S5: one clock of a complaint, computed from its events; an immutable value. A milestone happens at the first instant at which the
/// clock runs and its share of the target is used up; so what stops exactly at the due instant is in time.
/// </summary>
internal sealed class ServiceClock
{
    private readonly BusinessCalendar calendar;
    private readonly DateTimeOffset?[] milestones;

    internal ServiceClock(
        ClockKind kind, ClockState state, TimeSpan target, BusinessCalendar calendar, ImmutableArray<ClockRun> runs, ServiceLevels levels)
    {
        (Kind, State, Target, Runs, this.calendar) = (kind, state, target, runs, calendar);
        milestones = ReachedInOrder(levels);
        DueAt = MilestoneAt(Milestone.Breach) ?? (State is ClockState.Stopped ? DueHadItGoneOn() : null);
    }

    public ClockKind Kind { get; }

    public ClockState State { get; }

    /// <summary>Business time allowed, by the severity, class and calendar now in force.</summary>
    public TimeSpan Target { get; }

    public ImmutableArray<ClockRun> Runs { get; }

    /// <summary>
    /// When the target is used up: in the future while the clock runs, in the past once it is breached. Of a stopped clock, when it
    /// would have been due had it gone on. Null while paused before the target is used up: it moves with every day the customer takes.
    /// </summary>
    public DateTimeOffset? DueAt { get; }

    /// <summary>When the clock last stopped; null unless it is stopped.</summary>
    public DateTimeOffset? StoppedAt => State == ClockState.Stopped && !Runs.IsEmpty ? Runs[^1].To : null;

    /// <summary>When a milestone was reached or, while the clock runs, will be; null when it is not on the way.</summary>
    public DateTimeOffset? MilestoneAt(Milestone milestone) => milestones[(int)milestone];

    /// <summary>Whether the target was used up at an instant.</summary>
    public bool IsBreachedAt(DateTimeOffset now) => MilestoneAt(Milestone.Breach) <= now;

    /// <summary>Business time used up to an instant.</summary>
    public TimeSpan UsedAt(DateTimeOffset now)
    {
        long used = 0;
        foreach (var run in Runs)
        {
            if (run.From >= now)
                break;
            used += calendar.Between(run.From.UtcTicks, (run.To is { } to && to < now ? to : now).UtcTicks);
        }

        return TimeSpan.FromTicks(used);
    }

    /// <summary>Business time left at an instant; negative after a breach.</summary>
    public TimeSpan RemainingAt(DateTimeOffset now) => Target - UsedAt(now);

    /// <summary>The next instant at which something has to be done that has not been dealt with; null when nothing will. In the past when it is overdue.</summary>
    public DateTimeOffset? NextAt(MilestoneSet dealtWith)
    {
        DateTimeOffset? next = null;
        for (var i = 0; i < milestones.Length; i++)
        {
            if (milestones[i] is { } at && !dealtWith.Has((Milestone)i) && (next is null || at < next))
                next = at;
        }

        return next;
    }

    /// <summary>The milestones reached by now and not dealt with, in their order.</summary>
    public IEnumerable<Milestone> DueBy(DateTimeOffset now, MilestoneSet dealtWith) =>
        MilestoneSets.All.Where(milestone => MilestoneAt(milestone) <= now && !dealtWith.Has(milestone));

    /// <summary>All milestones reached by an instant; what an import marks as dealt with, so that nothing fires for the past.</summary>
    public MilestoneSet ReachedBy(DateTimeOffset now) =>
        MilestoneSets.All.Where(milestone => MilestoneAt(milestone) <= now).Aggregate(
            MilestoneSet.None, (set, milestone) => set.With(milestone));

    /// <summary>One walk over the runs finds all milestones, because their shares never fall.</summary>
    private DateTimeOffset?[] ReachedInOrder(ServiceLevels levels)
    {
        var reached = new DateTimeOffset?[MilestoneSets.All.Length];
        long before = 0;
        var next = 0;
        foreach (var run in Runs)
        {
            for (; next < reached.Length; next++)
            {
                var share = Target.Ticks * levels.Shares[(Milestone)next] / 1_000;
                if (calendar.After(run.From.UtcTicks, share - before) is not { } tick || tick >= run.To?.UtcTicks)
                    break;
                reached[next] = new DateTimeOffset(tick, TimeSpan.Zero);
            }

            if (next == reached.Length || run.To is not { } to)
                break;
            before += calendar.Between(run.From.UtcTicks, to.UtcTicks);
        }

        return reached;
    }

    private DateTimeOffset? DueHadItGoneOn() =>
        Runs.IsEmpty ? null : calendar.After(Runs[^1].From, Target - UsedAt(Runs[^1].From));
}
