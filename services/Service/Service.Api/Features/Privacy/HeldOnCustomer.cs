using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Privacy;

/// <summary>C20: everything this service holds on one customer, readable by whom it is about.</summary>
internal sealed class HeldOnCustomer(ComplaintsDb db) : IPrivacySource
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken)
    {
        // S9: of one conversation with theirs is also what nobody had said whose it is, as the erasure has it: not where the conversation is somebody else's too.
        var roots = db.AllComplaints.Where(c => c.CustomerId == customerId).Select(c => c.RootId);
        var complaints = await db.AllComplaints.AsNoTracking()
            .Where(c => c.CustomerId == customerId
                || (c.CustomerId == null && roots.Contains(c.RootId) && !db.AllComplaints.Any(other => other.RootId == c.RootId && other.CustomerId != null && other.CustomerId != customerId)))
            .OrderBy(c => c.Key).ToListAsync(cancellationToken);
        var ids = complaints.Select(c => c.Id).ToArray();
        var messages = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.ComplaintId)).OrderBy(m => m.Key)
            .Select(m => new { m.ComplaintId, m.Kind, m.Channel, m.Text, m.At }).ToListAsync(cancellationToken);
        var files = await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.ComplaintId)).OrderBy(a => a.Key)
            .Select(a => new { a.ComplaintId, a.Name, a.Kind, a.Length, a.Digest, a.At }).ToListAsync(cancellationToken);
        var mails = await db.Mails.AsNoTracking().Where(m => m.ComplaintId != null && ids.Contains(m.ComplaintId.Value)).OrderBy(m => m.Key)
            .Select(m => new { m.ComplaintId, m.Sender, m.Subject, m.At }).ToListAsync(cancellationToken);
        var links = await db.Links.AsNoTracking().Where(link => ids.Contains(link.FromId) || ids.Contains(link.ToId)).OrderBy(link => link.Key)
            .Select(link => new { link.FromId, link.ToId, link.Kind, link.Note, link.At }).ToListAsync(cancellationToken);
        var whys = await db.Whys.AsNoTracking().Where(w => ids.Contains(w.ComplaintId)).OrderBy(w => w.Key).ToListAsync(cancellationToken);
        var grumbles = await db.Grumbles.IgnoreQueryFilters().AsNoTracking().Where(g => g.CustomerId == customerId).OrderBy(g => g.Key)
            .Select(g => new { g.Text, g.Channel, g.Category, g.At, ComplaintId = g.CitedBy }).ToListAsync(cancellationToken);
        var remedies = await db.Remedies.AsNoTracking().Where(r => r.CustomerId == customerId || ids.Contains(r.ComplaintId)).OrderBy(r => r.Key).ToListAsync(cancellationToken);
        var invitations = await db.Invitations.IgnoreQueryFilters().AsNoTracking().Where(i => i.CustomerId == customerId).OrderBy(i => i.Key)
            .Select(i => new { i.SurveyKey, i.SurveyNumber, i.Email, i.Language, i.SentAt, i.RemindedAt, i.AnsweredAt }).ToListAsync(cancellationToken);
        var answers = await db.SurveyAnswers.IgnoreQueryFilters().AsNoTracking().Where(a => a.CustomerId == customerId).OrderBy(a => a.Key).ToListAsync(cancellationToken);
        var known = await db.Customers.AsNoTracking().Where(c => c.CustomerId == customerId)
            .Select(c => new { c.Name, c.Email, c.Phone, c.Language, c.Class, c.OwnerId, c.Team, c.Status }).ToListAsync(cancellationToken);
        var earlier = await db.EarlierReach.AsNoTracking().Where(e => e.CustomerId == customerId).OrderBy(e => e.Key).Select(e => new { e.Value }).ToListAsync(cancellationToken);
        return new Dictionary<string, IReadOnlyList<object>>
        {
            ["customer"] = [.. known],
            ["earlierReach"] = [.. earlier],
            ["complaints"] = [.. complaints.Select(Whole)],
            ["messages"] = [.. messages],
            ["attachments"] = [.. files],
            ["mails"] = [.. mails],
            ["links"] = [.. links],
            ["whys"] = [.. whys.Select(w => new { w.ComplaintId, w.Whys.Problem, w.Whys.Answers, w.Whys.EnoughBecause, w.At })],
            ["grumbles"] = [.. grumbles],
            ["remedies"] = [.. remedies.Select(r => new { r.ComplaintId, r.Kind, r.Amount, r.Remedy.Terms.Reason, r.State, r.ProposedAt, r.DecidedAt })],
            ["surveyInvitations"] = [.. invitations],
            ["surveyAnswers"] = [.. answers.Select(a => new { a.SurveyKey, a.SurveyNumber, a.At, Answers = a.Answers.Select(given => given.Given).ToList() })],
        };
    }

    private static object Whole(Complaint c) => new
    {
        c.Id, Number = c.Number.ToString(), c.ReporterName, c.ReporterEmail, c.ReporterPhone, c.Channel, c.Category, c.SubCategory, c.Severity, c.Summary, c.Details, c.RemedySought, c.Language,
        c.State, c.OccurredAt, c.OpenedAt, c.FirstResponseAt, c.ClosedAt,
        Steps = c.Course.Steps.Select(step => new { step.Round, Record = (object)step.Record, step.At }).ToList(),
        Attempts = c.Course.Attempts.Select(attempt => new { attempt.Channel, attempt.Note, attempt.At }).ToList(),
        Closings = c.Course.Closings.Select(closing => new { Ground = closing.Because, closing.Recourse, closing.At }).ToList(),
        Reopenings = c.Course.Reopenings.Select(reopening => new { reopening.Reason, reopening.At }).ToList(),
        Escalations = c.Course.Escalations.Select(escalation => new { escalation.Level, escalation.Reason, escalation.At }).ToList(),
        Assignments = c.Assignments.Select(note => new { note.Team, Reason = note.Reason.En, note.At }).ToList(),
    };
}
