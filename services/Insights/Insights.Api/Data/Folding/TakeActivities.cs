using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Data.Folding;

internal sealed class TakeVisits(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<VisitChanged, ActivityRow>(db, signal)
{
    public const string Kind = "visit";

    protected override Guid? CustomerOf(VisitChanged e) => e.CustomerId;

    protected override ActivityRow Read(Received<VisitChanged> received)
    {
        var e = received.Event;
        // A visit that was held counts on the day it was held, any other on the day it was planned for.
        var at = e.State == "done" ? e.EndedAt ?? e.StartedAt ?? e.PlannedAt : e.PlannedAt;
        return new ActivityRow
        {
            Id = e.VisitId,
            Version = e.Version,
            Kind = Kind,
            OwnerId = e.OwnerId,
            Team = e.Team,
            State = e.State,
            Purpose = e.Purpose,
            At = at,
            Day = calendar.DayOf(at).DayNumber,
            Minutes = e.MinutesSpent,
            Reached = e.State == "done" && e.Contact != false,
            Imported = e.Imported,
        };
    }

    protected override void Count(ActivityRow row, TallyDelta delta)
    {
        var day = DateOnly.FromDayNumber(row.Day);
        if (row.State == "done") delta.On(Measure.VisitsHeld, day, row.Team, row.OwnerId, row.Minutes ?? 0);
        else if (row.State == "missed") delta.On(Measure.VisitsMissed, day, row.Team, row.OwnerId);
        else if (row.State != "cancelled") delta.On(Measure.VisitsPlanned, day, row.Team, row.OwnerId);
    }
}

internal sealed class TakeCalls(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<CallLogged, ActivityRow>(db, signal)
{
    public const string Kind = "call";

    /// <summary>The state of a call that somebody answered and a machine spoke: it reached them and is no contact.</summary>
    public const string Answered = "answered";

    protected override Guid? CustomerOf(CallLogged e) => e.CustomerId;

    protected override ActivityRow Read(Received<CallLogged> received)
    {
        var e = received.Event;
        return new ActivityRow
        {
            Id = e.CallId,
            Version = 1,
            Kind = Kind,
            OwnerId = e.OwnerId,
            Team = e.Team,
            State = e is { Reached: true, Contact: false } ? Answered : "done",
            Purpose = e.Purpose,
            At = e.At,
            Day = calendar.DayOf(e.At).DayNumber,
            Minutes = e.Minutes,
            Reached = e.Contact ?? e.Reached,
            Imported = e.Imported,
        };
    }

    protected override void Count(ActivityRow row, TallyDelta delta)
    {
        var day = DateOnly.FromDayNumber(row.Day);
        delta.On(Measure.Calls, day, row.Team, row.OwnerId, row.Minutes ?? 0);
        if (row.Reached || row.State == Answered) delta.On(Measure.CallsReached, day, row.Team, row.OwnerId, row.Minutes ?? 0);
    }
}

internal sealed class TakeOtherActivities(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<ActivityRecorded, ActivityRow>(db, signal)
{
    protected override Guid? CustomerOf(ActivityRecorded e) => e.CustomerId;

    protected override ActivityRow Read(Received<ActivityRecorded> received)
    {
        var e = received.Event;
        return new ActivityRow
        {
            Id = e.ActivityId,
            Version = 1,
            Kind = e.Kind,
            OwnerId = e.OwnerId,
            Team = e.Team,
            State = "done",
            Purpose = e.Purpose,
            At = e.At,
            Day = calendar.DayOf(e.At).DayNumber,
            Minutes = e.Minutes,
            Reached = e.Contact != false,
            Imported = e.Imported,
        };
    }

    protected override void Count(ActivityRow row, TallyDelta delta) =>
        delta.On(Measure.OtherActivities, DateOnly.FromDayNumber(row.Day), row.Team, row.OwnerId, row.Minutes ?? 0);
}
