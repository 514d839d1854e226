using System.Diagnostics;
using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Tests.Clocks;

/// <summary>Clocks and calendars in quantity. What they cost is told, not judged.</summary>
public sealed class ClocksInQuantity
{
    private const int Complaints = 20_000;

    [Fact]
    public void Both_clocks_of_many_complaints_are_recomputed()
    {
        var office = BusinessCalendar.From(Holidays(CalendarDefinition.OfficeHours("office", "Europe/Zurich"))).Value;
        var book = new CalendarBook(office, [office]);
        var start = new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
        var lives = Enumerable.Range(0, Complaints).Select(i => Life(start.AddMinutes(i * 5), i)).ToList();
        var now = start.AddDays(60);
        Recompute(lives.Take(1_000), book, now); // writes the calendar out and compiles the code

        var watch = Stopwatch.StartNew();
        var due = Recompute(lives, book, now);
        var each = watch.Elapsed / Complaints;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each.TotalMicroseconds:F2} µs for both clocks of nine events");
        Assert.InRange(due, 1, Complaints);
    }

    [Fact]
    public void A_calendar_is_written_out_for_five_years()
    {
        var definition = Holidays(CalendarDefinition.OfficeHours("office", "Europe/Zurich"));
        _ = OpenIntervals.Compile(definition, new DateOnly(2024, 1, 1), new DateOnly(2029, 1, 1));

        var watch = Stopwatch.StartNew();
        var intervals = OpenIntervals.Compile(definition, new DateOnly(2024, 1, 1), new DateOnly(2029, 1, 1));
        var took = watch.Elapsed;

        TestContext.Current.TestOutputHelper?.WriteLine($"{took.TotalMilliseconds:F2} ms for {intervals.Count} intervals");
        Assert.InRange(intervals.Count, 2_000, 3_000);
    }

    private static int Recompute(IEnumerable<ClockEvent[]> lives, CalendarBook book, DateTimeOffset now)
    {
        var due = 0;
        foreach (var life in lives)
        {
            var clocks = ComplaintClocks.From(life, ServiceLevels.Default, book)!;
            due += clocks.NextAt(MilestoneSet.None, MilestoneSet.None) <= now && clocks.Resolution.UsedAt(now) > TimeSpan.Zero ? 1 : 0;
        }

        return due;
    }

    private static ClockEvent[] Life(DateTimeOffset start, int i) =>
    [
        ClockEvent.Opened(start, 0, (Severity)(i % 4), i % 3 == 0 ? "A" : null),
        ClockEvent.AssigneeChanged(start, 1, "li"),
        ClockEvent.FirstResponse(start.AddMinutes(20 + (i % 600)), 2),
        ClockEvent.Paused(start.AddHours(7), 3),
        ClockEvent.Resumed(start.AddHours(30), 4),
        ClockEvent.SeverityChanged(start.AddHours(31), 5, (Severity)((i + 1) % 4)),
        ClockEvent.Resolved(start.AddDays(5), 6),
        ClockEvent.Reopened(start.AddDays(9), 7),
        ClockEvent.Paused(start.AddDays(20).AddMinutes(i), 8),
    ];

    private static CalendarDefinition Holidays(CalendarDefinition definition)
    {
        for (var year = 2024; year <= 2028; year++)
        {
            definition = definition.On(new DateOnly(year, 1, 1), "New Year").On(new DateOnly(year, 8, 1), "National day")
                .On(new DateOnly(year, 12, 24), "Christmas Eve", "09:00-12:00").On(new DateOnly(year, 12, 25), "Christmas");
        }

        return definition;
    }
}
