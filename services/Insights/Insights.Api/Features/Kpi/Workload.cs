using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Kpi;

/// <param name="CapacityMinutes">By the shifts of the person's week; 0, and no load, for whoever has none in the staff register.</param>
/// <param name="PlannedMinutes">Visits, tasks and complaints at the minutes they are reckoned with.</param>
/// <param name="TasksDue">On that day and still open; what is overdue weighs on today.</param>
/// <param name="OpenComplaints">In the person's hands today; they weigh on today.</param>
public sealed record WorkloadDayView(
    string StaffId, string Name, string Team, DateOnly Day, int CapacityMinutes, int PlannedMinutes, int Visits, int TasksDue, int OpenComplaints, double? Load);

public sealed record WorkloadView(RangeView Range, string TimeZone, [property: CsvTable] IReadOnlyList<WorkloadDayView> Days);

/// <summary>I12: workload per person and day, for scheduling.</summary>
internal static class Workload
{
    private const int MostDays = 62;

    public static async Task<Ok<WorkloadView>> HandleAsync(
        InsightsDb db, Caller caller, OrganisationCalendar calendar, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, [StringLength(60)] string? team = null, [StringLength(100)] string? person = null)
    {
        var today = calendar.Today;
        var days = Days.Of(from ?? today, to ?? (from ?? today).AddDays(6), today, 7, MostDays);
        var asked = new AskedDays(days, calendar, true);
        var staff = await db.Staff.AsNoTracking().Where(s => s.Active && (team == null || s.Team == team) && (person == null || s.StaffId == person)).OrderBy(s => s.StaffId).ToListAsync(cancellationToken);
        staff.RemoveAll(s => !caller.SeesAll && s.StaffId != caller.Subject && !(caller.SeesTeam && s.Team == caller.TeamOrNone));
        var (first, last) = asked.Touched;
        var (start, end) = (asked.Start, asked.End);
        var visits = (await db.Activities.AsNoTracking().Where(a => a.Kind == "visit" && a.State != "missed" && a.State != "cancelled" && a.Day >= first && a.Day <= last)
            .Select(a => new { a.OwnerId, a.Day, Minutes = a.Minutes }).ToListAsync(cancellationToken)).ToLookup(a => (a.OwnerId, a.Day), a => a.Minutes ?? options.Value.VisitMinutes);
        // What is overdue is to be done today: it stands there and on no day that has gone by.
        var ids = staff.Select(s => s.StaffId).ToArray();
        var (now, isNow) = (calendar.StartOf(today), today >= days.From && today <= days.To);
        var open = db.Tasks.AsNoTracking().Where(t => t.State == "open" && EF.Parameter(ids).Contains(t.AssigneeId));
        var overdue = isNow
            ? await open.Where(t => t.DueAt < now).GroupBy(t => t.AssigneeId).Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(t => t.Key, t => t.Count, cancellationToken)
            : [];
        var since = isNow ? now : start;
        var tasks = (await open.Where(t => t.DueAt >= since && t.DueAt < end).Select(t => new { t.AssigneeId, t.DueAt }).ToListAsync(cancellationToken))
            .ToLookup(t => (t.AssigneeId, calendar.DayOf(t.DueAt).DayNumber));
        var complaints = await db.Complaints.AsNoTracking().Where(c => c.State != "closed" && c.AssigneeId != null).GroupBy(c => c.AssigneeId!)
            .Select(same => new { same.Key, Count = same.Count() }).ToDictionaryAsync(c => c.Key, c => c.Count, cancellationToken);
        var rows = new List<WorkloadDayView>();
        foreach (var s in staff)
        {
            var shifts = JsonSerializer.Deserialize<List<StaffShift>>(s.Shifts, Json.Tolerant)!;
            for (var day = days.From; day <= days.To; day = day.AddDays(1))
            {
                var (held, due) = (visits[(s.StaffId, day.DayNumber)].ToList(), tasks[(s.StaffId, day.DayNumber)].Count() + (day == today ? overdue.GetValueOrDefault(s.StaffId) : 0));
                var unsettled = day == today ? complaints.GetValueOrDefault(s.StaffId) : 0;
                var planned = held.Sum() + due * options.Value.TaskMinutes + unsettled * options.Value.ComplaintMinutes;
                var capacity = CapacityOn(day, shifts);
                rows.Add(new WorkloadDayView(s.StaffId, s.Name, s.Team, day, capacity, planned, held.Count, due, unsettled, capacity == 0 ? null : Math.Round((double)planned / capacity, 4)));
            }
        }
        return TypedResults.Ok(new WorkloadView(RangeView.Of(days), calendar.Zone, rows));
    }

    // A shift that ends on the next day counts with the day it begins on.
    private static int CapacityOn(DateOnly day, List<StaffShift> shifts) => shifts.Where(shift => shift.Day.Equals(day.DayOfWeek.ToString(), StringComparison.OrdinalIgnoreCase))
        .Sum(shift => shift.To > shift.From ? shift.To - shift.From : shift.To + 1440 - shift.From);
}
