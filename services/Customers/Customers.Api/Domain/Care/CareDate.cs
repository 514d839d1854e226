using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>A day of a customer's own that returns every year: a birthday, a contract's anniversary (C15).</summary>
[ToldWhenDeleted]
public sealed class CareDate : Entity, IHasHistory
{
    private CareDate() { }

    public Guid CustomerId { get; private set; }

    public CareKind Kind { get; private set; }

    public CareCalendar Calendar { get; private set; }

    public int Month { get; private set; }

    public int Day { get; private set; }

    public bool LeapMonth { get; private set; }

    /// <summary>The first year, where known: of birth, of the contract.</summary>
    public int? Year { get; private set; }

    /// <summary>Whose or what for, where it is not the customer's own.</summary>
    [Untold]
    public string? Label { get; private set; }

    public int LeadDays { get; private set; }

    /// <summary>The contract or the profile it comes from.</summary>
    public Guid? SourceId { get; private set; }

    /// <summary>Its next return that is not cared for yet; null when the calendar does not reach further.</summary>
    [Untold(Entirely = true)]
    public DateOnly? NextOn { get; private set; }

    /// <summary>When care for it begins.</summary>
    [Untold(Entirely = true)]
    public DateOnly? DueOn { get; private set; }

    /// <summary>The year of its calendar that was cared for last; each is once (C15).</summary>
    [Untold(Entirely = true)]
    public int? DoneYear { get; private set; }

    public Guid HistorySubject => CustomerId;

    public YearlyDay Yearly => new(Calendar, Month, Day, LeapMonth);

    /// <summary>What <c>CareDue</c> calls it.</summary>
    public string Occasion => Kind switch
    {
        CareKind.Birthday => Calendar == CareCalendar.Lunar ? "lunar-birthday" : "birthday",
        CareKind.ContractAnniversary => "contract-anniversary",
        _ => "anniversary",
    };

    public static CareDate For(Guid customerId, CareKind kind, YearlyDay day, int? year, string? label, int leadDays, DateOnly today, Guid? sourceId = null)
    {
        var date = new CareDate { CustomerId = customerId, SourceId = sourceId };
        date.Change(kind, day, year, label, leadDays, today);
        return date;
    }

    /// <param name="day">The day that returns.</param>
    /// <param name="year">The first year, where known; only a leap year has the 29th of February.</param>
    public static Refusal? Check(YearlyDay day, int? year)
    {
        if (day.IsPossible && !(day is { Calendar: CareCalendar.Solar, Month: 2, Day: 29 } && year is { } first && !DateTime.IsLeapYear(first))) return null;
        return day.Calendar == CareCalendar.Solar
            ? Refusal.Invalid("day", "care.no-such-day", "There is no such day in the solar calendar.")
            : Refusal.Invalid("day", "care.no-such-day", "A lunar month is 1 to 12 and has at most 30 days.");
    }

    public void Change(CareKind kind, YearlyDay day, int? year, string? label, int leadDays, DateOnly today)
    {
        (Kind, Calendar, Month, Day, LeapMonth) = (kind, day.Calendar, day.Month, day.Day, day.IsLeapMonth);
        (Year, Label, LeadDays) = (year, label, leadDays);
        Aim(today);
    }

    /// <summary>The care for its next return has begun; the one after comes next. False when the day had passed unseen.</summary>
    public bool Begin(DateOnly today)
    {
        if (NextOn is not { } on) return false;
        DoneYear = Yearly.YearOf(on);
        Aim(on.AddDays(1));
        return on >= today;
    }

    /// <summary>Its next return as somebody counts who looks at a day: the one whose care has begun is still to come until it has passed.</summary>
    public DateOnly? ComingOn(DateOnly today) => NextOn is not null && DoneYear is { } year && Yearly.In(year) is { } begun && begun >= today ? begun : NextOn;

    /// <summary>Whether this is the same birthday in another row, by which the next return of <paramref name="twin"/> has been cared for already.</summary>
    public bool HasBegun(CareDate twin) => Id != twin.Id && Kind == CareKind.Birthday && (Kind, Label, Yearly) == (twin.Kind, twin.Label, twin.Yearly)
        && twin.NextOn is { } on && DoneYear >= Yearly.YearOf(on);

    /// <summary>Erasure (C20): the row stays for whoever counts, the day is nobody's.</summary>
    public void Forget() => (Month, Day, LeapMonth, Calendar, Year, Label, NextOn, DueOn) = (1, 1, false, CareCalendar.Solar, null, null, null, null);

    private void Aim(DateOnly from)
    {
        var next = Yearly.NextFrom(from);
        if (next is { } found && DoneYear >= Yearly.YearOf(found)) next = Yearly.In(DoneYear.Value + 1);
        (NextOn, DueOn) = (next, next?.AddDays(-LeadDays));
    }
}
