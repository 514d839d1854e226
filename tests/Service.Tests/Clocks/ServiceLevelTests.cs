using CrmPlatform.Service.Domain.Calendars;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Tests.Clocks;

public sealed class ServiceLevelTests
{
    private static readonly BusinessCalendar Office = BusinessCalendar.From(CalendarDefinition.OfficeHours("office", "Asia/Shanghai")).Value;
    private static readonly BusinessCalendar Always = BusinessCalendar.From(CalendarDefinition.AroundTheClock("always")).Value;
    private static readonly CalendarBook Book = new(Office, [Office, Always]);

    // Monday 5 January 2026, 09:00 in Shanghai.
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData(Severity.Critical, 0.5, 8)]
    [InlineData(Severity.High, 2, 16)]
    [InlineData(Severity.Normal, 8, 40)]
    [InlineData(Severity.Low, 24, 80)]
    public void Targets_follow_the_severity_in_business_time(Severity severity, double firstResponseHours, double resolutionHours)
    {
        var clocks = Opened(severity);
        Assert.Equal(TimeSpan.FromHours(firstResponseHours), clocks.FirstResponse.Target);
        Assert.Equal(TimeSpan.FromHours(resolutionHours), clocks.Resolution.Target);
    }

    [Fact]
    public void A_day_of_a_target_is_as_long_as_a_day_of_the_calendar() =>
        Assert.Equal(TimeSpan.FromHours(48), Opened(Severity.High, calendar: "always").Resolution.Target);

    [Fact]
    public void The_class_of_the_customer_tightens_the_target()
    {
        Assert.Equal(TimeSpan.FromHours(6), Opened(Severity.Critical, "A").Resolution.Target);
        Assert.Equal(TimeSpan.FromHours(8), Opened(Severity.Critical, "C").Resolution.Target);
    }

    [Fact]
    public void Warnings_breach_and_escalations_fall_into_opening_hours()
    {
        var clock = Opened(Severity.Critical).Resolution; // 8 business hours from Monday 09:00, a lunch hour at 12
        Assert.Equal(Monday.AddHours(7), clock.MilestoneAt(Milestone.FirstWarning));
        Assert.Equal(Monday.AddMinutes(492), clock.MilestoneAt(Milestone.SecondWarning));
        Assert.Equal(Monday.AddHours(9), clock.MilestoneAt(Milestone.Breach));
        Assert.Equal(Monday.AddHours(9), clock.DueAt);
        Assert.Equal(Monday.AddDays(1).AddHours(2), clock.MilestoneAt(Milestone.FirstEscalation));
        Assert.Equal(Monday.AddDays(1).AddHours(5), clock.MilestoneAt(Milestone.SecondEscalation));
    }

    [Fact]
    public void What_is_resolved_at_the_due_instant_is_in_time_and_a_moment_later_is_not()
    {
        var due = Opened(Severity.Critical).Resolution.DueAt!.Value;
        var inTime = Read(ClockEvent.Opened(Monday, 0, Severity.Critical), ClockEvent.Resolved(due, 1)).Resolution;
        var late = Read(ClockEvent.Opened(Monday, 0, Severity.Critical), ClockEvent.Resolved(due.AddTicks(1), 1)).Resolution;

        Assert.False(inTime.IsBreachedAt(due.AddDays(9)));
        Assert.True(late.IsBreachedAt(due.AddDays(9)));
        Assert.Equal(due, inTime.DueAt);
        Assert.Equal(due, inTime.StoppedAt);
        Assert.Null(inTime.NextAt(MilestoneSet.FirstWarning | MilestoneSet.SecondWarning));
    }

    [Fact]
    public void A_paused_clock_has_no_due_instant_until_it_goes_on()
    {
        var paused = Read(ClockEvent.Opened(Monday, 0, Severity.Critical), ClockEvent.Paused(Monday.AddHours(1), 1));
        Assert.Equal(ClockState.Paused, paused.Resolution.State);
        Assert.Null(paused.Resolution.DueAt);
        Assert.Null(paused.Resolution.NextAt(MilestoneSet.None));
        Assert.Equal(TimeSpan.FromHours(7), paused.Resolution.RemainingAt(Monday.AddDays(30)));

        var resumed = Read(ClockEvent.Opened(Monday, 0, Severity.Critical), ClockEvent.Paused(Monday.AddHours(1), 1), ClockEvent.Resumed(Monday.AddDays(1), 2));
        Assert.Equal(Monday.AddDays(1).AddHours(8), resumed.Resolution.DueAt);
    }

    [Fact]
    public void A_first_response_in_the_same_moment_stops_its_clock_and_leaves_a_due_instant_to_compare_with()
    {
        var clocks = Read(ClockEvent.Opened(Monday, 0, Severity.High), ClockEvent.FirstResponse(Monday, 1));
        Assert.Equal(ClockState.Stopped, clocks.FirstResponse.State);
        Assert.Equal(Monday, clocks.FirstResponse.StoppedAt);
        Assert.Equal(Monday.AddHours(2), clocks.FirstResponse.DueAt);
        Assert.Equal(ClockState.Running, clocks.Resolution.State);
    }

    [Fact]
    public void An_import_marks_the_past_as_dealt_with_so_that_only_the_future_fires()
    {
        var old = Opened(Severity.Normal).Resolution;
        var imported = old.MilestoneAt(Milestone.SecondWarning)!.Value.AddMinutes(1);
        var silent = old.ReachedBy(imported);
        Assert.Equal(MilestoneSet.FirstWarning | MilestoneSet.SecondWarning, silent);
        Assert.Equal(old.MilestoneAt(Milestone.Breach), old.NextAt(silent));
        Assert.Empty(old.DueBy(imported, silent));
    }

    [Fact]
    public void A_complaint_never_opened_has_no_clocks_and_an_unknown_calendar_is_the_standard_one()
    {
        Assert.Null(ComplaintClocks.From([ClockEvent.Paused(Monday, 1)], ServiceLevels.Default, Book));
        Assert.Equal("office", Opened(Severity.High, calendar: "closed long ago").CalendarId);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Null(ServiceLevels.Default.Check());
        Assert.NotNull((ServiceLevels.Default with { Targets = ServiceLevels.Default.Targets.Remove(Severity.Low) }).Check());
        Assert.NotNull((ServiceLevels.Default with { ClassFactors = ServiceLevels.Default.ClassFactors.SetItem("B", 0) }).Check());
        Assert.NotNull((ServiceLevels.Default with { Shares = ServiceLevels.Default.Shares.SetItem(Milestone.SecondWarning, 500) }).Check());
        Assert.NotNull((ServiceLevels.Default with { Shares = ServiceLevels.Default.Shares.SetItem(Milestone.Breach, 1_100) }).Check());
        Assert.Equal("service-levels.invalid", (ServiceLevels.Default with
        {
            Targets = ServiceLevels.Default.Targets.SetItem(Severity.Low, new(BusinessDuration.OfDays(0), BusinessDuration.OfDays(1))),
        }).Check()?.Code);
    }

    private static ComplaintClocks Opened(Severity severity, string? customerClass = null, string? calendar = null) =>
        Read(ClockEvent.Opened(Monday, 0, severity, customerClass, calendar));

    private static ComplaintClocks Read(params ClockEvent[] events) => ComplaintClocks.From(events, ServiceLevels.Default, Book)!;
}
