using CrmPlatform.Service.Domain.Calendars;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>A length of business time: whole business days, whose length the calendar knows, plus a time.</summary>
internal readonly record struct BusinessDuration(int Days, TimeSpan Time)
{
    public static BusinessDuration OfMinutes(int minutes) => new(0, TimeSpan.FromMinutes(minutes));

    public static BusinessDuration OfHours(int hours) => new(0, TimeSpan.FromHours(hours));

    public static BusinessDuration OfDays(int days) => new(days, TimeSpan.Zero);

    public TimeSpan On(BusinessCalendar calendar) => (calendar.DayLength * Days) + Time;
}
