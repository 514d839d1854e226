using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>C20: what is open of somebody who was erased ends: nobody can be apologised to, and nothing can be given to them.</summary>
internal static class ErasedPeople
{
    /// <summary>Whether the person was erased, which may have been told of here before the erasure itself is.</summary>
    public static async Task<bool> IsOfNobodyLeftAsync(this ComplaintsDb db, Complaint complaint, CancellationToken cancellationToken) => complaint.IsErased
        || (complaint.CustomerId is { } id && await db.Customers.AnyAsync(customer => customer.CustomerId == id && customer.Status == CustomerStates.Erased, cancellationToken));

    /// <summary>Ends complaints and what waits for a decision of them; whoever calls settles and saves.</summary>
    public static async Task EndAsync(this ComplaintsDb db, IReadOnlyCollection<Complaint> complaints, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var complaint in complaints) complaint.EndWithErasure(at);
        var ids = complaints.Select(complaint => complaint.Id).ToArray();
        foreach (var remedy in await db.Remedies.Where(remedy => ids.Contains(remedy.ComplaintId)).ToListAsync(cancellationToken)) remedy.Take(remedy.Remedy.Lapse(), at);
    }

    /// <summary>
    /// What was left open by an erasure from before erasures ended complaints, with when that was. The summary was replaced, and by no person: so the
    /// history says; somebody may have called a complaint "erased" by hand.
    /// </summary>
    public static async Task<List<(Complaint Complaint, DateTimeOffset At)>> LeftOpenAsync(this ComplaintsDb db, int most, CancellationToken cancellationToken)
    {
        var left = await LeftOpen(db).Take(most).ToListAsync(cancellationToken);
        var ids = left.ConvertAll(row => row.Id);
        var complaints = await db.AllComplaints.Where(complaint => ids.Contains(complaint.Id)).ToDictionaryAsync(complaint => complaint.Id, cancellationToken);
        return left.ConvertAll(row => (complaints[row.Id], row.At));
    }

    internal sealed record Left(Guid Id, DateTimeOffset At);

    internal static IQueryable<Left> LeftOpen(ComplaintsDb db)
    {
        var bySystem = db.Changes.Where(change => change.By.StartsWith("system:") && change.Fields != null && change.Fields.Contains("\"summary\""));
        return db.AllComplaints.Where(complaint => complaint.Summary == Complaint.Erased && complaint.IsOpen && bySystem.Any(change => change.Subject == complaint.Id))
            .Select(complaint => new Left(complaint.Id, bySystem.Where(change => change.Subject == complaint.Id).Min(change => change.At)));
    }
}
