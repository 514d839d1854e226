using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Passes;

internal static class Customers
{
    /// <summary>The customer's class of each of these complaints, by the complaint's id.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> ClassesAsync(ComplaintsDb db, IReadOnlyList<Complaint> complaints, CancellationToken cancellationToken)
    {
        var ids = complaints.Select(complaint => complaint.CustomerId).OfType<Guid>().Distinct().ToArray();
        var classes = await db.Customers.Where(customer => ids.Contains(customer.CustomerId))
            .ToDictionaryAsync(customer => customer.CustomerId, customer => customer.Class, cancellationToken);
        return complaints.Where(complaint => complaint.CustomerId is { } id && classes.ContainsKey(id)).ToDictionary(complaint => complaint.Id, complaint => classes[complaint.CustomerId!.Value]);
    }
}
