using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>Does something to a complaint: finds it, compares its version, acts, settles, saves, and shows it.</summary>
internal sealed class Acting(ComplaintsDb db, ComplaintActs acts, Caller caller, TimeProvider time, IHttpContextAccessor http)
{
    public async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> OnAsync(
        Guid id, IfMatch ifMatch, Func<Complaint, string, DateTimeOffset, Refusal?> act, CancellationToken cancellationToken)
    {
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (!ifMatch.Matches(complaint)) return new Stale(complaint.Version);
        if (complaint.IsMerged) return new Refused(Complaint.Merged);
        if (act(complaint, caller.Subject, time.GetUtcNow()) is { } refusal)
            return refusal.Kind == RefusalKind.Invalid ? new Invalid(FieldErrors.Of(refusal), refusal.Code) : new Refused(refusal);
        await acts.SaveAsync(complaint, cancellationToken);
        return TypedResults.Ok(await ReadComplaints.ViewAsync(db, complaint, http.HttpContext!.Request, cancellationToken));
    }
}
