using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Domain.Clocks;

/// <summary>S5: both clocks of a complaint and what they were computed with.</summary>
internal sealed record ComplaintClocks(
    ServiceClock FirstResponse, ServiceClock Resolution, Severity Severity, string? CustomerClass, string CalendarId, string? Assignee)
{
    /// <summary>
    /// Computes from all events, in whatever order they come and however often. The severity and calendar in force after the last
    /// event are applied to the whole life of the complaint, as if it had had them from the start; the class is that of the opening.
    /// Null when the complaint was never opened.
    /// </summary>
    public static ComplaintClocks? From(IReadOnlyCollection<ClockEvent> events, ServiceLevels levels, CalendarBook calendars)
    {
        var ordered = Ordered(events);
        var course = new Course();
        foreach (var happened in ordered)
            course.Apply(happened);
        if (!course.Opened)
            return null;

        var calendar = calendars[course.Calendar];
        return new ComplaintClocks(
            Clock(ClockKind.FirstResponse, course.FirstResponse), Clock(ClockKind.Resolution, course.Resolution),
            course.Severity, course.CustomerClass, calendar.Id, course.Assignee);

        ServiceClock Clock(ClockKind kind, RunList runs) => new(
            kind, runs.IsRunning ? ClockState.Running : course.IsPausedFor(kind) ? ClockState.Paused : ClockState.Stopped,
            levels.TargetOf(kind, course.Severity, course.CustomerClass, calendar), calendar, runs.ToRuns(), levels);
    }

    /// <summary>The next instant at which either clock has something to do: the column an index finds due clocks by.</summary>
    public DateTimeOffset? NextAt(MilestoneSet firstResponseDone, MilestoneSet resolutionDone)
    {
        var (one, other) = (FirstResponse.NextAt(firstResponseDone), Resolution.NextAt(resolutionDone));
        return one is null || other < one ? other : one;
    }

    private static ClockEvent[] Ordered(IReadOnlyCollection<ClockEvent> events)
    {
        var ordered = events.ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ClockEvent.Compare(ordered[i - 1], ordered[i]) > 0)
            {
                Array.Sort(ordered, ClockEvent.Compare);
                break;
            }
        }

        return ordered;
    }

    /// <summary>Where the complaint stands while its events are walked. What makes no sense (resumed without a pause) changes nothing.</summary>
    private sealed class Course
    {
        private bool responded;
        private bool paused;
        private bool resolved;

        public bool Opened { get; private set; }

        public Severity Severity { get; private set; } = Severity.Normal;

        public string? CustomerClass { get; private set; }

        public string? Calendar { get; private set; }

        public string? Assignee { get; private set; }

        public RunList FirstResponse { get; } = new();

        public RunList Resolution { get; } = new();

        public bool IsPausedFor(ClockKind kind) => paused && (kind == ClockKind.Resolution || !responded);

        public void Apply(ClockEvent happened)
        {
            switch (happened.Kind)
            {
                case ClockEventKind.Opened when !Opened:
                    Opened = true;
                    CustomerClass = happened.CustomerClass;
                    Severity = happened.Severity ?? Severity;
                    Calendar = happened.Calendar ?? Calendar;
                    break;
                case ClockEventKind.FirstResponse:
                    responded = true;
                    break;
                case ClockEventKind.Paused:
                    paused = !resolved;
                    break;
                case ClockEventKind.Resumed:
                    paused = false;
                    break;
                case ClockEventKind.Resolved:
                    (resolved, paused, responded) = (true, false, true);
                    break;
                case ClockEventKind.Reopened:
                    resolved = false;
                    break;
                case ClockEventKind.SeverityChanged:
                    Severity = happened.Severity ?? Severity;
                    break;
                case ClockEventKind.CalendarChanged:
                    Calendar = happened.Calendar;
                    break;
                case ClockEventKind.AssigneeChanged:
                    Assignee = happened.Assignee;
                    break;
            }

            var runs = Opened && !paused && !resolved;
            Resolution.Set(runs, happened.At);
            FirstResponse.Set(runs && !responded, happened.At);
        }
    }

    private sealed class RunList
    {
        private readonly ImmutableArray<ClockRun>.Builder runs = ImmutableArray.CreateBuilder<ClockRun>();

        public bool IsRunning { get; private set; }

        public void Set(bool running, DateTimeOffset at)
        {
            if (running == IsRunning)
                return;

            IsRunning = running;
            if (running)
                runs.Add(new ClockRun(at, null));
            else
                runs[^1] = runs[^1] with { To = at };
        }

        public ImmutableArray<ClockRun> ToRuns() => runs.ToImmutable();
    }
}
