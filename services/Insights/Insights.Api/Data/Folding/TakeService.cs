using System.Text.Json;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

internal sealed class TakeComplaints(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<ComplaintChanged, ComplaintRow>(db, signal)
{
    protected override Guid? CustomerOf(ComplaintChanged e) => e.CustomerId;

    protected override ComplaintRow Read(Received<ComplaintChanged> received)
    {
        var e = received.Event;
        return new ComplaintRow
        {
            Id = e.ComplaintId,
            Version = e.Version,
            Number = e.Number,
            Intake = e.Intake,
            Category = e.Category,
            SubCategory = e.SubCategory,
            Severity = e.Severity,
            State = e.State,
            AssigneeId = e.AssigneeId,
            Team = e.Team,
            OpenedBy = e.OpenedBy,
            Cause = e.Cause,
            OpenedAt = e.OpenedAt,
            Day = calendar.DayOf(e.OpenedAt).DayNumber,
            FirstResponseAt = e.FirstResponseAt,
            ClosedAt = e.ClosedAt,
            ResponseBreached = e.ResponseBreached,
            ResolutionBreached = e.ResolutionBreached,
            Reopenings = e.Reopenings,
            Imported = e.Imported,
        };
    }

    protected override void Keep(ComplaintRow old, ComplaintRow row) => (row.MergedInto, row.MergedAt) = (old.MergedInto, old.MergedAt);

    protected override void Count(ComplaintRow row, TallyDelta delta) => CountComplaint(row, delta, calendar);

    public static void CountComplaint(ComplaintRow row, TallyDelta delta, OrganisationCalendar calendar)
    {
        if (row.MergedInto is not null) return;
        delta.On(Measure.ComplaintsOpened, DateOnly.FromDayNumber(row.Day), row.Team, row.AssigneeId);
        if (row.IsOpen)
        {
            delta.Now(Measure.OpenComplaints, row.Team, row.AssigneeId);
        }
        else if (row.ClosedAt is { } closed)
        {
            delta.On(Measure.ComplaintsClosed, calendar.DayOf(closed), row.Team, row.AssigneeId);
            if (row.ResolutionBreached) delta.On(Measure.ComplaintsClosedLate, calendar.DayOf(closed), row.Team, row.AssigneeId);
        }
    }
}

/// <summary>S9: of a complaint that came twice the one that carries on counts alone, whichever of the two facts is told first.</summary>
internal sealed class TakeMergedComplaints(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : Fold<ComplaintMerged>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<ComplaintMerged>> batch, CancellationToken cancellationToken)
    {
        var told = batch.Select(received => received.Event).GroupBy(e => e.ComplaintId, (_, same) => same.MaxBy(e => e.At)!).ToList();
        var ids = told.Select(e => e.ComplaintId).ToArray();
        var known = await Db.All<ComplaintRow>().Where(c => EF.Parameter(ids).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var delta = new TallyDelta { Sign = -1 };
        var changed = new List<ComplaintRow>(told.Count);
        foreach (var e in told)
        {
            var row = known.GetValueOrDefault(e.ComplaintId) ?? new ComplaintRow { Gen = Db.Generation, Id = e.ComplaintId };
            // It counts no more from the first time on; told again when the one that it was merged into was merged itself, or was found to be somebody's.
            if (row.MergedInto is null && row.Version > 0) TakeComplaints.CountComplaint(row, delta, calendar);
            if (row.MergedAt >= e.At) continue;
            (row.MergedInto, row.MergedAt) = (e.IntoId, e.At);
            changed.Add(row);
        }
        await Db.UpsertAsync(changed, cancellationToken);
        await AddUpAsync(delta, cancellationToken);
    }
}

internal sealed class TakeGrumbles(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<GrumbleRecorded, GrumbleRow>(db, signal)
{
    protected override Guid? CustomerOf(GrumbleRecorded e) => e.CustomerId;

    protected override GrumbleRow Read(Received<GrumbleRecorded> received) => new()
    {
        Id = received.Event.GrumbleId,
        Version = 1,
        At = received.Event.At,
        Day = calendar.DayOf(received.Event.At).DayNumber,
    };

    protected override void Count(GrumbleRow row, TallyDelta delta) => delta.On(Measure.Grumbles, DateOnly.FromDayNumber(row.Day), null, null);
}

internal sealed class TakeRemedies(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<RemedyBooked, RemedyRow>(db, signal)
{
    protected override Guid? CustomerOf(RemedyBooked e) => e.CustomerId;

    protected override RemedyRow Read(Received<RemedyBooked> received) => new()
    {
        Id = received.Event.RemedyId,
        Version = 1,
        ComplaintId = received.Event.ComplaintId,
        Kind = received.Event.Kind,
        Amount = received.Event.AmountMinor,
        Currency = received.Event.Currency,
        At = received.Event.At,
        Day = calendar.DayOf(received.Event.At).DayNumber,
    };

    protected override void Count(RemedyRow row, TallyDelta delta) => delta.On(Measure.RemediesGranted, DateOnly.FromDayNumber(row.Day), null, null);
}

internal sealed class TakeAnswers(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar) : ThingFold<SurveyAnswered, AnswerRow>(db, signal)
{
    protected override Guid? CustomerOf(SurveyAnswered e) => e.CustomerId;

    protected override AnswerRow Read(Received<SurveyAnswered> received)
    {
        var e = received.Event;
        return new AnswerRow
        {
            Id = e.AnswerId,
            Version = 1,
            SurveyId = e.SurveyId,
            Metric = e.Metric,
            Score = e.Score,
            ScaleMin = e.ScaleMin,
            ScaleMax = e.ScaleMax,
            Occasion = e.Occasion,
            Items = JsonSerializer.Serialize(e.Items, Json.Tolerant),
            At = e.At,
            Day = calendar.DayOf(e.At).DayNumber,
        };
    }

    protected override void Count(AnswerRow row, TallyDelta delta) => delta.On(Measure.SurveysAnswered, DateOnly.FromDayNumber(row.Day), null, null);
}
