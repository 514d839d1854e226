using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <param name="Level">1, the manager of whoever has it, or 2, the manager of that one.</param>
/// <param name="To">Token subject of who is to see it instead; needed at level 2 where nobody is known above level 1.</param>
public sealed record EscalateRequest(
    [property: Required, StringLength(4000, MinimumLength = 1)] string Reason, [property: Range(1, 2)] int Level = 1, [property: StringLength(100)] string? To = null);

public sealed record EscalationView(int Level, string? To, string Reason, string By, DateTimeOffset At, DateTimeOffset? EndedAt);

/// <summary>S5: hands a complaint up and takes it back.</summary>
internal static class Escalations
{
    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> EscalateAsync(
        Guid id, EscalateRequest request, IfMatch ifMatch, Acting acting, ComplaintsDb db, Roster roster, EscalationPath path, CancellationToken cancellationToken)
    {
        var page = await roster.ReadAsync(db, cancellationToken);
        if (request.To is not null && !page.People.ContainsKey(request.To))
            return new Invalid("to", $"'{request.To}' is no active member of staff.", "complaint.assignee-unknown");
        return await acting.OnAsync(id, ifMatch,
            (complaint, by, now) => path.HandUp(complaint, page, request.Level, request.To, request.Reason, by, now), cancellationToken);
    }

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> EndAsync(Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) => complaint.EndEscalation(now), cancellationToken);

    public static async Task<Results<Ok<Page<EscalationView>>, Missing>> ListAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var course = await db.Complaints.AsNoTracking().Where(c => c.Id == id).Select(c => c.Course).SingleOrDefaultAsync(cancellationToken);
        return course is null
            ? new Missing("complaint", id)
            : TypedResults.Ok(new Page<EscalationView>(
                [.. course.Escalations.Reverse().Select(e => new EscalationView(e.Level, e.To, e.Reason, e.By, e.At, e.EndedAt))], null));
    }
}
