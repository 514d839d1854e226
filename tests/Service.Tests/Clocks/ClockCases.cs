using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Tests.Calendars;
using CsCheck;

namespace CrmPlatform.Service.Tests.Clocks;

/// <summary>A complaint's random life on random calendars, and a slow reading of its clocks that walks it minute by minute.</summary>
internal sealed record ClockCase(ClockEvent[] Events, BusinessCalendar[] Calendars, DateTimeOffset Start)
{
    // Small targets in multiples of 20 minutes, so that a few days walked by the minute see everything on whole minutes.
    public static readonly ServiceLevels Levels = ServiceLevels.Default with
    {
        Targets = new Dictionary<Severity, SeverityTarget>
        {
            [Severity.Critical] = new(BusinessDuration.OfMinutes(20), BusinessDuration.OfHours(2)),
            [Severity.High] = new(BusinessDuration.OfMinutes(40), BusinessDuration.OfHours(6)),
            [Severity.Normal] = new(BusinessDuration.OfHours(4), BusinessDuration.OfHours(12)),
            [Severity.Low] = new(BusinessDuration.OfHours(8), BusinessDuration.OfHours(20)),
        }.ToImmutableDictionary(),
    };

    public static readonly Gen<ClockCase> Any =
        Gen.Select(CalendarCases.Definitions.Array[2], CalendarCases.Instants, Gen.Enum<Severity>(), Kinds().Array[0, 10])
            .Select((definitions, start, severity, later) => new ClockCase(
                [
                    ClockEvent.Opened(start, 0, severity, null, "c0"),
                    .. later.Select((make, i) => make(start, i + 1)),
                ],
                [.. definitions.Select((definition, i) => BusinessCalendar.From(definition with { Id = $"c{i}" }).Value)],
                start));

    public CalendarBook Book => new(Calendars[0], Calendars);

    public ComplaintClocks Clocks => Read(Events);

    public ComplaintClocks Read(IReadOnlyCollection<ClockEvent> events) => ComplaintClocks.From(events, Levels, Book)!;

    /// <summary>Business minutes used by an instant, and the minute each milestone came before it, by walking.</summary>
    public (TimeSpan Used, DateTimeOffset?[] Milestones) Walk(ClockKind kind, DateTimeOffset until)
    {
        var ordered = Events.OrderBy(e => e.At).ThenBy(e => e.Ordinal).ToList();
        var calendar = Book[ordered.LastOrDefault(e => e.Calendar is not null)?.Calendar];
        var severity = ordered.Last(e => e.Severity is not null).Severity!.Value;
        var target = Levels.TargetOf(kind, severity, null, calendar).TotalMinutes;
        var used = 0;
        var milestones = new DateTimeOffset?[5];
        for (var at = Start; at < until; at = at.AddMinutes(1))
        {
            if (!Runs(kind, ordered.TakeWhile(e => e.At <= at)))
                continue;

            for (var m = 0; m < 5; m++)
                milestones[m] ??= used >= target * Levels.Shares[(Milestone)m] / 1_000 ? at : null;
            used += CalendarCases.SlowIsOpen(calendar.Definition, at) ? 1 : 0;
        }

        return (TimeSpan.FromMinutes(used), milestones);
    }

    private static bool Runs(ClockKind kind, IEnumerable<ClockEvent> soFar)
    {
        var (paused, resolved, responded) = (false, false, false);
        foreach (var kindOfEvent in soFar.Select(e => e.Kind))
        {
            resolved = kindOfEvent == ClockEventKind.Resolved || (resolved && kindOfEvent != ClockEventKind.Reopened);
            paused = !resolved && (kindOfEvent == ClockEventKind.Paused || (paused && kindOfEvent != ClockEventKind.Resumed));
            responded |= kindOfEvent is ClockEventKind.FirstResponse or ClockEventKind.Resolved;
        }

        return !paused && !resolved && (kind == ClockKind.Resolution || !responded);
    }

    // The first response is rare, or the first clock would hardly ever run.
    private static Gen<Func<DateTimeOffset, int, ClockEvent>> Kinds() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 4 * 24 * 60], Gen.Enum<Severity>(), Gen.Int[0, 1]).Select((which, minutes, severity, calendar) =>
            (Func<DateTimeOffset, int, ClockEvent>)((start, ordinal) => which switch
            {
                0 => ClockEvent.FirstResponse(start.AddMinutes(minutes), ordinal),
                1 or 2 => ClockEvent.Paused(start.AddMinutes(minutes), ordinal),
                3 or 4 => ClockEvent.Resumed(start.AddMinutes(minutes), ordinal),
                5 => ClockEvent.Resolved(start.AddMinutes(minutes), ordinal),
                6 => ClockEvent.Reopened(start.AddMinutes(minutes), ordinal),
                7 => ClockEvent.SeverityChanged(start.AddMinutes(minutes), ordinal, severity),
                _ => ClockEvent.CalendarChanged(start.AddMinutes(minutes), ordinal, $"c{calendar}"),
            }));
}
