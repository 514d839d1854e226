using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Cadence;

/// <summary>
/// E6 lived through for three years with random contacts, careless closings, changing plans, replicas that see old rows, and kills.
/// </summary>
public class CadenceYearsTests
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Customer = Guid.Parse("0198a6f2-0000-7000-8000-000000000001");
    private static readonly CadenceKey Key = new(AbcClass.B, RelationshipStage.Growing, SalesPhase.InSale);

    private static readonly WorkCalendar Calendar = new(
        "Asia/Shanghai",
        holidays: Enumerable.Range(2026, 4).SelectMany(year => Enumerable.Range(1, 7).Select(day => new DateOnly(year, 10, day))),
        workedDays: [new(2026, 10, 10), new(2027, 10, 9)]);

    private enum Happening
    {
        Contact,
        LateRecordedContact,
        TaskClosed,
        PlanChanged,
    }

    /// <summary>What a database would hold: rows keyed by customer and period, the clock, and when to look again.</summary>
    private sealed class Store
    {
        public FollowUpClock Clock = FollowUpClock.Start(Customer, Beginning);
        public readonly Dictionary<string, FollowUpTask> Tasks = [];
        public readonly List<(string Key, DateTimeOffset At)> Opened = [];
        public readonly List<string> Escalated = [];
        public DateTimeOffset? NextLook = Beginning;
    }

    [Fact]
    public void Nobody_is_forgotten_and_nothing_fires_twice()
    {
        var happening = Gen.Select(Gen.Int[0, 3 * 365 * 24], Any.Of<Happening>(), Gen.Int[1, 60]);
        Gen.Select(happening.Array[0, 60], Gen.Int[0, 1_000_000]).Sample((happenings, seed) =>
        {
            var store = new Store();
            var dice = new Random(seed);
            var plan = CadencePlan.Default;
            var events = happenings.OrderBy(h => h.Item1).ToList();
            var next = 0;
            for (var hour = 0; hour <= 3 * 365 * 24; hour += 1 + dice.Next(24))
            {
                var now = Beginning.AddHours(hour);
                for (; next < events.Count && events[next].Item1 <= hour; next++)
                {
                    plan = Happen(store, events[next].Item2, Beginning.AddHours(events[next].Item1), events[next].Item3, plan);
                }
                Pass(store, now, plan, dice);
                AssertNobodyForgotten(store, now, plan);
            }
            Assert.Equal(store.Opened.Count, store.Opened.DistinctBy(opened => opened.Key).Count());
            Assert.Equal(store.Escalated.Count, store.Escalated.Distinct().Count());
        }, iter: 150);
    }

    private static CadencePlan Happen(Store store, Happening what, DateTimeOffset at, int number, CadencePlan plan)
    {
        switch (what)
        {
            case Happening.Contact:
                store.Clock = store.Clock.Contacted(at);
                break;
            case Happening.LateRecordedContact:
                store.Clock = store.Clock.Contacted(at.AddDays(-number / 6.0));
                break;
            case Happening.TaskClosed when store.Tasks.TryGetValue(store.Clock.PeriodKey, out var task) && task.Closed is null:
                // Sometimes the process dies before the clock is set on: the engine finds that out by itself.
                store.Tasks[task.PeriodKey] = task with { Closed = at };
                if (number % 2 == 0) store.Clock = store.Clock.ClosedWithoutContact(at);
                break;
            case Happening.PlanChanged:
                plan = new CadencePlan([new(null, null, null, number, number % 5)]);
                break;
        }
        store.NextLook = at; // whatever touches the customer computes its next look anew
        return plan;
    }

    /// <summary>Two replicas over the index of due customers, each with steps that may be cut short.</summary>
    private static void Pass(Store store, DateTimeOffset now, CadencePlan plan, Random dice)
    {
        for (var replica = 0; replica < 2; replica++)
        {
            for (var steps = 0; store.NextLook <= now; steps++)
            {
                Assert.True(steps < 10, "The engine goes in circles.");
                var look = FollowUpLook.At(now, store.Clock, store.Tasks.GetValueOrDefault(store.Clock.PeriodKey), Key, plan, Calendar);
                if (dice.Next(20) == 0) break; // killed; the row says still that it is due
                var key = store.Clock.PeriodKey;
                switch (look.Step)
                {
                    case FollowUpStep.OpenTask:
                        // The unique key of the table: a second insert of the period fails, and the row is there.
                        if (store.Tasks.TryAdd(key, new FollowUpTask(key, look.Due))) store.Opened.Add((key, now));
                        break;
                    case FollowUpStep.MoveTask:
                        store.Tasks[key] = store.Tasks[key] with { Due = look.Due };
                        break;
                    case FollowUpStep.Escalate:
                        store.Tasks[key] = store.Tasks[key] with { Escalated = now };
                        store.Escalated.Add(key);
                        break;
                    case FollowUpStep.BeginNextRound:
                        store.Clock = store.Clock.ClosedWithoutContact(store.Tasks[key].Closed!.Value);
                        break;
                }
                store.NextLook = look.NextLook;
            }
        }
    }

    private static void AssertNobodyForgotten(Store store, DateTimeOffset now, CadencePlan plan)
    {
        var task = store.Tasks.GetValueOrDefault(store.Clock.PeriodKey);
        var due = store.Clock.Due(plan.For(Key), plan.Shift, Calendar);
        if (task is null)
        {
            // Either it is not due yet, or a killed replica left it marked for the next pass.
            Assert.True(now < due || store.NextLook <= now, $"Nobody looks after the customer at {now:O}, due {due:O}.");
            Assert.NotNull(store.NextLook);
            Assert.True(store.NextLook <= (due > now ? due : now), $"The next look at {store.NextLook:O} comes too late.");
        }
        else if (task.Closed is not null)
        {
            Assert.True(store.NextLook <= now, "A task was closed, and nobody begins the next round.");
        }
        else if (task.Escalated is null)
        {
            Assert.NotNull(store.NextLook);
            Assert.True(Calendar.IsWorkingDay(Calendar.DateAt(task.Due)), $"Due on {task.Due:O}, a day off.");
        }
    }

    [Fact]
    public void A_due_day_is_a_working_day_and_never_sooner_than_the_cadence()
    {
        Gen.Select(Gen.Int[0, 3 * 365 * 24 * 60], Gen.Int[1, 400], Gen.Int[0, 10]).Sample((minute, days, escalate) =>
        {
            var contact = Beginning.AddMinutes(minute);
            var cadence = new Engagement.Domain.Cadence.Cadence(days, escalate);
            var due = FollowUpClock.Start(Customer, contact).Due(cadence, DayShift.Following, Calendar);
            var day = Calendar.DateAt(due);
            Assert.True(Calendar.IsWorkingDay(day));
            Assert.InRange(day.DayNumber - Calendar.DateAt(contact).DayNumber, days, days + 12);
            Assert.True(FollowUpClock.EscalationDue(due, cadence, Calendar) >= due);
        });
    }
}
