using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Absences;

/// <param name="StaffId">Token subject of who is away.</param>
/// <param name="To">The end; it does not belong to the absence.</param>
/// <param name="HandsOver">Whether their open complaints are offered to others when it begins.</param>
public sealed record AbsenceRequest(
    [property: Required, StringLength(100)] string StaffId, DateTimeOffset From, DateTimeOffset To, [property: StringLength(200)] string? Reason = null, bool HandsOver = true);

public sealed record AbsenceView(Guid Id, string StaffId, DateTimeOffset From, DateTimeOffset To, string? Reason, bool HandsOver, long Version) : IVersionedView
{
    internal static AbsenceView Of(AbsenceRow row) => new(row.Id, row.StaffId, row.From, row.To, row.Reason, row.HandsOver, row.Version);
}

/// <summary>S3: who is away gets nothing, and what they have in hand is offered to others when their absence begins.</summary>
internal static class AbsencesEndpoints
{
    public static void MapAbsences(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/absences").WithTags("Assignment").RequirePermission(Permissions.ComplaintsAssign);
        group.MapGet("", ListAsync).WithName("list-absences").WithSummary("Absences that have not ended.");
        group.MapPost("", AddAsync).WithName("add-absence").WithSummary("Enters an absence.");
        group.MapDelete("/{id:guid}", RemoveAsync).RequireIfMatch().WithName("remove-absence").WithSummary("Takes an absence back, or ends it early.");
    }

    private static async Task<Ok<Page<AbsenceView>>> ListAsync(
        ComplaintsDb db, Cursors cursors, TimeProvider time, CancellationToken cancellationToken, [StringLength(100)] string? staffId = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"absences:{staffId}";
        var (now, after) = (time.GetUtcNow(), cursors.KeyOf(cursor, list) ?? 0);
        var absences = db.Absences.AsNoTracking().Where(absence => absence.To > now && absence.Key > after);
        if (staffId is not null) absences = absences.Where(absence => absence.StaffId == staffId);
        var rows = await absences.OrderBy(absence => absence.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, absence => absence.Key, AbsenceView.Of));
    }

    private static async Task<Results<Created<AbsenceView>, Invalid>> AddAsync(AbsenceRequest request, ComplaintsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.To <= request.From) return new Invalid("to", "An absence ends after it begins.", "absence.empty");
        if (request.To <= time.GetUtcNow()) return new Invalid("to", "An absence that is over changes nothing.", "absence.past");
        if (!await db.Staff.AnyAsync(person => person.StaffId == request.StaffId, cancellationToken))
            return new Invalid("staffId", $"'{request.StaffId}' is no member of staff.", "absence.staff-unknown");
        var row = AbsenceRow.Enter(request.StaffId, request.From, request.To, request.Reason, request.HandsOver);
        db.Absences.Add(row);
        if (request.HandsOver) db.Handovers.Add(new Handover { StaffId = row.StaffId, DueAt = row.From, AbsenceId = row.Id });
        await Stamps.RenewAsync(db, Stamps.Roster, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created("/api/v1/absences", AbsenceView.Of(row));
    }

    private static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid id, IfMatch ifMatch, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await db.Absences.SingleOrDefaultAsync(absence => absence.Id == id, cancellationToken) is not { } row) return new Missing("absence", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        db.Absences.Remove(row);
        db.Handovers.RemoveRange(await db.Handovers.Where(handover => handover.AbsenceId == id).ToListAsync(cancellationToken));
        await Stamps.RenewAsync(db, Stamps.Roster, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
