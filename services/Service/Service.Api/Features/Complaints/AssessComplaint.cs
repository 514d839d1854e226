using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>S2: takes over how a person judges a complaint (PATCH), acknowledges it, and waits for the customer or no longer does.</summary>
internal static class AssessComplaint
{
    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, MergePatch<AssessmentRequest> patch, IfMatch ifMatch, Acting acting, ComplaintsDb db, CustomerDirectory customers, Caller caller, CancellationToken cancellationToken)
    {
        if (await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (!ifMatch.Matches(complaint)) return new Stale(complaint.Version);
        if (!patch.TryApply(AssessmentRequest.Of(complaint), out var request, out var problem)) return problem!;
        if (string.IsNullOrWhiteSpace(request.Summary)) return new Invalid("summary", "A summary says in a line what is complained of.", "complaint.summary-empty");
        if (request.SubCategory != complaint.SubCategory || request.Category != complaint.Category)
        {
            if (await SubCategories.WhyNotAsync(db, request.Category, request.SubCategory, cancellationToken) is { } unknown) return new Invalid(unknown);
        }
        if (request.Calendar != complaint.Calendar && await BusinessCalendars.WhyNotAsync(db, request.Calendar, cancellationToken) is { } noCalendar) return new Invalid(noCalendar);
        // C16: whoever was merged is who stands for them now.
        if (request.CustomerId == complaint.CustomerId || (request.CustomerId is { } named && complaint.CustomerId is not null && await db.StandsAsAsync(named, cancellationToken) == complaint.CustomerId))
            return await acting.OnAsync(id, new IfMatch(complaint.Version), (found, _, now) => found.Assess(request.ToDomain(), now), cancellationToken);

        // S1: whoever was nobody we know may be found out to be somebody; what was told of one customer is not told of another.
        if (complaint.CustomerId is not null) return new Invalid("customerId", "A complaint stays with its customer.", "complaint.customer-fixed");
        if (await customers.FindAsync(request.CustomerId!.Value, cancellationToken) is not { IsGone: false } customer || !customer.IsSeenBy(caller))
            return new Invalid("customerId", $"There is no customer '{request.CustomerId}' that you may see.", "complaint.customer-unknown");
        var duplicates = await db.AllComplaints.Where(c => c.RootId == id && c.Id != id).ToListAsync(cancellationToken);
        return await acting.OnAsync(id, new IfMatch(complaint.Version), (found, by, now) =>
        {
            // S9: they are one conversation, and one customer's.
            if (!Complaint.AreOfOne(duplicates, customer.CustomerId)) return Complaint.OfAnother;
            if (found.Assess(request.ToDomain(), now) is { } refusal) return refusal;
            found.BelongTo(customer.CustomerId, customer.Class);
            foreach (var duplicate in duplicates)
            {
                if (duplicate.CustomerId is null)
                {
                    duplicate.BelongTo(customer.CustomerId, customer.Class);
                    db.Tell(duplicate);
                }
                // Told once already, when nobody knew whose the one was that carries on: of the two one counts.
                db.Publish(new ComplaintMerged(duplicate.Id, customer.CustomerId, duplicate.Number.ToString(), found.Id, now), duplicate.Id);
            }
            db.Publish(new ComplaintAttributed(
                found.Id, customer.CustomerId, found.Number.ToString(), EnumCode.Of(found.Category), EnumCode.Of(found.Severity), found.Summary, found.OpenedAt, by, now,
                found.IsImported), found.Id);
            return null;
        }, cancellationToken);
    }

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> AcknowledgeAsync(
        Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) => complaint.Acknowledge(now), cancellationToken);

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> WaitAsync(
        Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) => complaint.Wait(now), cancellationToken);

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> ResumeAsync(
        Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) => complaint.Resume(now), cancellationToken);
}
