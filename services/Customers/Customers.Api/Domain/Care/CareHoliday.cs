using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>
/// A holiday on which customers of some classes and grades are cared for (C15), and how far this year's round has come. A class whose support plan says that
/// it is not greeted on holidays (C4) is passed over; its customers of one of the grades are not.
/// </summary>
public sealed class CareHoliday : Entity, IHasHistory
{
    private CareHoliday() { }

    public string Code { get; private set; } = "";

    public string NameEn { get; private set; } = "";

    public string NameZhHans { get; private set; } = "";

    public string NameZhHant { get; private set; } = "";

    public CareCalendar Calendar { get; private set; }

    public int Month { get; private set; }

    public int Day { get; private set; }

    public int LeadDays { get; private set; } = 7;

    public bool Active { get; private set; } = true;

    public IReadOnlyList<AbcClass> Classes { get; private set; } = [];

    public IReadOnlyList<ValueGrade> Grades { get; private set; } = [];

    /// <summary>The return the present or next round is for.</summary>
    [Untold(Entirely = true)]
    public DateOnly? NextOn { get; private set; }

    [Untold(Entirely = true)]
    public DateOnly? DueOn { get; private set; }

    /// <summary>Which of the classes and then grades the round is at.</summary>
    [Untold(Entirely = true)]
    public int Phase { get; private set; }

    /// <summary>The last customer of the phase that was seen.</summary>
    [Untold(Entirely = true)]
    public long AfterKey { get; private set; }

    /// <summary>The classes that were not greeted when the round began; null before it does.</summary>
    [Untold(Entirely = true)]
    public IReadOnlyList<AbcClass>? Quiet { get; private set; }

    [Untold(Entirely = true)]
    public int? DoneYear { get; private set; }

    public Guid HistorySubject => Id;

    public YearlyDay Yearly => new(Calendar, Month, Day);

    public Wording Names => new(NameEn, NameZhHans, NameZhHant);

    public static CareHoliday Named(string code) => new() { Code = code };

    public void Change(Wording names, YearlyDay day, int leadDays, bool active, IReadOnlyList<AbcClass> classes, IReadOnlyList<ValueGrade> grades, DateOnly today)
    {
        (NameEn, NameZhHans, NameZhHant) = (names.En, names.ZhHans, names.ZhHant);
        (Calendar, Month, Day, LeadDays, Active) = (day.Calendar, day.Month, day.Day, leadDays, active);
        (Classes, Grades) = ([.. classes.Distinct()], [.. grades.Distinct()]);
        Aim(today);
    }

    /// <summary>The class or grade whose customers come next; null when the round is through.</summary>
    public (AbcClass? Class, ValueGrade? Grade)? PresentPhase =>
        Phase < Classes.Count ? (Classes[Phase], null)
        : Phase < Classes.Count + Grades.Count ? (null, Grades[Phase - Classes.Count])
        : null;

    /// <summary>What the support plans say then holds for the whole round: nobody is greeted by class and by grade, and nobody left out by both.</summary>
    public void BeginRound(IReadOnlyList<AbcClass> quiet) => Quiet = quiet;

    public void Seen(long lastKey, bool phaseEnds) => (Phase, AfterKey) = phaseEnds ? (Phase + 1, 0) : (Phase, lastKey);

    /// <summary>The round is through; the next one is next year's.</summary>
    public void EndRound()
    {
        if (NextOn is not { } on) return;
        DoneYear = Yearly.YearOf(on);
        Aim(on.AddDays(1));
    }

    public void Aim(DateOnly from)
    {
        var next = Yearly.NextFrom(from);
        if (next is { } found && DoneYear >= Yearly.YearOf(found)) next = Yearly.In(DoneYear.Value + 1);
        // A round under way goes on where it is, also when the holiday's settings change in the middle of it.
        if (next != NextOn) (Phase, AfterKey, Quiet) = (0, 0, null);
        (NextOn, DueOn) = (next, Active ? next?.AddDays(-LeadDays) : null);
    }
}
