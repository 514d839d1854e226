using System.Globalization;

namespace CrmPlatform.Customers.Domain;

/// <summary>
/// A day that returns every year, by the solar or the Chinese lunar calendar (C15). The lunar one reaches from 1901 to 2100, as far as
/// .NET's <see cref="ChineseLunisolarCalendar"/> does.
/// </summary>
/// <param name="IsLeapMonth">The leap month of that number (闰); in years without it the ordinary month stands in.</param>
public readonly record struct YearlyDay(CareCalendar Calendar, int Month, int Day, bool IsLeapMonth = false)
{
    private static readonly ChineseLunisolarCalendar Lunar = new();
    private static readonly DateOnly FirstLunar = DateOnly.FromDateTime(Lunar.MinSupportedDateTime);
    private static readonly DateOnly LastLunar = DateOnly.FromDateTime(Lunar.MaxSupportedDateTime);

    /// <summary>Whether there is such a day in any year.</summary>
    public bool IsPossible => Month is >= 1 and <= 12 && Day >= 1
        && (Calendar == CareCalendar.Solar ? Day <= DateTime.DaysInMonth(2000, Month) && !IsLeapMonth : Day <= 30);

    /// <summary>The year of its calendar that a day lies in; a lunar year begins with Spring Festival.</summary>
    public int YearOf(DateOnly day) => Calendar == CareCalendar.Solar ? day.Year : Lunar.GetYear(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The day in a year of its calendar; null where the calendar does not reach.</summary>
    public DateOnly? In(int year) => Calendar == CareCalendar.Solar ? InSolar(year) : InLunar(year);

    /// <summary>The days of a calendar that fall on a day in its year: its own, and those it stands in for.</summary>
    public static IEnumerable<YearlyDay> FallingOn(DateOnly day, CareCalendar calendar)
    {
        if (calendar == CareCalendar.Lunar && (day < FirstLunar || day > LastLunar)) return [];
        var (year, month, date) = calendar == CareCalendar.Solar ? (day.Year, day.Month, day.Day) : LunarOf(day);
        var places = from ofMonth in new[] { date, date + 1 } from leap in new[] { false, true } select new YearlyDay(calendar, month, ofMonth, leap);
        return places.Where(place => place.IsPossible && place.In(year) == day);
    }

    private static (int Year, int Month, int Day) LunarOf(DateOnly day)
    {
        var at = day.ToDateTime(TimeOnly.MinValue);
        var (year, place) = (Lunar.GetYear(at), Lunar.GetMonth(at));
        var leap = Lunar.GetLeapMonth(year);
        return (year, leap > 0 && place >= leap ? place - 1 : place, Lunar.GetDayOfMonth(at));
    }

    /// <summary>Its next return on or after a day; null where the calendar does not reach.</summary>
    public DateOnly? NextFrom(DateOnly day)
    {
        if (Calendar == CareCalendar.Lunar && (day < FirstLunar || day > LastLunar)) return null;
        var year = YearOf(day);
        return In(year) is { } thisYear && thisYear >= day ? thisYear : In(year + 1);
    }

    // Who was born on 29 February celebrates on the 28th in other years.
    private DateOnly? InSolar(int year) => year is < 1 or > 9999 ? null : new DateOnly(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));

    private DateOnly? InLunar(int year)
    {
        if (year < Lunar.GetYear(Lunar.MinSupportedDateTime) || year > Lunar.GetYear(Lunar.MaxSupportedDateTime)) return null;
        var place = Place(year);
        // A short month has 29 days: its last one stands in for the 30th.
        var day = Math.Min(Day, Lunar.GetDaysInMonth(year, place));
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, place, day, 0, 0, 0, 0));
    }

    // .NET counts a leap year's months through from 1 to 13: when the fifth is the leap month, it is the leap fourth (闰四月).
    private int Place(int year)
    {
        var leap = Lunar.GetLeapMonth(year);
        if (leap == 0) return Month;
        if (IsLeapMonth && leap == Month + 1) return leap;
        return Month >= leap ? Month + 1 : Month;
    }
}
