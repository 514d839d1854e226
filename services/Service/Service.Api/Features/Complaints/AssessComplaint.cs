using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

/// <summary>S2: takes over how a person judges a complaint (PATCH), acknowledges it, and waits for the customer or no longer does.</summary>
internal static class AssessComplaint
{
    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, MergePatch<AssessmentRequest> patch, IfMatch ifMatch, Acting acting, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } complaint) return new Missing("complaint", id);
        if (!ifMatch.Matches(complaint)) return new Stale(complaint.Version);
        if (!patch.TryApply(AssessmentRequest.Of(complaint), out var request, out var problem)) return problem!;
        if (string.IsNullOrWhiteSpace(request.Summary)) return new Invalid("summary", "A summary says in a line what is complained of.", "complaint.summary-empty");
        if (request.SubCategory != complaint.SubCategory || request.Category != complaint.Category)
        {
            if (await SubCategories.WhyNotAsync(db, request.Category, request.SubCategory, cancellationToken) is { } unknown) return new Invalid(unknown);
        }
        return await acting.OnAsync(id, new IfMatch(complaint.Version), (found, _, now) => found.Assess(request.ToDomain(), now), cancellationToken);
    }

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> AcknowledgeAsync(
        Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) =>
        {
            complaint.Acknowledge(now);
            return null;
        }, cancellationToken);

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> WaitAsync(
        Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) => complaint.Wait(now), cancellationToken);

    public static Task<Results<Ok<ComplaintView>, Missing, Invalid, Refused, Stale>> ResumeAsync(
        Guid id, IfMatch ifMatch, Acting acting, CancellationToken cancellationToken) =>
        acting.OnAsync(id, ifMatch, (complaint, _, now) => complaint.Resume(now), cancellationToken);
}
