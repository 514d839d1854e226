using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Remedies;

/// <summary>S6: proposes a remedy; within one's limit it is granted and booked at once, above it waits for a second pair of eyes.</summary>
internal static class ProposeRemedy
{
    private const int Attempts = 5;

    public static async Task<Results<Created<RemedyView>, Missing, Invalid, Refused>> HandleAsync(
        Guid id, RemedyRequest request, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(id, request, db, desk, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another remedy of this complaint was decided at the same moment; it counts towards the limit.
                await db.RollbackAsync();
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task<Results<Created<RemedyView>, Missing, Invalid, Refused>> OnceAsync(
        Guid id, RemedyRequest request, ComplaintsDb db, RemedyDesk desk, CancellationToken cancellationToken)
    {
        if (await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (complaint.IsMerged) return new Refused(Complaint.Merged);
        if (await db.IsOfNobodyLeftAsync(complaint, cancellationToken)) return new Refused(StepRules.Erased);
        if (complaint.CustomerId is null && request.Kind != RemedyKind.Apology)
            return new Refused("remedy.no-customer", "The complaint is of nobody we know; say whose it is before something is given.");
        var granted = await desk.GrantedAsync(complaint, request.Kind, cancellationToken);
        var proposed = Remedy.Propose(new RemedyTerms(request.Kind, request.Amount, request.Reason.Trim()), desk.Decider, granted, await desk.LimitsAsync(cancellationToken));
        if (proposed.Refusal is { } refusal) return new Invalid(FieldErrors.Of(refusal), refusal.Code);
        var row = RemedyRow.Of(complaint.Id, complaint.CustomerId, proposed.Value, desk.Now);
        db.Remedies.Add(row);
        complaint.RemedyDecided();
        if (desk.Book(row) is { } unbooked) return new Refused(unbooked);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/complaints/{id}/remedies/{row.Id}", RemedyView.Of(row, desk.Currency));
    }
}
