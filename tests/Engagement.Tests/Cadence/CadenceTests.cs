using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;

namespace CrmPlatform.Engagement.Tests.Cadence;

public class CadenceTests
{
    private static readonly WorkCalendar Berlin = new("Europe/Berlin");
    private static readonly Guid Customer = Guid.Parse("0198a6f2-0000-7000-8000-000000000001");
    private static readonly CadenceKey ClassA = new(AbcClass.A, RelationshipStage.Mature, SalesPhase.AfterSale);

    [Theory]
    [InlineData(AbcClass.A, 7), InlineData(AbcClass.B, 14), InlineData(AbcClass.C, 30)]
    public void By_default_the_class_alone_decides(AbcClass customerClass, int days) =>
        Assert.All(CadenceKey.All.Where(key => key.Class == customerClass), key => Assert.Equal(days, CadencePlan.Default.For(key).Days));

    [Theory]
    [InlineData(AbcClass.A, RelationshipStage.Stranger, SalesPhase.PreSale, 2)] // all three named
    [InlineData(AbcClass.A, RelationshipStage.Stranger, SalesPhase.InSale, 3)] // class and stage before class and phase
    [InlineData(AbcClass.A, RelationshipStage.Mature, SalesPhase.InSale, 4)] // class and phase
    [InlineData(AbcClass.A, RelationshipStage.Mature, SalesPhase.AfterSale, 7)] // class
    [InlineData(AbcClass.B, RelationshipStage.Mature, SalesPhase.AfterSale, 14)]
    [InlineData(AbcClass.C, RelationshipStage.Stranger, SalesPhase.PreSale, 30)] // class before stage
    public void The_most_particular_line_wins(AbcClass customerClass, RelationshipStage stage, SalesPhase phase, int days)
    {
        var plan = new CadencePlan(
        [
            .. CadencePlan.Default.Rules,
            new(null, RelationshipStage.Stranger, null, 10),
            new(null, null, SalesPhase.InSale, 11),
            new(AbcClass.A, null, SalesPhase.InSale, 4),
            new(AbcClass.A, RelationshipStage.Stranger, null, 3),
            new(AbcClass.A, RelationshipStage.Stranger, SalesPhase.PreSale, 2),
        ]);
        var cadence = plan.For(new(customerClass, stage, phase));
        Assert.Equal(days, cadence.Days);
        Assert.Equal(CadencePlan.Default.For(new(customerClass, stage, phase)).EscalateAfterWorkingDays, cadence.EscalateAfterWorkingDays);
    }

    [Fact]
    public void A_plan_that_forgets_somebody_or_contradicts_itself_is_refused()
    {
        Assert.Equal(
            ["cadence.customers-without-line", "cadence.customers-without-escalation"],
            CadencePlan.Problems([new(AbcClass.A, null, null, 7, 2), new(AbcClass.B, null, null, 14, 2)]));
        Assert.Equal(["cadence.line-repeated"], CadencePlan.Problems([.. CadencePlan.Default.Rules, new(AbcClass.A, null, null, 8)]));
        Assert.Equal(
            ["cadence.days-out-of-range", "cadence.escalation-out-of-range"], CadencePlan.Problems([new(null, null, null, 0, -1)]));
        Assert.Throws<ArgumentException>(() => new CadencePlan([]));
    }

    [Theory]
    [InlineData("2026-03-02T10:00Z", "2026-03-09T08:00Z")] // Monday to Monday
    [InlineData("2026-03-01T10:00Z", "2026-03-09T08:00Z")] // Sunday to Sunday, shifted
    [InlineData("2026-03-02T23:30Z", "2026-03-10T08:00Z")] // already Tuesday in Berlin
    [InlineData("2026-03-25T10:00Z", "2026-04-01T07:00Z")] // over the change of clocks
    public void A_task_is_due_when_work_begins_on_a_working_day(string contact, string due) =>
        Assert.Equal(At.Time(due), FollowUpClock.Start(Customer, At.Time(contact)).Due(new(7, 2), DayShift.Following, Berlin));

    [Fact]
    public void Shifted_backwards_a_task_still_comes_after_the_contact()
    {
        var holidays = new WorkCalendar("Europe/Berlin", holidays: Enumerable.Range(2, 20).Select(day => new DateOnly(2026, 3, day)));
        var clock = FollowUpClock.Start(Customer, At.Time("2026-02-27T10:00Z"));
        Assert.Equal(At.Time("2026-03-23T08:00Z"), clock.Due(new(7, 2), DayShift.Preceding, holidays));
    }

    [Theory]
    [InlineData("2026-03-09T08:00Z", 2, "2026-03-11T08:00Z")]
    [InlineData("2026-03-13T08:00Z", 2, "2026-03-17T08:00Z")] // over the weekend
    [InlineData("2026-03-13T08:00Z", 0, "2026-03-13T08:00Z")]
    public void Escalation_counts_working_days(string due, int days, string escalation) =>
        Assert.Equal(At.Time(escalation), FollowUpClock.EscalationDue(At.Time(due), new(7, days), Berlin));

    [Fact]
    public void A_contact_begins_a_period_and_a_contact_recorded_late_does_not_turn_back_the_clock()
    {
        var clock = FollowUpClock.Start(Customer, At.Time("2026-03-02T10:00Z")).Contacted(At.Time("2026-03-05T10:00Z"));
        Assert.Equal("20260305T100000.0000000Z/1", clock.PeriodKey);
        Assert.Equal(clock, clock.Contacted(At.Time("2026-03-04T10:00Z")));
        Assert.Equal(clock, clock.Contacted(At.Time("2026-03-05T12:00+02:00")));
    }

