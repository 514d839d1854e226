using System.Globalization;

namespace CrmPlatform.Engagement.Domain.Cadence;

/// <summary>
/// E6: since when a customer has been left alone. A period begins with each contact, and again when a task was closed without one;
/// it does not depend on the cadence, so a changed cadence moves a task and never makes a second one.
/// </summary>
/// <param name="Since">The last contact, or the registration of a customer nobody has spoken to.</param>
/// <param name="Round">1, and one more for each task closed without contact since.</param>
/// <param name="RoundBegan">From when the days of this round are counted.</param>
internal sealed record FollowUpClock(Guid CustomerId, DateTimeOffset Since, int Round, DateTimeOffset RoundBegan)
{
    public static FollowUpClock Start(Guid customerId, DateTimeOffset registered) => new(customerId, registered, 1, registered);

    /// <summary>
    /// Names the period within the customer. With the customer's id it is unique in the store of tasks, which is what makes
    /// exactly one task of a period, however many replicas look and wherever one of them was killed.
    /// </summary>
    public string PeriodKey => string.Create(CultureInfo.InvariantCulture, $"{Since.UtcDateTime:yyyyMMdd'T'HHmmss'.'fffffff'Z'}/{Round}");

    /// <summary>A contact, recorded perhaps days later. One that is older than the last known changes nothing.</summary>
    public FollowUpClock Contacted(DateTimeOffset at) => at <= Since ? this : new FollowUpClock(CustomerId, at, 1, at);

    /// <summary>
    /// The task was closed though nobody spoke with the customer: the count begins again, and the customer is not forgotten.
    /// </summary>
    public FollowUpClock ClosedWithoutContact(DateTimeOffset at) =>
        this with { Round = Round + 1, RoundBegan = at > RoundBegan ? at : RoundBegan };

    /// <summary>When this period's task is due: work begins on the day that many days later, or on a working day near it.</summary>
    public DateTimeOffset Due(Cadence cadence, DayShift shift, WorkCalendar calendar) => Due(calendar.DateAt(RoundBegan), cadence, shift, calendar);

    /// <summary>The same for every round that began on a day: the hour does not matter, and a later day is never due earlier.</summary>
    public static DateTimeOffset Due(DateOnly began, Cadence cadence, DayShift shift, WorkCalendar calendar)
    {
        var day = calendar.Shift(began.AddDays(cadence.Days), shift);
        // Shifted backwards over a long holiday it could fall before the contact itself.
        if (day <= began) day = calendar.Shift(began.AddDays(1), DayShift.Following);
        return calendar.WorkBegins(day);
    }

    /// <summary>When the manager of whoever is owner then hears of a task that was due at an instant.</summary>
    public static DateTimeOffset EscalationDue(DateTimeOffset due, Cadence cadence, WorkCalendar calendar) =>
        calendar.WorkBegins(calendar.AddWorkingDays(calendar.DateAt(due), cadence.EscalateAfterWorkingDays));
}
