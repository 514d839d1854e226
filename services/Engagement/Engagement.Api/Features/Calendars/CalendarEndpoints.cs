using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Idempotency;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Calendars;

internal static class CalendarEndpoints
{
    public static void MapCalendar(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/calendar").WithTags("Calendar").RequirePermission(Permissions.TasksRead);
        group.MapGet("/day", Diary.DayAsync).WithName("my-day").WithSummary("A day of a diary: appointments, tasks, promises.");
        group.MapGet("/week", Diary.WeekAsync).WithName("my-week").WithSummary("A week of a diary, Monday to Sunday.");
        group.MapGet("/overdue", Diary.OverdueAsync).WithName("my-overdue").WithSummary("What is overdue, oldest first.");
        group.MapGet("/link", Links.ReadAsync).WithName("get-calendar-link").WithSummary("Whether there is a link to the calendar feed.");
        group.MapPost("/link", Links.CreateAsync).ShowsSecret().WithName("create-calendar-link").WithSummary("Makes a secret link to the calendar feed; an earlier one is revoked.").AgainWhenContended();
        group.MapDelete("/link", Links.RevokeAsync).RequireIfMatch().WithName("revoke-calendar-link").WithSummary("Revokes the link.");
    }

    /// <summary>Calendars of others bring no token; the link is the proof.</summary>
    public static void MapCalendarFeed(this WebApplication app) =>
        app.MapGet("/api/v1/public/engagement/calendar/{secret}.ics", Feed.HandleAsync).AllowAnonymous().WithTags("Calendar")
            .WithName("calendar-feed").WithSummary("The iCalendar feed behind a secret link.");
}
