using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class SeriesMap
{
    public static void Build(ModelBuilder model) => model.Entity<ActivitySeries>(series =>
    {
        series.ToTable("Series");
        series.Property(s => s.OwnerId).HasMaxLength(100);
        series.Property(s => s.Team).HasMaxLength(60);
        series.Property(s => s.Template).IsJson();
        series.Property(s => s.When).IsJson();
        series.Property(s => s.CreatedBy).HasMaxLength(100);
        series.Ignore(s => s.HistorySubject);
        series.HasIndex(s => new { s.CustomerId, s.Key });
        series.HasIndex(s => new { s.OwnerId, s.Key });
        series.HasIndex(s => new { s.Ended, s.MadeUntil });
    });

    /// <summary>Enters the activities of a series up to a horizon; the unique key of an occurrence makes sure that each is there once.</summary>
    public static void MakeOccurrences(this EngagementDb db, ActivitySeries series, DateTimeOffset horizon, DateTimeOffset now)
    {
        foreach (var activity in series.Make(horizon, now))
        {
            db.Enter(activity);
            if (activity is Visit visit) db.Publish(visit.ToEvent(1), visit.CustomerId);
        }
    }
}
