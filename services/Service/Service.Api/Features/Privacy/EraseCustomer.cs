using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Desk.Storage;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Privacy;

/// <summary>
/// C20: takes the person out of everything that was said, and ends what is open; that there was a complaint, when it was answered and
/// what it was worth stays, so that the sums stay.
/// </summary>
internal sealed class EraseCustomer(ComplaintsDb db, SaidWithoutAccount without, ComplaintActs acts, IAttachmentStore store, Erasure erasure) : IHandle<CustomerErased>
{
    public async Task HandleAsync(Received<CustomerErased> received, CancellationToken cancellationToken)
    {
        var id = received.Event.CustomerId;
        var complaints = await db.AllComplaints.Where(c => c.CustomerId == id).ToListAsync(cancellationToken);
        var known = await db.Customers.SingleOrDefaultAsync(c => c.CustomerId == id, cancellationToken);
        var earlier = await db.EarlierReach.Where(e => e.CustomerId == id).ToListAsync(cancellationToken);
        string[] reached = [.. earlier.Select(e => e.Value).Append(known?.Email).Append(known?.Phone).OfType<string>()];
        complaints.AddRange(await without.OfAsync(reached, cancellationToken));
        var ofOthers = await AddMergedAsync(complaints, id, cancellationToken);
        var ids = complaints.Select(c => c.Id).ToArray();
        await erasure.ReplaceAsync(new ErasedPerson(id)
        {
            AlsoIds = ids,
            Words = [.. complaints.Select(c => c.ReporterName).Append(known?.Name).OfType<string>().Distinct()],
            Marks = [.. complaints.SelectMany(c => new[] { c.ReporterEmail, c.ReporterPhone }).Concat(reached).OfType<string>().Distinct()],
        }, cancellationToken);
        foreach (var complaint in complaints) complaint.Erase();
        // A conversation that is somebody else's too goes on without what this one said; so does what was said under an address alone, which others may share.
        var own = complaints.Where(complaint => complaint.CustomerId == id).Select(complaint => complaint.RootId).Where(root => !ofOthers.Contains(root)).ToHashSet();
        await db.EndAsync(complaints.FindAll(complaint => complaint.CustomerId == id || own.Contains(complaint.RootId)), received.Event.At, cancellationToken);
        foreach (var complaint in complaints) await acts.SettleAsync(complaint, cancellationToken);
        await ConversationAsync(ids, cancellationToken);
        foreach (var grumble in await db.Grumbles.IgnoreQueryFilters().Where(g => g.CustomerId == id).ToListAsync(cancellationToken)) grumble.Text = Complaint.Erased;
        foreach (var remedy in await db.Remedies.Where(r => r.CustomerId == id || ids.Contains(r.ComplaintId)).ToListAsync(cancellationToken))
            remedy.Take(remedy.Remedy with { Terms = remedy.Remedy.Terms with { Reason = Complaint.Erased }, RejectedBecause = remedy.Remedy.RejectedBecause is null ? null : Complaint.Erased }, received.At);
        foreach (var whys in await db.Whys.Where(w => ids.Contains(w.ComplaintId)).ToListAsync(cancellationToken))
            whys.Whys = whys.Whys with { Problem = Complaint.Erased, Answers = whys.Whys.Answers.ConvertAll(_ => Complaint.Erased), EnoughBecause = whys.Whys.EnoughBecause is null ? null : Complaint.Erased };
        // What links a recurrence by itself notes the cause; what a person wrote beside it goes with the rest.
        foreach (var link in await db.Links.Where(link => link.Note != null && (link.Kind != LinkKind.Recurrence || !db.Causes.Any(cause => cause.Code == link.Note)) && (ids.Contains(link.FromId) || ids.Contains(link.ToId))).ToListAsync(cancellationToken)) link.Note = Complaint.Erased;
        await SurveysAsync(id, cancellationToken);
        db.EarlierReach.RemoveRange(earlier);
        if (known is not null) (known.Name, known.Email, known.Phone, known.Status) = (Complaint.Erased, null, null, CustomerStates.Erased);
    }

    /// <summary>
    /// S9: what was merged is one conversation, and all of it is of whoever one of them is known to be of. Returns the roots of conversations that are
    /// another customer's: somebody complained for somebody else.
    /// </summary>
    private async Task<HashSet<Guid>> AddMergedAsync(List<Complaint> complaints, Guid customer, CancellationToken cancellationToken)
    {
        var roots = complaints.Select(c => c.RootId).Distinct().ToArray();
        var together = await db.AllComplaints.Where(c => roots.Contains(c.RootId)).ToListAsync(cancellationToken);
        var ofOthers = together.Where(c => c.CustomerId is { } other && other != customer).Select(c => c.RootId).ToHashSet();
        complaints.AddRange(together.Except(complaints).Where(c => !ofOthers.Contains(c.RootId)).ToList());
        return ofOthers;
    }

    private async Task ConversationAsync(Guid[] complaints, CancellationToken cancellationToken)
    {
        foreach (var message in await db.Messages.Where(m => complaints.Contains(m.ComplaintId)).ToListAsync(cancellationToken))
        {
            message.Text = Complaint.Erased;
            if (message.Kind == MessageKind.FromCustomer) message.AuthorName = null;
        }
        foreach (var mail in await db.Mails.Where(m => m.ComplaintId != null && complaints.Contains(m.ComplaintId.Value)).ToListAsync(cancellationToken))
            (mail.Sender, mail.Subject, mail.Text) = (Complaint.Erased, Complaint.Erased, null);
        var attachments = await db.Attachments.Where(a => complaints.Contains(a.ComplaintId)).ToListAsync(cancellationToken);
        db.Attachments.RemoveRange(attachments);
        // Before their rows: whatever happens in between, the event comes again and finds the rest.
        foreach (var attachment in attachments) await store.DeleteAsync(attachment.StoredAs, cancellationToken);
    }

    private async Task SurveysAsync(Guid customer, CancellationToken cancellationToken)
    {
        foreach (var invitation in await db.Invitations.Where(i => i.CustomerId == customer).ToListAsync(cancellationToken)) (invitation.Email, invitation.RemindAt) = ("", null);
        db.SurveysDue.RemoveRange(await db.SurveysDue.Where(due => due.CustomerId == customer).ToListAsync(cancellationToken));
        foreach (var answer in await db.SurveyAnswers.Where(a => a.CustomerId == customer).ToListAsync(cancellationToken))
            answer.Answers = [.. answer.Answers.Select(given => given with { Given = given.Given with { Text = given.Given.Text is null ? null : Complaint.Erased } })];
    }
}
