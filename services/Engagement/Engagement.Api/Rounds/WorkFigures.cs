using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Rounds;

/// <summary>X6: work that lies.</summary>
internal static class WorkFigures
{
    public static void AddWorkFigures(this IServiceCollection services)
    {
        services.AddFigure<EngagementDb>("crm.followups.overdue", "{task}", "Follow-ups of the cycle that are open past their time.",
            (db, now, token) => Overdue(db, now).CountAsync(task => task.Origin == TaskOrigin.FollowUpCycle, token));
        services.AddFigure<EngagementDb>("crm.tasks.overdue", "{task}", "Tasks of every kind that are open past their time.",
            (db, now, token) => Overdue(db, now).CountAsync(token));
        services.AddFigure<EngagementDb>("crm.promises.overdue", "{promise}", "Promises given to customers that are past their day and not kept.",
            (db, now, token) => db.Promises.IgnoreQueryFilters().CountAsync(promise => promise.State == PromiseState.Given && promise.DueAt < now, token));
    }

    private static IQueryable<WorkTask> Overdue(EngagementDb db, DateTimeOffset now) =>
        db.Tasks.IgnoreQueryFilters().Where(task => task.State == TaskState.Open && task.DueAt < now);
}
