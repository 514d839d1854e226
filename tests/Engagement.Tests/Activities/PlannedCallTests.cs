using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;

namespace CrmPlatform.Engagement.Tests.Activities;

/// <summary>E1, C10: when a planned call began and how long it took, where nobody says so expressly.</summary>
public sealed class PlannedCallTests
{
    private static readonly DateTimeOffset Now = At.Time("2027-03-01T12:00:00Z");

    [Theory]
    // planned for, planned minutes, begun, said start, said minutes, reached | began, ended, minutes
    [InlineData("10:00", 30, null, null, null, true, "10:00", "10:30", 30)]
    [InlineData("11:50", 30, null, null, null, true, "11:50", "12:00", 10)]
    [InlineData("10:00", null, null, null, null, true, "10:00", "10:00", null)]
    [InlineData("15:00", null, null, null, null, true, "12:00", "12:00", null)]
    [InlineData("15:00", 30, null, null, 10, true, "11:50", "12:00", 10)]
    [InlineData("10:00", 30, null, null, 10, true, "10:00", "10:10", 10)]
    [InlineData("11:55", 30, null, null, 10, true, "11:50", "12:00", 10)]
    [InlineData("10:00", 30, null, "09:00", null, true, "09:00", "09:30", 30)]
    [InlineData("10:00", null, null, "09:00", null, true, "09:00", "09:00", null)]
    [InlineData("10:00", null, null, "09:00", 7, true, "09:00", "09:07", 7)]
    [InlineData("10:00", null, "11:45", null, null, true, "11:45", "12:00", 15)]
    [InlineData("10:00", 10, "11:45", null, null, true, "11:45", "11:55", 10)]
    [InlineData("10:00", null, "11:45", null, 5, true, "11:45", "11:50", 5)]
    [InlineData("10:00", null, "11:45", "09:00", null, true, "09:00", "09:00", null)]
    // The clock of whoever says so may be ahead of ours.
    [InlineData("10:00", 30, null, "12:05", null, true, "12:05", "12:05", 0)]
    // A telephone that only rings takes no time.
    [InlineData("10:00", 30, null, null, null, false, "10:00", "10:00", 0)]
    [InlineData("15:00", 30, null, null, null, false, "12:00", "12:00", 0)]
    [InlineData("10:00", 30, "11:45", null, null, false, "11:45", "11:45", 0)]
    [InlineData("10:00", 30, null, null, 2, false, "10:00", "10:02", 2)]
    public void It_began_as_begun_or_planned_and_took_what_was_said_or_planned(
        string plannedFor, int? plannedMinutes, string? begun, string? saidStart, int? saidMinutes, bool reached, string began, string ended, int? minutes)
    {
        var call = Call.Plan(new ActivityPlan(Guid.NewGuid(), "wei", "north", ActivityDirection.Outbound, ActivityPurpose.Sales, Clock(plannedFor), plannedMinutes), "wei", Clock("08:00"));
        if (begun is not null) Assert.Null(call.Begin(Clock(begun)));
        Assert.Null(call.Complete(new CallResult(reached, saidStart is null ? null : Clock(saidStart), saidMinutes, null, null, null, null, null), Now));
        Assert.Equal((Clock(began), Clock(ended), minutes, reached), (call.At, call.EndedAt!.Value, call.MinutesSpent, call.Reached));
        Assert.Equal(reached, call.IsContact);
    }

    private static DateTimeOffset Clock(string time) => At.Time($"2027-03-01T{time}:00Z");
}
