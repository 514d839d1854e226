using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.Engagement.Domain.Work;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Calendars;

/// <summary>What a line of a diary is.</summary>
public enum DiaryKind
{
    [Names("Appointment", "日程", "日程")] Activity,
    [Names("Task", "待办", "待辦")] Task,
    [Names("Promise", "承诺", "承諾")] Promise,
}

/// <summary>One line of a diary.</summary>
/// <param name="ActivityKind">Of an appointment.</param>
/// <param name="At">When it begins or is due.</param>
/// <param name="State">Of the appointment, task or promise.</param>
public sealed record DiaryLine(
    DiaryKind Kind, ActivityKind? ActivityKind, Guid Id, Guid? CustomerId, string? CustomerName, string Title, DateTimeOffset At, int? Minutes, string? Place, string State, bool Overdue);

/// <summary>A day of a diary, in the organisation's time zone.</summary>
public sealed record DiaryDay(DateOnly Date, bool WorkingDay, IReadOnlyList<DiaryLine> Lines);

public sealed record DiaryWeek(DateOnly From, IReadOnlyList<DiaryDay> Days);

public sealed record OverdueView(IReadOnlyList<DiaryLine> Lines, bool More);

/// <summary>E12: my day, my week, and what is overdue.</summary>
internal static class Diary
{
    private const int MostLines = 200;

    public static async Task<Ok<DiaryDay>> DayAsync(
        EngagementDb db, Caller caller, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken, DateOnly? date = null, [StringLength(100)] string? ownerId = null)
    {
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var day = date ?? calendar.DateAt(time.GetUtcNow());
        return TypedResults.Ok((await DaysAsync(day, 1, ownerId ?? caller.Subject, db, calendar, time.GetUtcNow(), cancellationToken))[0]);
    }

    /// <summary>From Monday to Sunday.</summary>
    public static async Task<Ok<DiaryWeek>> WeekAsync(
        EngagementDb db, Caller caller, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken, DateOnly? date = null, [StringLength(100)] string? ownerId = null)
    {
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var day = date ?? calendar.DateAt(time.GetUtcNow());
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return TypedResults.Ok(new DiaryWeek(monday, await DaysAsync(monday, 7, ownerId ?? caller.Subject, db, calendar, time.GetUtcNow(), cancellationToken)));
    }

    /// <summary>Tasks and promises past their day, and appointments nobody has said anything of; the oldest first.</summary>
    public static async Task<Ok<OverdueView>> OverdueAsync(EngagementDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken, [StringLength(100)] string? ownerId = null)
    {
        var (owner, now) = (ownerId ?? caller.Subject, time.GetUtcNow());
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.AssigneeId == owner && t.State == TaskState.Open && t.DueAt < now).OrderBy(t => t.DueAt).Take(MostLines + 1).ToListAsync(cancellationToken);
        var activities = await db.Activities.AsNoTracking().Where(a => a.OwnerId == owner && a.At < now && a.State == ActivityState.Planned).OrderBy(a => a.At).Take(MostLines + 1).ToListAsync(cancellationToken);
        var promises = await db.Promises.AsNoTracking().Where(p => p.OwnerId == owner && p.DueAt < now && p.State == PromiseState.Given).OrderBy(p => p.DueAt).Take(MostLines + 1).ToListAsync(cancellationToken);
        var lines = await LinesAsync(db, activities, tasks, promises, now, cancellationToken);
        return TypedResults.Ok(new OverdueView([.. lines.Take(MostLines)], lines.Count > MostLines));
    }

    private static async Task<List<DiaryDay>> DaysAsync(
        DateOnly first, int count, string owner, EngagementDb db, WorkCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, to) = (calendar.DayBegins(first), calendar.DayBegins(first.AddDays(count)));
        var activities = await db.Activities.AsNoTracking().Where(a => a.OwnerId == owner && a.At >= from && a.At < to && a.State != ActivityState.Cancelled).ToListAsync(cancellationToken);
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.AssigneeId == owner && t.State == TaskState.Open && t.DueAt >= from && t.DueAt < to).ToListAsync(cancellationToken);
        var promises = await db.Promises.AsNoTracking().Where(p => p.OwnerId == owner && p.State == PromiseState.Given && p.DueAt >= from && p.DueAt < to).ToListAsync(cancellationToken);
        var lines = (await LinesAsync(db, activities, tasks, promises, now, cancellationToken)).ToLookup(line => calendar.DateAt(line.At));
        return [.. Enumerable.Range(0, count).Select(first.AddDays).Select(day => new DiaryDay(day, calendar.IsWorkingDay(day), [.. lines[day]]))];
    }

    private static async Task<List<DiaryLine>> LinesAsync(
        EngagementDb db, List<Activity> activities, List<WorkTask> tasks, List<Promise> promises, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = activities.Select(a => a.CustomerId).Concat(tasks.Select(t => t.CustomerId).OfType<Guid>()).Concat(promises.Select(p => p.CustomerId)).Distinct().ToArray();
        var names = ids.Length == 0 ? [] : await db.AllCustomers.Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
        return
        [
            .. activities.Select(a => new DiaryLine(
                    DiaryKind.Activity, a.Kind, a.Id, a.CustomerId, names.GetValueOrDefault(a.CustomerId), (a as Visit)?.Goal ?? (a as OtherActivity)?.Subject ?? a.Outcome ?? "",
                    a.At, a.PlannedMinutes ?? a.MinutesSpent, a.Place, EnumCode.Of(a.State), a.State == ActivityState.Planned && a.At < now))
                .Concat(tasks.Select(t => new DiaryLine(
                    DiaryKind.Task, null, t.Id, t.CustomerId, t.CustomerId is { } id ? names.GetValueOrDefault(id) : null, t.Title, t.DueAt, null, null, EnumCode.Of(t.State), t.IsOverdue(now))))
                .Concat(promises.Select(p => new DiaryLine(
                    DiaryKind.Promise, null, p.Id, p.CustomerId, names.GetValueOrDefault(p.CustomerId), p.Text, p.DueAt, null, null, EnumCode.Of(p.State), p.IsOverdue(now))))
                .OrderBy(line => line.At).ThenBy(line => line.Id),
        ];
    }
}
