using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Complaints;

internal static class ReadComplaints
{
    public static async Task<Results<Ok<ComplaintView>, Missing>> OneAsync(Guid id, ComplaintsDb db, HttpRequest http, CancellationToken cancellationToken) =>
        await db.Complaints.AsNoTracking().SingleOrDefaultAsync(complaint => complaint.Id == id, cancellationToken) is { } found
            ? TypedResults.Ok(await ViewAsync(db, found, http, cancellationToken))
            : new Missing("complaint", id);

    /// <summary>S1: by the number as a person types or dictates it: any case, spaces, dashes, letters that look like our digits.</summary>
    public static async Task<Results<Ok<ComplaintView>, Missing, Invalid>> ByNumberAsync(string number, ComplaintsDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        var read = ComplaintNumber.Parse(number);
        if (read.Refusal is { } refusal) return new Invalid(refusal);
        var value = read.Value.Value;
        return await db.Complaints.AsNoTracking().SingleOrDefaultAsync(complaint => complaint.NumberValue == value, cancellationToken) is { } found
            ? TypedResults.Ok(await ViewAsync(db, found, http, cancellationToken))
            : new Missing("complaint", number);
    }

    public static async Task<ComplaintView> ViewAsync(ComplaintsDb db, Complaint complaint, HttpRequest http, CancellationToken cancellationToken)
    {
        var name = complaint.CustomerId is { } customer
            ? await db.Customers.Where(known => known.CustomerId == customer).Select(known => known.Name).SingleOrDefaultAsync(cancellationToken)
            : null;
        return ComplaintView.Of(complaint, name, http.Language(), await DuplicatesAsync(db, complaint.Id, cancellationToken));
    }

    private static async Task<IReadOnlyList<DuplicateView>> DuplicatesAsync(ComplaintsDb db, Guid root, CancellationToken cancellationToken)
    {
        var merged = await db.Complaints.AsNoTracking().Where(complaint => complaint.RootId == root && complaint.Id != root).OrderBy(complaint => complaint.Key).Take(Paging.MaxLimit)
            .Select(complaint => new { complaint.Id, complaint.NumberValue, complaint.Summary, complaint.Channel, complaint.OpenedAt, complaint.MergedAt }).ToListAsync(cancellationToken);
        return [.. merged.Select(one => new DuplicateView(one.Id, ComplaintNumber.FromValue(one.NumberValue).ToString(), one.Summary, one.Channel, one.OpenedAt, one.MergedAt))];
    }
}
