namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: what clocks are computed with.</summary>
internal sealed record ClockRules(ServiceLevels Levels, CalendarBook Calendars);

/// <summary>A milestone that has come.</summary>
internal sealed record DueMilestone(ClockKind Clock, Milestone Milestone, DateTimeOffset At);
