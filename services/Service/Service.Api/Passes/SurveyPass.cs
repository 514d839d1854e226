using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>S7: asks after closings, visits and purchases, and reminds once of what was not answered.</summary>
internal sealed class SurveyPass(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, TimeProvider time, ILogger<SurveyPass> log) : Pass("surveys", scopes, options, time, log)
{
    private const int Chunk = 100;

    protected override async Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var desk = scope.GetRequiredService<SurveyDesk>();
        return await AskAsync(db, desk, cancellationToken) || await RemindAsync(db, desk, cancellationToken);
    }

    private async Task<bool> AskAsync(ComplaintsDb db, SurveyDesk desk, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await db.SurveysDue.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(Chunk).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        var ids = due.Select(row => row.CustomerId).Distinct().ToArray();
        // C16: whoever was merged meanwhile is asked as who they are now.
        var customers = await db.StandForAsync(ids, cancellationToken);
        var surveys = new Dictionary<SurveyOccasion, SurveyRow?>();
        var asked = new HashSet<Guid>();
        foreach (var row in due)
        {
            db.SurveysDue.Remove(row);
            if (!surveys.TryGetValue(row.Occasion, out var survey)) surveys[row.Occasion] = survey = await SurveyDesk.SentAsync(db, row.Occasion, cancellationToken);
            if (survey is null || !customers.TryGetValue(row.CustomerId, out var customer)) continue;
            // Reopened or merged meanwhile: it is not over, and the customer is asked when it is, or when what it was merged into is.
            if (row.ComplaintId is { } complaint && !await db.AllComplaints.AnyAsync(c => c.Id == complaint && c.State == ComplaintStatus.Closed && c.MergedAt == null, cancellationToken)) continue;
            if (asked.Add(customer.CustomerId)) await desk.InviteAsync(survey, customer, row.ComplaintId, cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count == Chunk;
    }

    private async Task<bool> RemindAsync(ComplaintsDb db, SurveyDesk desk, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await db.Invitations.Where(row => row.RemindAt <= now).OrderBy(row => row.RemindAt).Take(Chunk).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        foreach (var row in due)
        {
            row.RemindAt = null;
            if (row.AnsweredAt is not null || now >= row.ExpiresAt) continue;
            var survey = await db.Surveys.AsNoTracking().SingleAsync(s => s.SurveyKey == row.SurveyKey && s.Number == row.SurveyNumber, cancellationToken);
            var name = await db.Customers.Where(customer => customer.CustomerId == row.CustomerId).Select(customer => customer.Name).SingleOrDefaultAsync(cancellationToken);
            row.RemindedAt = now;
            await desk.MailAsync("survey-reminder", row, survey.Definition, name ?? "", now, cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count == Chunk;
    }
}
