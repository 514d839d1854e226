using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.Service.Domain.Steps;
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
        OnAsync(id, remedyId, ifMatch, db, desk, async (row, root) => await db.IsOfNobodyLeftAsync(root, cancellationToken) ? StepRules.Erased : row.Remedy.Approve(
            desk.Decider, await desk.GrantedAsync(root, row.Kind, cancellationToken), await desk.LimitsAsync(cancellationToken)), cancellationToken);

    public static Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> RejectAsync(
        Guid id, Guid remedyId, RejectRemedyRequest request, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken) =>
        OnAsync(id, remedyId, ifMatch, db, desk, (row, _) => Task.FromResult(row.Remedy.Reject(desk.Decider, request.Reason)), cancellationToken);

    public static Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> WithdrawAsync(
        Guid id, Guid remedyId, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken) =>
        OnAsync(id, remedyId, ifMatch, db, desk, (row, _) => Task.FromResult(row.Remedy.Withdraw(desk.Decider.Id)), cancellationToken);

    private static async Task<Results<Ok<RemedyView>, Missing, Invalid, Denied, Refused, Stale>> OnAsync(
        Guid id, Guid remedyId, IfMatch ifMatch, ComplaintsDb db, RemedyDesk desk, Func<RemedyRow, Complaint, Task<Outcome<Remedy>>> decide, CancellationToken cancellationToken)
    {
        if (!await db.Complaints.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("complaint", id);
        // The complaint, or the one that carries on. Its version is read before what was granted: two approvals at once cannot both stay within one limit.
        var root = await db.AllComplaints.SingleAsync(c => c.Id == db.AllComplaints.Where(one => one.Id == id).Select(one => one.RootId).First(), cancellationToken);
        if (await desk.OfAll(root.Id).SingleOrDefaultAsync(r => r.Id == remedyId, cancellationToken) is not { } row) return new Missing("remedy", remedyId);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        var decided = await decide(row, root);
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
        root.RemedyDecided();
        if (desk.Book(row) is { } unbooked) return new Refused(unbooked);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(RemedyView.Of(row, desk.Currency));
    }
}
