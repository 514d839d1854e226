using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Mails;

/// <param name="Text">What it says; only while it waits.</param>
/// <param name="Signs">The headers and marks that say why it is not personal.</param>
public sealed record SetAsideMailView(
    Guid Id, string Sender, string Subject, string? Text, MailNature Nature, MailDisposition Disposition, IReadOnlyList<string> Signs, Guid? ComplaintId, DateTimeOffset At, bool Waits,
    string? HandledBy, long Version) : IVersionedView
{
    internal static SetAsideMailView Of(MailRow m) => new(m.Id, m.Sender, m.Subject, m.Text?.Replace(MailRow.EndOfWords, '\n'), m.Nature, m.Disposition, m.Signs, m.ComplaintId, m.At, m.Waits, m.HandledBy, m.Version);
}

internal static class MailsEndpoints
{
    public static void MapMails(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/complaints/mail").WithTags("Mail").RequirePermission(Permissions.ComplaintsWrite);
        group.MapPost("", TakeMail.HandleAsync).Accepts<IFormFile>("message/rfc822", "application/octet-stream").WithMetadata(new RequestSizeLimitAttribute(TakeMail.LongestRequest))
            .WithName("take-mail").WithSummary("Takes a message as it came (RFC 5322): opens a complaint, or puts it to the one it answers.");
        group.MapGet("", ListAsync).WithName("list-mail").WithSummary("Mail set aside for a person to look at, oldest first.");
        group.MapPost("/{id:guid}/handled", HandleMail.HandleAsync).RequireIfMatch().WithName("mail-handled")
            .WithSummary("Somebody has looked at it: with a complaint its text becomes a message there, without one its text is dropped.");
    }

    private static async Task<Ok<Page<SetAsideMailView>>> ListAsync(
        ComplaintsDb db, Caller caller, Cursors cursors, CancellationToken cancellationToken, bool waits = true, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"mail:{waits}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await Seen(db, caller).AsNoTracking().Where(mail => mail.Waits == waits && mail.Key > after).OrderBy(mail => mail.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, mail => mail.Key, SetAsideMailView.Of));
    }

    /// <summary>X1: mail to a complaint is for who sees the complaint; mail to none belongs to no team and is for who sees all.</summary>
    internal static IQueryable<MailRow> Seen(ComplaintsDb db, Caller caller) =>
        caller.SeesAll ? db.Mails : db.Mails.Where(mail => db.Complaints.Any(complaint => complaint.Id == mail.ComplaintId));
}
