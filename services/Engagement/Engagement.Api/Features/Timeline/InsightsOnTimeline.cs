using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.Insights.Contracts.V1;

namespace CrmPlatform.Engagement.Features.Timeline;

internal sealed class ClassesOnTimeline(EngagementDb db) : OnTimeline<CustomerClassified>(db)
{
    protected override TimelineEntry Entry(CustomerClassified c, Guid messageId) => TimelineEntry.Of(
        TimelineKind.Classified, c.CustomerId, c.At, messageId, c.Class, facts: new { c.Class, c.Year, c.Reason, c.ReasonZhHans, c.ReasonZhHant });
}

internal sealed class ZonesOnTimeline(EngagementDb db) : OnTimeline<ZoneChanged>(db)
{
    protected override TimelineEntry Entry(ZoneChanged z, Guid messageId) => TimelineEntry.Of(TimelineKind.ZoneChanged, z.CustomerId, z.At, messageId, z.Zone, facts: new { z.Zone });
}

internal sealed class ChurnOnTimeline(EngagementDb db) : OnTimeline<ChurnWarned>(db)
{
    protected override TimelineEntry Entry(ChurnWarned w, Guid messageId) => TimelineEntry.Of(
        TimelineKind.ChurnWarned, w.CustomerId, w.At, w.WarningId, null, facts: new { w.Probability, w.Reasons, w.ValueAtRiskMinor, w.Currency, w.ProposedAction });
}
