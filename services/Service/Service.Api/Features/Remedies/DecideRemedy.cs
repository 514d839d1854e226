using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Remedies;

/// <summary>S6: approves, rejects or withdraws a remedy that waits.</summary>
internal static class DecideRemedy
{
    public static Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> ApproveAsync(
        Guid id, Guid remedyId, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken) =>
        OnAsync(id, remedyId, ifMatch, db, desk, async (row, complaint) => row.Remedy.Approve(
            desk.Decider, await desk.GrantedAsync(complaint, row.Kind, cancellationToken), await desk.LimitsAsync(cancellationToken)), cancellationToken);

    public static Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> RejectAsync(
        Guid id, Guid remedyId, RejectRemedyRequest request, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken) =>
        OnAsync(id, remedyId, ifMatch, db, desk, (row, _) => Task.FromResult(row.Remedy.Reject(desk.Decider, request.Reason)), cancellationToken);

    public static Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> WithdrawAsync(
        Guid id, Guid remedyId, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken) =>
        OnAsync(id, remedyId, ifMatch, db, desk, (row, _) => Task.FromResult(row.Remedy.Withdraw(desk.Decider.Id)), cancellationToken);

    private static async Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> OnAsync(
        Guid id, Guid remedyId, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, Func<RemedyRow, Complaint, Task<Outcome<Remedy>>> decide, CancellationToken cancellationToken)
    {
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (await desk.OfAll(complaint.RootId).SingleOrDefaultAsync(r => r.Id == remedyId, cancellationToken) is not { } row) return new Missing("remedy", remedyId);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var decided = await decide(row, complaint);
        if (decided.Refusal is { } refusal)
        {
            return refusal.Kind switch
            {
                RefusalKind.Forbidden => new Denied(refusal),
                RefusalKind.Invalid => new Invalid(FieldErrors.Of(refusal), refusal.Code),
                _ => new Refused(refusal),
            };
        }
        row.Take(decided.Value, desk.Now);
        // Under the version of the complaint, or of the one that carries on: two approvals at once cannot both stay within one limit.
        (complaint.IsMerged ? await db.AllComplaints.SingleAsync(c => c.Id == complaint.RootId, cancellationToken) : complaint).RemedyDecided();
        if (desk.Book(row, complaint) is { } unbooked) return new Refused(unbooked);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(RemedyView.Of(row, desk.Currency));
    }
}
