using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Levels;

/// <summary>A day that is unlike its weekday; without hours it is closed.</summary>
public sealed record SpecialDayView(DateOnly Date, [property: Required, StringLength(100, MinimumLength = 1)] string Name, [property: MaxLength(12)] IReadOnlyList<string>? Hours = null);

/// <summary>S5: when a place works.</summary>
/// <param name="Zone">IANA name.</param>
/// <param name="Week">Hours by weekday, such as <c>{"monday": ["09:00-12:00", "13:00-18:00"]}</c>; a span that ends before it begins runs past midnight.</param>
/// <param name="DayLengthMinutes">What "a day" of a target is worth; the usual length of its days when left out.</param>
public sealed record CalendarRequest(
    [property: Required, StringLength(60)] string Zone,
    [property: Required] IReadOnlyDictionary<string, IReadOnlyList<string>> Week,
    [property: MaxLength(1000)] IReadOnlyList<SpecialDayView>? SpecialDays = null,
    [property: Range(1, 1440)] int? DayLengthMinutes = null);

/// <summary>A business calendar as clients see it.</summary>
public sealed record CalendarView(
    string Code, string Zone, IReadOnlyDictionary<string, IReadOnlyList<string>> Week, IReadOnlyList<SpecialDayView> SpecialDays, int DayLengthMinutes, long Version) : IVersionedView
{
    internal static CalendarView Of(CalendarDefinition c, long version) => new(
        c.Id, c.Zone,
        c.Week.OrderBy(day => day.Key).ToDictionary(day => day.Key.ToString().ToLowerInvariant(), IReadOnlyList<string> (day) => [.. day.Value.Select(span => span.ToString())]),
        [.. c.SpecialDays.OrderBy(day => day.Key).Select(day => new SpecialDayView(day.Key, day.Value.Name, [.. day.Value.Hours.Select(span => span.ToString())]))],
        (int)BusinessCalendar.From(c).Value.DayLength.TotalMinutes, version);
}

/// <summary>Reads what somebody wrote into a calendar, field by field.</summary>
internal static partial class CalendarForm
{
    public static Dictionary<string, string[]>? Read(string code, CalendarRequest request, out CalendarDefinition definition)
    {
        var errors = new Dictionary<string, string[]>();
        definition = new CalendarDefinition(code, request.Zone)
        {
            Week = Week(request.Week, errors),
            SpecialDays = SpecialDays(request.SpecialDays ?? [], errors),
            DayLength = request.DayLengthMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };
        if (errors.Count == 0 && definition.Check() is { } refusal) errors[refusal.Field ?? ""] = [refusal.Detail];
        return errors.Count == 0 ? null : errors;
    }

    private static ImmutableDictionary<DayOfWeek, ImmutableArray<HourSpan>> Week(IReadOnlyDictionary<string, IReadOnlyList<string>> week, Dictionary<string, string[]> errors)
    {
        var read = ImmutableDictionary.CreateBuilder<DayOfWeek, ImmutableArray<HourSpan>>();
        foreach (var (name, hours) in week)
        {
            if (!Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) || int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)) errors[$"week.{name}"] = ["is no weekday, such as monday"];
            else if (Spans(hours) is { } spans) read[day] = spans;
            else errors[$"week.{name}"] = [HoursLook];
        }
        return read.ToImmutable();
    }

    private static ImmutableDictionary<DateOnly, SpecialDay> SpecialDays(IReadOnlyList<SpecialDayView> days, Dictionary<string, string[]> errors)
    {
        var read = ImmutableDictionary.CreateBuilder<DateOnly, SpecialDay>();
        foreach (var (index, day) in days.Index())
        {
            if (read.ContainsKey(day.Date)) errors[$"specialDays[{index}].date"] = ["is there twice"];
            else if (Spans(day.Hours ?? []) is { } spans) read[day.Date] = new SpecialDay(day.Name, spans);
            else errors[$"specialDays[{index}].hours"] = [HoursLook];
        }
        return read.ToImmutable();
    }

    private const string HoursLook = "Spans of hours are expected, such as 09:00-12:30.";

    private static ImmutableArray<HourSpan>? Spans(IReadOnlyList<string> hours) => hours.All(span => span is not null && Span().IsMatch(span)) ? [.. HourSpan.Of([.. hours])] : null;

    [GeneratedRegex("^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
    private static partial Regex Span();
}
