using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Levels;

/// <summary>S5: business calendars with holidays and time zones. A change computes the clocks of all open complaints anew.</summary>
internal static class Calendars
{
    public static async Task<Ok<Page<CalendarView>>> ListAsync(ComplaintsDb db, ClockShelf shelf, CancellationToken cancellationToken)
    {
        var rows = await db.Calendars.AsNoTracking().OrderBy(row => row.Code).ToListAsync(cancellationToken);
        var views = rows.ConvertAll(row => CalendarView.Of(row.Definition, row.Version));
        if (rows.TrueForAll(row => row.Code != CalendarRow.Standard)) views.Add(CalendarView.Of(shelf.DefaultCalendar, 0));
        return TypedResults.Ok(new Page<CalendarView>(views, null));
    }

    public static async Task<Results<Ok<CalendarView>, Missing>> OneAsync(string code, ComplaintsDb db, ClockShelf shelf, CancellationToken cancellationToken)
    {
        if (await db.Calendars.AsNoTracking().SingleOrDefaultAsync(row => row.Code == code, cancellationToken) is { } found) return TypedResults.Ok(CalendarView.Of(found.Definition, found.Version));
        return code == CalendarRow.Standard ? TypedResults.Ok(CalendarView.Of(shelf.DefaultCalendar, 0)) : new Missing("calendar", code);
    }

    public static async Task<Results<Created<CalendarView>, Ok<CalendarView>, Invalid, Stale>> PutAsync(
        string code, CalendarRequest request, IfMatch ifMatch, ComplaintsDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        if (code.Length > 60) return new Invalid("code", "A code has at most 60 characters.");
        if (CalendarForm.Read(code, request, out var definition) is { } errors) return new Invalid(errors, "calendar.invalid");
        var row = await db.Calendars.SingleOrDefaultAsync(calendar => calendar.Code == code, cancellationToken);
        if (!ifMatch.Matches(row)) return new Stale(row?.Version ?? 0);
        var entered = row is null;
        if (row is null) db.Calendars.Add(row = CalendarRow.Enter(definition));
        else row.Change(definition);
        await Resettling.QueueAsync(db, caller, time, signal, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var view = CalendarView.Of(row.Definition, row.Version);
        return entered ? TypedResults.Created($"/api/v1/calendars/{Uri.EscapeDataString(code)}", view) : TypedResults.Ok(view);
    }

    /// <summary>Complaints that ran by it run by the default one.</summary>
    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(
        string code, IfMatch ifMatch, ComplaintsDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        if (await db.Calendars.SingleOrDefaultAsync(calendar => calendar.Code == code, cancellationToken) is not { } row) return new Missing("calendar", code);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        db.Calendars.Remove(row);
        await Resettling.QueueAsync(db, caller, time, signal, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
