using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Clocks;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>When a milestone of a clock was or will be reached, and whether it has been dealt with.</summary>
public sealed record MilestoneView(Milestone Milestone, DateTimeOffset? At, bool Fired);

/// <summary>One clock; times in minutes of business time.</summary>
public sealed record ClockView(
    ClockState State, double TargetMinutes, double UsedMinutes, double RemainingMinutes, DateTimeOffset? DueAt, bool Breached, IReadOnlyList<MilestoneView> Milestones);

/// <summary>S5: both clocks of a complaint, computed from all that happened to it.</summary>
public sealed record ClocksView(string Calendar, ClockView FirstResponse, ClockView Resolution);

internal static class ReadClocks
{
    public static async Task<Results<Ok<ClocksView>, Missing>> HandleAsync(
        Guid id, ComplaintsDb db, ClockShelf shelf, TimeProvider time, CancellationToken cancellationToken)
    {
        var found = await db.Complaints.AsNoTracking().Where(c => c.Id == id)
            .Select(c => new { c.ClockLog, c.ResponseMilestones, c.ResolutionMilestones }).SingleOrDefaultAsync(cancellationToken);
        var rules = await shelf.ReadAsync(db, cancellationToken);
        if (found is null || ComplaintClocks.From(found.ClockLog, rules.Levels, rules.Calendars) is not { } clocks) return new Missing("complaint", id);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new ClocksView(
            clocks.CalendarId, View(clocks.FirstResponse, found.ResponseMilestones, now), View(clocks.Resolution, found.ResolutionMilestones, now)));
    }

    private static ClockView View(ServiceClock clock, MilestoneSet fired, DateTimeOffset now) => new(
        clock.State, clock.Target.TotalMinutes, clock.UsedAt(now).TotalMinutes, clock.RemainingAt(now).TotalMinutes, clock.DueAt, clock.IsBreachedAt(now),
        [.. Enum.GetValues<Milestone>().Select(milestone => new MilestoneView(milestone, clock.MilestoneAt(milestone), fired.Has(milestone)))]);
}
