using System.ComponentModel.DataAnnotations;
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

public sealed record ReopenRequest([property: Required, StringLength(4000, MinimumLength = 1)] string Reason);

/// <summary>S4: reopens a closed complaint; the steps begin anew and the clocks go on.</summary>
internal static class ReopenComplaint
{
    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, ReopenRequest request, IfMatch ifMatch, ComplaintsDb db, Reopening reopening, Caller caller, TimeProvider time, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (!ifMatch.Matches(complaint)) return new Stale(complaint.Version);
        if (complaint.IsMerged) return new Refused(Complaint.Merged);
        if (await reopening.ReopenAsync(complaint, request.Reason, caller.Subject, time.GetUtcNow(), cancellationToken) is { } refusal)
            return refusal.Kind == RefusalKind.Invalid ? new Invalid(FieldErrors.Of(refusal), refusal.Code) : new Refused(refusal);
        return TypedResults.Ok(await ReadComplaints.ViewAsync(db, complaint, http, cancellationToken));
    }
}
