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
/// <param name="Title">What it is about; of a call that has not taken place its purpose, in the language asked for.</param>
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
        EngagementDb db, Caller caller, HttpRequest http, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken, DateOnly? date = null, [StringLength(100)] string? ownerId = null)
    {
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var day = date ?? calendar.DateAt(time.GetUtcNow());
        return TypedResults.Ok((await DaysAsync(day, 1, ownerId ?? caller.Subject, db, calendar, time.GetUtcNow(), http.Language(), cancellationToken))[0]);
    }

    /// <summary>From Monday to Sunday.</summary>
    public static async Task<Ok<DiaryWeek>> WeekAsync(
        EngagementDb db, Caller caller, HttpRequest http, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken, DateOnly? date = null, [StringLength(100)] string? ownerId = null)
    {
        var calendar = await db.WorkCalendarAsync(options.Value.TimeZone, cancellationToken);
        var day = date ?? calendar.DateAt(time.GetUtcNow());
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return TypedResults.Ok(new DiaryWeek(monday, await DaysAsync(monday, 7, ownerId ?? caller.Subject, db, calendar, time.GetUtcNow(), http.Language(), cancellationToken)));
    }

    /// <summary>Tasks and promises past their day, and appointments nobody has said anything of; the oldest first.</summary>
    public static async Task<Ok<OverdueView>> OverdueAsync(EngagementDb db, Caller caller, HttpRequest http, TimeProvider time, CancellationToken cancellationToken, [StringLength(100)] string? ownerId = null)
    {
        var (owner, now) = (ownerId ?? caller.Subject, time.GetUtcNow());
        var lines = await LinesAsync(
            db,
            db.Activities.Where(a => a.OwnerId == owner && a.At < now && a.State == ActivityState.Planned).OrderBy(a => a.At).Take(MostLines + 1),
            db.Tasks.Where(t => t.AssigneeId == owner && t.State == TaskState.Open && t.DueAt < now).OrderBy(t => t.DueAt).Take(MostLines + 1),
            db.Promises.Where(p => p.OwnerId == owner && p.DueAt < now && p.State == PromiseState.Given).OrderBy(p => p.DueAt).Take(MostLines + 1),
            now, http.Language(), cancellationToken);
        return TypedResults.Ok(new OverdueView([.. lines.Take(MostLines)], lines.Count > MostLines));
    }

    private static async Task<List<DiaryDay>> DaysAsync(
        DateOnly first, int count, string owner, EngagementDb db, WorkCalendar calendar, DateTimeOffset now, Language language, CancellationToken cancellationToken)
    {
        var (from, to) = (calendar.DayBegins(first), calendar.DayBegins(first.AddDays(count)));
        var lines = (await LinesAsync(
            db,
            db.Activities.Where(a => a.OwnerId == owner && a.At >= from && a.At < to && a.State != ActivityState.Cancelled),
            db.Tasks.Where(t => t.AssigneeId == owner && t.State == TaskState.Open && t.DueAt >= from && t.DueAt < to),
            db.Promises.Where(p => p.OwnerId == owner && p.State == PromiseState.Given && p.DueAt >= from && p.DueAt < to),
            now, language, cancellationToken)).ToLookup(line => calendar.DateAt(line.At));
        return [.. Enumerable.Range(0, count).Select(first.AddDays).Select(day => new DiaryDay(day, calendar.IsWorkingDay(day), [.. lines[day]]))];
    }

    // What a line shows is read and nothing else: an activity alone has some forty columns.
    private static async Task<List<DiaryLine>> LinesAsync(
        EngagementDb db, IQueryable<Activity> activities, IQueryable<WorkTask> tasks, IQueryable<Promise> promises, DateTimeOffset now, Language language, CancellationToken cancellationToken)
    {
        var appointments = await activities.Select(a => new
        {
            a.Id,
            a.Kind,
            a.Purpose,
            a.CustomerId,
            a.At,
            a.State,
            Minutes = a.PlannedMinutes ?? a.MinutesSpent,
            a.Place,
            a.Outcome,
            (a as Visit)!.Goal,
            Meeting = (a as Meeting)!.Details,
            Email = (a as Email)!.Details,
            Web = (a as WebContact)!.Details,
            Fax = (a as Fax)!.Details,
            Event = (a as EventAttendance)!.Details,
        }).ToListAsync(cancellationToken);
        var toDo = await tasks.Select(t => new
        {
            t.Id,
            t.CustomerId,
            t.Title,
            t.DueAt,
            t.State,
        }).ToListAsync(cancellationToken);
        var promised = await promises.Select(p => new
        {
            p.Id,
            p.CustomerId,
            p.Text,
            p.DueAt,
            p.State,
        }).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(
            appointments.Select(a => a.CustomerId).Concat(toDo.Select(t => t.CustomerId).OfType<Guid>()).Concat(promised.Select(p => p.CustomerId)), cancellationToken);
        string? NameOf(Guid? customer) => customer is { } id ? names.GetValueOrDefault(id) : null;
        return
        [
            .. appointments.Select(a => new DiaryLine(
                    DiaryKind.Activity, a.Kind, a.Id, a.CustomerId, NameOf(a.CustomerId),
                    a.Goal ?? OtherActivity.SubjectIn((object?)a.Meeting ?? (object?)a.Email ?? (object?)a.Web ?? (object?)a.Fax ?? a.Event) ?? a.Outcome
                        ?? (a is { Kind: ActivityKind.Call, State: not ActivityState.Done } ? Terms.Name(a.Purpose, language) : ""),
                    a.At, a.Minutes, a.Place, EnumCode.Of(a.State), a.State == ActivityState.Planned && a.At < now))
                .Concat(toDo.Select(t => new DiaryLine(DiaryKind.Task, null, t.Id, t.CustomerId, NameOf(t.CustomerId), t.Title, t.DueAt, null, null, EnumCode.Of(t.State), t.DueAt < now)))
                .Concat(promised.Select(p => new DiaryLine(DiaryKind.Promise, null, p.Id, p.CustomerId, NameOf(p.CustomerId), p.Text, p.DueAt, null, null, EnumCode.Of(p.State), p.DueAt < now)))
                .OrderBy(line => line.At).ThenBy(line => line.Id),
        ];
    }
}
