namespace CrmPlatform.Engagement.Domain.Cadence;

/// <summary>E6: a cadence plan as it is stored.</summary>
internal sealed record StoredCadences(IReadOnlyList<CadenceRule> Rules, DayShift Shift)
{
    public const string Name = "cadences";

    public static StoredCadences Default { get; } = new(CadencePlan.Default.Rules, CadencePlan.Default.Shift);
}

/// <summary>E6: the organisation's working days as they are stored; the zone is a setting of the service.</summary>
internal sealed record StoredCalendar(IReadOnlyList<DayOfWeek> Weekend, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkedDays, TimeOnly DayStarts)
{
    public const string Name = "work-calendar";

    public static StoredCalendar Default { get; } = new([DayOfWeek.Saturday, DayOfWeek.Sunday], [], [], new TimeOnly(9, 0));

    /// <exception cref="ArgumentException">Unknown zone, or a week without a working day.</exception>
    public WorkCalendar In(string timeZone) => new(timeZone, Weekend, Holidays, WorkedDays, DayStarts);
}

/// <summary>E6: what the engine goes by. The version grows with every change of either part.</summary>
internal sealed record FollowUpPolicy(CadencePlan Plan, WorkCalendar Calendar, long Version);
