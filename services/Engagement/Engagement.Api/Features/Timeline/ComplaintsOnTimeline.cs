using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Engagement.Features.Timeline;

internal sealed class ComplaintsOpenedOnTimeline(EngagementDb db) : OnTimeline<ComplaintOpened>(db)
{
    protected override TimelineEntry? Entry(ComplaintOpened c, Guid messageId) => c.CustomerId is not { } customer ? null : TimelineEntry.Of(
        TimelineKind.ComplaintOpened, customer, c.At, c.ComplaintId, c.Number, c.Summary, facts: new { c.Number, c.Category, c.Severity });
}

/// <summary>A complaint whose customer was found out later was opened when it was opened.</summary>
internal sealed class ComplaintsAttributedOnTimeline(EngagementDb db) : OnTimeline<ComplaintAttributed>(db)
{
    protected override TimelineEntry Entry(ComplaintAttributed c, Guid messageId) => TimelineEntry.Of(
        TimelineKind.ComplaintOpened, c.CustomerId, c.OpenedAt, c.ComplaintId, c.Number, c.Summary, facts: new { c.Number, c.Category, c.Severity });
}

internal sealed class ComplaintStepsOnTimeline(EngagementDb db) : OnTimeline<ComplaintStepRecorded>(db)
{
    protected override TimelineEntry? Entry(ComplaintStepRecorded c, Guid messageId) => c.CustomerId is not { } customer ? null : TimelineEntry.Of(
        TimelineKind.ComplaintStep, customer, c.At, c.ComplaintId, c.Number, null, c.By, new { c.Number, c.Step });
}

internal sealed class ComplaintsClosedOnTimeline(EngagementDb db) : OnTimeline<ComplaintClosed>(db)
{
    protected override TimelineEntry? Entry(ComplaintClosed c, Guid messageId) => c.CustomerId is not { } customer ? null : TimelineEntry.Of(
        TimelineKind.ComplaintClosed, customer, c.At, c.ComplaintId, c.Number, null, c.By, new { c.Number, c.Satisfied });
}

internal sealed class ComplaintsReopenedOnTimeline(EngagementDb db) : OnTimeline<ComplaintReopened>(db)
{
    protected override TimelineEntry? Entry(ComplaintReopened c, Guid messageId) => c.CustomerId is not { } customer ? null : TimelineEntry.Of(
        TimelineKind.ComplaintReopened, customer, c.At, c.ComplaintId, c.Number, c.Reason, c.By, new { c.Number });
}

internal sealed class ComplaintsEscalatedOnTimeline(EngagementDb db) : OnTimeline<ComplaintEscalated>(db)
{
    protected override TimelineEntry? Entry(ComplaintEscalated c, Guid messageId) => c.CustomerId is not { } customer ? null : TimelineEntry.Of(
        TimelineKind.ComplaintEscalated, customer, c.At, c.ComplaintId, c.Number, c.Reason, null, new { c.Number, c.Level, c.To });
}

internal sealed class GrumblesOnTimeline(EngagementDb db) : OnTimeline<GrumbleRecorded>(db)
{
    protected override TimelineEntry Entry(GrumbleRecorded g, Guid messageId) => TimelineEntry.Of(TimelineKind.Grumble, g.CustomerId, g.At, g.GrumbleId, null, g.Text);
}

internal sealed class SurveysOnTimeline(EngagementDb db) : OnTimeline<SurveyAnswered>(db)
{
    protected override TimelineEntry? Entry(SurveyAnswered s, Guid messageId) => s.CustomerId is not { } customer ? null : TimelineEntry.Of(
        TimelineKind.SurveyAnswered, customer, s.At, s.AnswerId, $"{s.Metric.ToUpperInvariant()} {s.Score}", facts: new { s.Metric, s.Score, s.ScaleMin, s.ScaleMax, s.Occasion });
}
