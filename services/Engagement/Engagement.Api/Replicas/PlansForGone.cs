using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Work;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Replicas;

/// <summary>C17: customers whose import was undone are there no more: what was only planned for them is cancelled, what happened stays.</summary>
internal sealed class PlansForGone(EngagementDb db)
{
    /// <summary>The status Customers tells of a file that is gone.</summary>
    public const string Removed = "removed";

    private const string Engine = "system:engagement";
    private const string Because = "The customer's file was taken back with its import.";

    public async Task CancelAsync(Guid[] customers, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (customers.Length == 0) return;
        foreach (var task in await db.Tasks.IgnoreQueryFilters().Where(task => task.CustomerId != null && customers.Contains(task.CustomerId.Value) && task.State == TaskState.Open).ToListAsync(cancellationToken))
            if (task.Cancel(Because, Engine, at) is null) db.Tell(task);
        foreach (var series in await db.Series.IgnoreQueryFilters().Where(series => customers.Contains(series.CustomerId) && !series.Ended).ToListAsync(cancellationToken))
            _ = series.EndBefore(at.UtcDateTime, at);
        foreach (var activity in await db.Activities.IgnoreQueryFilters().Where(activity => customers.Contains(activity.CustomerId) && activity.State == ActivityState.Planned).ToListAsync(cancellationToken))
        {
            var follow = await db.FollowAsync(activity, cancellationToken);
            if (activity.Cancel(Because) is not null) continue;
            follow();
            db.Tell(activity);
        }
    }
}
