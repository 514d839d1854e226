using System.Globalization;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Steps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>S4: step 7 may follow within 30 days of the closing, and is chased; the last reminder goes to the manager.</summary>
internal sealed class ReviewPass(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, Roster roster, TimeProvider time, ILogger<ReviewPass> log)
    : Pass("reviews", scopes, options, time, log)
{
    private const int Chunk = 100;

    protected override async Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await db.AllComplaints.Where(complaint => complaint.ChaseAt <= now).OrderBy(complaint => complaint.ChaseAt).Take(Chunk).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        var page = await roster.ReadAsync(db, cancellationToken);
        foreach (var complaint in due)
        {
            complaint.ReviewChased();
            if (Reader(complaint, page) is not { Email: { } address } person) continue;
            db.Publish(new MailRequested(Guid.CreateVersion7(), "complaint-review-due", person.Language, address, null, new Dictionary<string, string>
            {
                ["number"] = complaint.Number.ToString(),
                ["dueAt"] = ReviewChase.DueAt(complaint.Course)?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            }, "staff", now), complaint.Id);
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count == Chunk;
    }

    private static KnownStaff? Reader(Complaint complaint, RosterPage page)
    {
        var holder = complaint.AssigneeId is { } id ? page.People.GetValueOrDefault(id) : null;
        if (complaint.ChaseAt is not null && holder is not null) return holder;
        return (holder?.ManagerId is { } manager ? page.People.GetValueOrDefault(manager) : null)
            ?? page.ManagersOf(complaint.Team).MinBy(person => person.StaffId, StringComparer.Ordinal) ?? holder;
    }
}
