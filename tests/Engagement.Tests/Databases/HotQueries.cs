using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Tests.Databases;

/// <summary>What this service asks its database all day long, in SQL Server's words.</summary>
public sealed class HotQueries
{
    [Theory]
    [InlineData("timeline of a customer", "IX_Timeline_CustomerId_At_Key", "the rows of a page")]
    [InlineData("activities of a customer", "IX_Activities_CustomerId_At_Key", "the rows of a page")]
    [InlineData("my activities", "IX_Activities_OwnerId_At_Key", "the rows of a page")]
    [InlineData("my tasks", "IX_Tasks_AssigneeId_State_DueAt_Key", "the rows of a page")]
    [InlineData("overdue tasks", "IX_Tasks_DueAt_Origin", null)]
    [InlineData("tasks to remind of", "IX_Tasks_RemindAt", "the rows that are due, 100 at most")]
    [InlineData("promises to look at", "IX_Promises_LookAt", "the rows that are due, 100 at most")]
    [InlineData("overdue promises", "IX_Promises_State_DueAt_Key", null)]
    [InlineData("open deals of teams by month", "IX_Opportunities_Forecast", null)]
    [InlineData("won deals of teams", "IX_Opportunities_Forecast", null)]
    [InlineData("task of an occasion", "IX_Tasks_FirstCustomerId_Occasion", null)]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<EngagementSqlServer>();
        ApprovedSql.IsApproved(db, name, index, rows, QueryOf(name, db));
    }

    private static IQueryable<object> QueryOf(string name, EngagementDb db)
    {
        var now = DateTimeOffset.UtcNow;
        var (customer, me, occasion) = (Guid.Empty, "wei", "follow-up:1");
        var after = new TimePosition(now, 7);
        var (today, month) = (new DateOnly(2026, 11, 29), 24322);
        return name switch
        {
            "timeline of a customer" => db.Timeline.AsNoTracking().Where(entry => entry.CustomerId == customer)
                .Where(entry => entry.At <= after.At && (entry.At < after.At || entry.Key < after.Key)).OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Key).Take(51),
            "activities of a customer" => db.Activities.AsNoTracking().Where(a => a.CustomerId == customer).NewestFirst(after).Take(51).Select(a => new { a.Id, a.At }),
            "my activities" => db.Activities.AsNoTracking().Where(a => a.OwnerId == me).NewestFirst(after).Take(51).Select(a => new { a.Id, a.At }),
            "my tasks" => db.Tasks.AsNoTracking().Where(t => t.AssigneeId == me && t.State == TaskState.Open).Where(t => t.DueAt >= after.At && (t.DueAt > after.At || t.Key > after.Key))
                .OrderBy(t => t.DueAt).ThenBy(t => t.Key).Take(51),
            "overdue tasks" => db.Tasks.IgnoreQueryFilters().Where(t => t.State == TaskState.Open && t.DueAt < now).GroupBy(t => t.Origin).Select(origin => new { origin.Key, Count = origin.Count() }),
            "tasks to remind of" => db.Tasks.IgnoreQueryFilters().Where(t => t.RemindAt != null && t.RemindAt <= now).OrderBy(t => t.RemindAt).Take(100),
            "promises to look at" => db.Promises.IgnoreQueryFilters().Where(p => p.LookAt != null && p.LookAt <= now).OrderBy(p => p.LookAt).Take(100),
            "overdue promises" => db.Promises.IgnoreQueryFilters().Where(p => p.State == PromiseState.Given && p.DueAt < now).Select(p => (object)p.Key),
            "open deals of teams by month" => db.Opportunities.IgnoreQueryFilters().Where(o => o.State == DealState.Open && o.ClosedAt == null && o.ExpectedMonth <= month && o.ExpectedClose < today).PerTeam("CNY", today),
            "won deals of teams" => db.Opportunities.IgnoreQueryFilters().Where(o => o.State == DealState.Won && o.ClosedAt >= now && o.ClosedAt < now).PerTeam("CNY", today),
            "task of an occasion" => db.Tasks.IgnoreQueryFilters().Where(t => t.FirstCustomerId == customer && t.Occasion == occasion).Select(t => (object)t.Key),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