    [Fact]
    public void A_task_closed_without_contact_is_followed_by_another_period()
    {
        var clock = FollowUpClock.Start(Customer, At.Time("2026-03-02T10:00Z")).ClosedWithoutContact(At.Time("2026-03-12T10:00Z"));
        Assert.Equal("20260302T100000.0000000Z/2", clock.PeriodKey);
        Assert.Equal(At.Time("2026-03-19T08:00Z"), clock.Due(new(7, 2), DayShift.Following, Berlin));
    }

    [Fact]
    public void One_period_goes_from_waiting_over_the_task_to_the_manager_and_rests()
    {
        var clock = FollowUpClock.Start(Customer, At.Time("2026-03-02T10:00Z"));
        FollowUpLook Look(string now, FollowUpTask? task = null) => FollowUpLook.At(At.Time(now), clock, task, ClassA, CadencePlan.Default, Berlin);

        var early = Look("2026-03-09T07:59:59Z");
        Assert.Equal((FollowUpStep.Wait, At.Time("2026-03-09T08:00Z")), (early.Step, early.NextLook));
        Assert.Equal(FollowUpStep.OpenTask, Look("2026-03-09T08:00Z").Step);

        var task = new FollowUpTask(clock.PeriodKey, At.Time("2026-03-09T08:00Z"));
        var lying = Look("2026-03-10T08:00Z", task);
        Assert.Equal((FollowUpStep.Wait, At.Time("2026-03-11T08:00Z")), (lying.Step, lying.NextLook));
        Assert.Equal(FollowUpStep.Escalate, Look("2026-03-11T08:00Z", task).Step);

        var escalated = Look("2026-05-11T08:00Z", task with { Escalated = At.Time("2026-03-11T08:00Z") });
        Assert.Equal((FollowUpStep.Wait, null), (escalated.Step, escalated.NextLook));
        Assert.Equal(FollowUpStep.BeginNextRound, Look("2026-03-11T08:00Z", task with { Closed = At.Time("2026-03-10T08:00Z") }).Step);

        var dropped = task with { Closed = At.Time("2026-03-10T08:00Z"), Dropped = true };
        Assert.Equal(FollowUpStep.Wait, Look("2026-03-10T08:00Z", dropped).Step);
        Assert.Equal(FollowUpStep.Escalate, Look("2026-03-11T08:00Z", dropped).Step);
        Assert.Equal(FollowUpStep.BeginNextRound, Look("2026-03-11T08:00Z", dropped with { Escalated = At.Time("2026-03-11T08:00Z") }).Step);
    }

    [Fact]
    public void A_changed_cadence_takes_effect_at_once_and_makes_no_second_task()
    {
        var clock = FollowUpClock.Start(Customer, At.Time("2026-03-02T10:00Z"));
        var weekly = CadencePlan.Default;
        var monthly = new CadencePlan([new(null, null, null, 30, 3)]);
        var daily = new CadencePlan([new(null, null, null, 1, 0)]);
        var now = At.Time("2026-03-10T08:00Z");
        FollowUpLook Look(CadencePlan plan, FollowUpTask? task) => FollowUpLook.At(now, clock, task, ClassA, plan, Berlin);

        // Shorter: somebody who could wait is due now.
        Assert.Equal(FollowUpStep.Wait, Look(monthly, null).Step);
        Assert.Equal(FollowUpStep.OpenTask, Look(daily, null).Step);

        // Longer: the open task stays, with the later day; its escalation moves with it.
        var task = new FollowUpTask(clock.PeriodKey, At.Time("2026-03-09T08:00Z"));
        Assert.Equal(FollowUpStep.Wait, Look(weekly, task).Step);
        var moved = Look(monthly, task);
        Assert.Equal((FollowUpStep.MoveTask, At.Time("2026-04-01T07:00Z")), (moved.Step, moved.Due));
        Assert.Equal(FollowUpStep.Wait, Look(monthly, task with { Due = moved.Due }).Step);

        // The manager has heard of it: a new cadence does not tell him again.
        Assert.Equal(FollowUpStep.Wait, Look(daily, task with { Escalated = now }).Step);
    }

    [Fact]
    public void A_change_of_plan_names_the_customers_it_concerns()
    {
        var closer = new CadencePlan([.. CadencePlan.Default.Rules, new(AbcClass.B, RelationshipStage.Growing, null, 10)]);
        Assert.Equal(
            Enum.GetValues<SalesPhase>().Select(phase => new CadenceKey(AbcClass.B, RelationshipStage.Growing, phase)),
            closer.ChangedFrom(CadencePlan.Default));
        Assert.Empty(CadencePlan.Default.ChangedFrom(new CadencePlan(CadencePlan.Default.Rules)));
        Assert.Equal(45, new CadencePlan(CadencePlan.Default.Rules, DayShift.Unshifted).ChangedFrom(CadencePlan.Default).Count);
    }

    [Fact]
    public void A_task_of_another_period_is_not_mistaken_for_this_ones()
    {
        var clock = FollowUpClock.Start(Customer, At.Time("2026-03-02T10:00Z"));
        var task = new FollowUpTask("20260101T100000.0000000Z/1", At.Time("2026-03-09T08:00Z"));
        Assert.Throws<ArgumentException>(() => FollowUpLook.At(At.Time("2026-03-10T08:00Z"), clock, task, ClassA, CadencePlan.Default, Berlin));
    }
}
