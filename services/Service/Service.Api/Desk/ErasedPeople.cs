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

    internal sealed class Left
    {
        public Guid Id { get; init; }

        /// <summary>Of the erasure.</summary>
        public DateTimeOffset At { get; init; }
    }

    /// <summary>What was left open by an erasure from before erasures ended complaints, with when that was: then the summary was replaced, so the history says.</summary>
    public static IQueryable<Left> LeftOpen(this ComplaintsDb db)
    {
        var ofErased = db.Customers.Where(customer => customer.Status == CustomerStates.Erased);
        var bySystem = db.Changes.Where(change => change.By.StartsWith("system:") && change.Fields != null && change.Fields.Contains("\"summary\""));
        return db.AllComplaints.Where(complaint => complaint.IsOpen && complaint.Summary == Complaint.Erased && ofErased.Any(customer => customer.CustomerId == complaint.CustomerId)
                && bySystem.Any(change => change.Subject == complaint.Id))
            .Select(complaint => new Left { Id = complaint.Id, At = bySystem.Where(change => change.Subject == complaint.Id).Min(change => change.At) });
    }
}
