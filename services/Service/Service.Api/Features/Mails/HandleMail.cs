using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Mails;

/// <param name="ComplaintId">The complaint it belongs to: what it says becomes a message of the customer there. Left out, its text is dropped.</param>
public sealed record MailHandledRequest(Guid? ComplaintId = null);

/// <summary>S1, S9: somebody has looked at a mail that was set aside, and puts it to its complaint or nowhere.</summary>
internal static class HandleMail
{
    public static async Task<Results<Ok<SetAsideMailView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, MailHandledRequest? request, IfMatch ifMatch, ComplaintsDb db, Correspondence correspondence, Caller caller, CancellationToken cancellationToken)
    {
        if (await MailsEndpoints.Seen(db, caller).SingleOrDefaultAsync(mail => mail.Id == id, cancellationToken) is not { } row) return new Missing("mail", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        if (request?.ComplaintId is not { } complaintId)
        {
            Handled(row, caller);
            await db.SaveChangesAsync(cancellationToken);
            return TypedResults.Ok(SetAsideMailView.Of(row));
        }

        // X1: it is put where the caller could say it themselves.
        if (await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == complaintId, cancellationToken) is not { } complaint)
            return new Invalid("complaintId", $"There is no complaint '{complaintId}' that you may see.", "complaint.unknown");
        // Once only: what it said is kept here while it waits.
        if (!row.Waits) return new Refused("mail.handled", "This mail waits for nobody any more; its text is not kept here.");
        if (await db.IsOfNobodyLeftAsync(complaint, cancellationToken)) return new Refused(StepRules.Erased);
        return await PutAsync(row, complaint, db, correspondence, caller, cancellationToken);
    }

    private static async Task<Results<Ok<SetAsideMailView>, Missing, Invalid, Refused, Stale>> PutAsync(
        MailRow row, Complaint complaint, ComplaintsDb db, Correspondence correspondence, Caller caller, CancellationToken cancellationToken)
    {
        var (id, version) = (row.Id, row.Version);
        var said = await correspondence.AddAsync(complaint.Id, new MessageDraft(MessageKind.FromCustomer, string.IsNullOrWhiteSpace(row.Words) ? row.Subject : row.Words)
        {
            Channel = IntakeChannel.Email,
            AuthorName = row.Sender,
            Automatic = row.Nature != MailNature.Personal,
            Alongside = (found, message) =>
            {
                // What was tried before on an older complaint was taken back, and this with it.
                row = db.Mails.Single(mail => mail.Id == id);
                if (row.Version != version) throw new DbUpdateConcurrencyException("Somebody else handled the mail meanwhile.");
                // Its files go with it, and stay inside the house.
                foreach (var file in db.Attachments.Where(file => file.ComplaintId == row.ComplaintId && file.MessageId == id).ToList())
                    (file.ComplaintId, file.MessageId) = (found.Id, message.Id);
                Handled(row, caller);
                row.ComplaintId = found.Id;
            },
        }, cancellationToken);
        return said is null ? new Missing("complaint", complaint.Id) : TypedResults.Ok(SetAsideMailView.Of(row));
    }

    private static void Handled(MailRow row, Caller caller) => (row.Waits, row.HandledBy, row.Text) = (false, caller.Subject, null);
}
