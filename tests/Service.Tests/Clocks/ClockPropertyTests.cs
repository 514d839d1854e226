using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;
using CsCheck;

namespace CrmPlatform.Service.Tests.Clocks;

/// <summary>S5 as laws: each holds for random lives on random calendars in zones whose clocks change.</summary>
public sealed class ClockPropertyTests
{
    private static readonly Gen<int> Minutes = Gen.Int[0, 6 * 24 * 60];

    [Fact]
    public void The_clocks_say_what_walking_the_life_minute_by_minute_says() =>
        Gen.Select(ClockCase.Any, Minutes).Sample((life, minutes) =>
        {
            var now = life.Start.AddMinutes(minutes);
            foreach (var clock in new[] { life.Clocks.FirstResponse, life.Clocks.Resolution })
            {
                var (used, milestones) = life.Walk(clock.Kind, now);
                Assert.Equal(used, clock.UsedAt(now));
                foreach (var milestone in Enum.GetValues<Milestone>())
                    Assert.Equal(milestones[(int)milestone], clock.MilestoneAt(milestone) is { } at && at < now ? at : null);
            }
        }, iter: 300);

    [Fact]
    public void Events_in_any_order_and_any_number_of_times_give_the_same_clocks() =>
        Gen.Select(ClockCase.Any, Gen.Int[0, int.MaxValue], Minutes).Sample((life, seed, minutes) =>
        {
            var random = new Random(seed);
            var shuffled = life.Events.Concat(life.Events.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(shuffled);
            AssertSame(life.Clocks, life.Read(shuffled), life.Start.AddMinutes(minutes));
        });

    [Fact]
    public void What_was_used_is_never_given_back_and_adds_up_over_any_split() =>
        Gen.Select(ClockCase.Any, Minutes.Array[3]).Sample((life, minutes) =>
        {
            Array.Sort(minutes);
            foreach (var clock in new[] { life.Clocks.FirstResponse, life.Clocks.Resolution })
            {
                var used = minutes.Select(m => clock.UsedAt(life.Start.AddMinutes(m))).ToArray();
                Assert.True(used[0] <= used[1] && used[1] <= used[2]);
                Assert.Equal(used[2] - used[0], (used[1] - used[0]) + (used[2] - used[1]));
                // The runs cut at any instant and measured apart by the calendar give the same sum.
                var calendar = life.Book[life.Clocks.CalendarId];
                var cut = life.Start.AddMinutes(minutes[1]);
                var parts = clock.Runs.Aggregate(TimeSpan.Zero, (sum, run) =>
                    sum + Within(calendar, run, life.Start, cut) + Within(calendar, run, cut, life.Start.AddMinutes(minutes[2])));
                Assert.Equal(used[2], parts);
            }
        });

    [Fact]
    public void Pausing_never_shortens_what_was_used_and_never_brings_the_due_instant_nearer() =>
        Gen.Select(ClockCase.Any, Minutes.Array[3]).Sample((life, minutes) =>
        {
            Array.Sort(minutes);
            var from = life.Start.AddMinutes(minutes[0]);
            var to = life.Start.AddMinutes(minutes[1]);
            var now = life.Start.AddMinutes(minutes[2]);
            // Ordinals before all others: at the same minute the pause begins and ends before anything else happens.
            var paused = life.Read([.. life.Events, ClockEvent.Paused(from, -2), ClockEvent.Resumed(to, -1)]);
            var plain = life.Read([.. life.Events, ClockEvent.Resumed(to, -1)]);
            foreach (var (with, without) in new[] { (paused.FirstResponse, plain.FirstResponse), (paused.Resolution, plain.Resolution) })
            {
                Assert.Equal(without.UsedAt(from), with.UsedAt(from));
                Assert.True(with.UsedAt(now) >= with.UsedAt(from));
                Assert.True(with.UsedAt(now) <= without.UsedAt(now));
                if (with.MilestoneAt(Milestone.Breach) is { } due)
                    Assert.True(due >= without.MilestoneAt(Milestone.Breach));
            }
        });

    [Fact]
    public void While_paused_nothing_is_used() =>
        Gen.Select(ClockCase.Any, Minutes.Array[2]).Sample((life, minutes) =>
        {
            Array.Sort(minutes);
            var from = life.Start.AddMinutes(minutes[0]);
            var events = life.Events.Where(e => e.At <= from).Append(ClockEvent.Paused(from, 100)).ToArray();
            var clocks = life.Read(events);
            Assert.Equal(clocks.Resolution.UsedAt(from), clocks.Resolution.UsedAt(life.Start.AddMinutes(minutes[1])));
            Assert.Equal(clocks.FirstResponse.UsedAt(from), clocks.FirstResponse.UsedAt(life.Start.AddMinutes(minutes[1])));
        });

    [Fact]
    public void Reopening_continues_where_it_stopped() =>
        Gen.Select(ClockCase.Any, Minutes.Array[3]).Sample((life, minutes) =>
        {
            Array.Sort(minutes);
            var (resolved, reopened, now) = (life.Start.AddMinutes(minutes[0]), life.Start.AddMinutes(minutes[1]), life.Start.AddMinutes(minutes[2]));
            var before = life.Events.Where(e => e.At <= resolved).ToArray();
            var clocks = life.Read([.. before, ClockEvent.Resolved(resolved, 100), ClockEvent.Reopened(reopened, 101)]);

            Assert.Equal(life.Read(before).Resolution.UsedAt(resolved), clocks.Resolution.UsedAt(reopened));
            var calendar = life.Book[clocks.CalendarId];
            Assert.Equal(clocks.Resolution.UsedAt(reopened) + calendar.Between(reopened, now), clocks.Resolution.UsedAt(now));
            Assert.Equal(ClockState.Running, clocks.Resolution.State);
            Assert.Equal(ClockState.Stopped, clocks.FirstResponse.State);
        });

    [Fact]
    public void After_a_change_of_severity_the_clocks_are_those_of_a_complaint_that_always_had_it() =>
        Gen.Select(ClockCase.Any, Gen.Enum<Severity>(), Minutes).Sample((life, severity, minutes) =>
        {
            var end = life.Events.Max(e => e.At);
            var changed = life.Read([.. life.Events, ClockEvent.SeverityChanged(end, 1_000, severity)]);
            var scratch = life.Read([.. life.Events.Where(e => e.Kind != ClockEventKind.SeverityChanged)
                .Select(e => e.Kind == ClockEventKind.Opened ? e with { Severity = severity } : e)]);
            AssertSame(scratch, changed, life.Start.AddMinutes(minutes));
            Assert.Equal(severity, changed.Severity);
        });

    [Fact]
    public void After_a_change_of_calendar_the_clocks_are_those_of_a_complaint_that_always_had_it() =>
        Gen.Select(ClockCase.Any, Gen.Int[0, 1], Minutes).Sample((life, which, minutes) =>
        {
            var end = life.Events.Max(e => e.At);
            var changed = life.Read([.. life.Events, ClockEvent.CalendarChanged(end, 1_000, $"c{which}")]);
            var scratch = life.Read([.. life.Events.Where(e => e.Kind != ClockEventKind.CalendarChanged)
                .Select(e => e.Kind == ClockEventKind.Opened ? e with { Calendar = $"c{which}" } : e)]);
            AssertSame(scratch, changed, life.Start.AddMinutes(minutes));
            Assert.Equal($"c{which}", changed.CalendarId);
        });

    [Fact]
    public void A_change_of_assignee_changes_no_clock() =>
        Gen.Select(ClockCase.Any, Minutes.Array[2]).Sample((life, minutes) =>
        {
            var changed = life.Read([.. life.Events, ClockEvent.AssigneeChanged(life.Start.AddMinutes(minutes[0]), 50, "li")]);
            AssertSame(life.Clocks, changed, life.Start.AddMinutes(minutes[1]));
            Assert.Equal("li", changed.Assignee);
        });

    [Fact]
    public void Milestones_come_in_their_order_and_the_next_one_is_the_earliest_left() =>
        Gen.Select(ClockCase.Any, Gen.Int[0, 31], Minutes).Sample((life, done, minutes) =>
        {
            var now = life.Start.AddMinutes(minutes);
            foreach (var clock in new[] { life.Clocks.FirstResponse, life.Clocks.Resolution })
            {
                var instants = Enum.GetValues<Milestone>().Select(clock.MilestoneAt).ToList();
                Assert.Equal(instants.OfType<DateTimeOffset>().Order(), instants.OfType<DateTimeOffset>());
                Assert.Equal(instants.Where((_, i) => (done & (1 << i)) == 0).Min(), clock.NextAt((MilestoneSet)done));
                var due = clock.DueBy(now, (MilestoneSet)done).ToList();
                Assert.Equal(clock.NextAt((MilestoneSet)done) <= now, due.Count > 0);
                Assert.Empty(clock.DueBy(now, clock.ReachedBy(now)));
                Assert.False(clock.NextAt(clock.ReachedBy(now)) <= now);
            }
        });

    private static TimeSpan Within(BusinessCalendar calendar, ClockRun run, DateTimeOffset from, DateTimeOffset to)
    {
        var start = run.From > from ? run.From : from;
        var end = run.To < to ? run.To.Value : to;
        return start < end ? calendar.Between(start, end) : TimeSpan.Zero;
    }

    private static void AssertSame(ComplaintClocks expected, ComplaintClocks actual, DateTimeOffset now)
    {
        foreach (var (one, other) in new[] { (expected.FirstResponse, actual.FirstResponse), (expected.Resolution, actual.Resolution) })
        {
            Assert.Equal((one.State, one.Target, one.DueAt, one.StoppedAt), (other.State, other.Target, other.DueAt, other.StoppedAt));
            Assert.Equal(one.UsedAt(now), other.UsedAt(now));
            Assert.All(Enum.GetValues<Milestone>(), m => Assert.Equal(one.MilestoneAt(m), other.MilestoneAt(m)));
        }

        Assert.Equal(expected.NextAt(MilestoneSet.None, MilestoneSet.None), actual.NextAt(MilestoneSet.None, MilestoneSet.None));
    }
}
