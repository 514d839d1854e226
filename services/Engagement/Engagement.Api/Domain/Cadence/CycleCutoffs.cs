namespace CrmPlatform.Engagement.Domain.Cadence;

/// <summary>
/// E6: turns "who is due now" into a bound on the column the index is over. When a period is due depends on the day it began and on
/// nothing else, and never goes backwards; so all that began before an instant are due, and a changed cadence or calendar moves the
/// instant, not the rows.
/// </summary>
/// <param name="DueBefore">Rounds that began before this are due.</param>
/// <param name="EscalationBefore">Rounds that began before this are to be escalated when their task is still open.</param>
internal readonly record struct CycleCutoffs(DateTimeOffset DueBefore, DateTimeOffset EscalationBefore)
{
    /// <summary>Longer than any cadence and its escalation together.</summary>
    private const int FurthestDays = 2200;

    public static CycleCutoffs At(DateTimeOffset now, CadenceKey customer, CadencePlan plan, WorkCalendar calendar)
    {
        var cadence = plan.For(customer);
        DateTimeOffset Due(DateOnly began) => FollowUpClock.Due(began, cadence, plan.Shift, calendar);
        return new CycleCutoffs(
            Bound(now, calendar, began => Due(began) <= now),
            Bound(now, calendar, began => FollowUpClock.EscalationDue(Due(began), cadence, calendar) <= now));
    }

    /// <summary>The beginning of the day after the last one that satisfies a condition which holds for all earlier days too.</summary>
    private static DateTimeOffset Bound(DateTimeOffset now, WorkCalendar calendar, Func<DateOnly, bool> holds)
    {
        var today = calendar.DateAt(now);
        var (last, first) = (-FurthestDays, 1);
        if (!holds(today.AddDays(last))) return DateTimeOffset.MinValue;
        while (first - last > 1)
        {
            var middle = (first + last) >> 1;
            if (holds(today.AddDays(middle))) last = middle;
            else first = middle;
        }
        return calendar.DayBegins(today.AddDays(last + 1));
    }
}
