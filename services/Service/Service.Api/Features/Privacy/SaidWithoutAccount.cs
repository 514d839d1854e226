using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Privacy;

/// <summary>C20: complaints of somebody who gave a phone number or a mail address and was matched with no customer.</summary>
internal sealed class SaidWithoutAccount(ComplaintsDb db, IOptions<ComplaintsOptions> options)
{
    /// <param name="reached">The numbers (E.164) and addresses the person has and had.</param>
    public async Task<List<Complaint>> OfAsync(IReadOnlyCollection<string> reached, CancellationToken cancellationToken)
    {
        if (reached.Count == 0) return [];
        var theirs = reached.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ids = new List<Guid>();
        var reporters = db.AllComplaints.AsNoTracking().Where(c => c.CustomerId == null && (c.ReporterEmail != null || c.ReporterPhone != null)).Select(c => new { c.Id, c.ReporterEmail, c.ReporterPhone });
        await foreach (var reporter in reporters.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if ((reporter.ReporterEmail is { } email && theirs.Contains(email.Trim())) || (reporter.ReporterPhone is { } phone && Phone.ToE164(phone, options.Value.Region) is { } number && theirs.Contains(number)))
                ids.Add(reporter.Id);
        }
        return ids.Count == 0 ? [] : await db.AllComplaints.Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken);
    }
}
