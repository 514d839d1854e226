using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.Service.Domain.Links;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.PublicForms;

/// <param name="FromYou">Whether the customer said it, or we did.</param>
public sealed record PublicMessage(bool FromYou, string Text, DateTimeOffset At);

public sealed record PublicFile(string Name, long Length, DateTimeOffset At);

/// <summary>What a customer may see of their complaint: never a note, a name or an assignment of the house.</summary>
/// <param name="Number">Of the complaint that carries on, where this one was merged; so are the state and the times.</param>
/// <param name="Messages">What was said to this complaint, and since a merge to all that were merged; newest first.</param>
/// <param name="AnswerBy">When we want to have answered; null when nothing runs.</param>
public sealed record PublicStatus(
    string Number, ComplaintStatus State, string StateName, string Summary, DateTimeOffset OpenedAt, DateTimeOffset? AnswerBy, DateTimeOffset? ClosedAt,
    IReadOnlyList<PublicMessage> Messages, IReadOnlyList<PublicFile> Files);

public sealed record PublicMessageRequest([property: Required, StringLength(20_000, MinimumLength = 1)] string Text);

/// <summary>S1, S9: the page behind the signed link: how it stands, what was said, and a way to say more.</summary>
internal static class ComplaintStatusPage
{
    private const int MostMessages = 200;

    public static async Task<Results<Ok<PublicStatus>, Denied, Missing>> ReadAsync(string token, ComplaintsDb db, LinkBook links, HttpRequest http, CancellationToken cancellationToken)
    {
        var claim = await links.ReadAsync(LinkPurpose.ComplaintStatus, token, cancellationToken);
        if (claim.Refusal is { } refusal) return new Denied(refusal);
        if (await FindAsync(db, claim.Value.Subject, cancellationToken) is not { } complaint) return Missing.Saying("The complaint of this link is there no more.");
        var own = complaint.Id == claim.Value.Subject ? complaint : await db.AllComplaints.AsNoTracking().SingleAsync(c => c.Id == claim.Value.Subject, cancellationToken);
        var ids = db.AllComplaints.Where(c => c.RootId == complaint.RootId).Select(c => c.Id);
        // S9: that two are merged proves nobody's name. What was said to another one before is for who has the link of that.
        var since = own.MergedAt ?? DateTimeOffset.MinValue;
        // S9: internal notes never leave through the public link.
        var messages = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.ComplaintId) && m.Kind != MessageKind.Note && !m.Automatic)
            .Where(m => m.ComplaintId == own.Id || (m.At >= since && !db.AllComplaints.Any(c => c.Id == m.ComplaintId && c.MergedAt > m.At)))
            .OrderByDescending(m => m.Key).Take(MostMessages).ToListAsync(cancellationToken);
        var files = await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.ComplaintId) && !a.IsInternal && !db.Messages.Any(m => m.Id == a.MessageId && m.Kind == MessageKind.Note))
            .Where(a => a.ComplaintId == own.Id || (a.At >= since && !db.AllComplaints.Any(c => c.Id == a.ComplaintId && c.MergedAt > a.At)))
            .OrderBy(a => a.Key).ToListAsync(cancellationToken);
        return TypedResults.Ok(new PublicStatus(
            complaint.Number.ToString(), complaint.State, Terms.Name(complaint.State, http.Language()), own.Summary, complaint.OpenedAt,
            complaint.QueueAt == Complaint.Never ? null : complaint.QueueAt, complaint.ClosedAt,
            [.. messages.Select(m => new PublicMessage(m.Kind == MessageKind.FromCustomer, m.Text, m.At))], [.. files.Select(a => new PublicFile(a.Name, a.Length, a.At))]));
    }

    public static async Task<Results<Created, Denied, Missing, Invalid>> SayAsync(
        string token, PublicMessageRequest request, ComplaintsDb db, LinkBook links, Correspondence correspondence, HttpRequest http, CancellationToken cancellationToken)
    {
        var claim = await links.ReadAsync(LinkPurpose.ComplaintStatus, token, cancellationToken);
        if (claim.Refusal is { } refusal) return new Denied(refusal);
        if (string.IsNullOrWhiteSpace(request.Text)) return new Invalid("text", "Please write something.", "message.empty");
        if (await FindAsync(db, claim.Value.Subject, cancellationToken) is null) return Missing.Saying("The complaint of this link is there no more.");
        var said = await correspondence.AddAsync(claim.Value.Subject, new MessageDraft(MessageKind.FromCustomer, request.Text.Trim()) { Channel = IntakeChannel.Web }, cancellationToken);
        return said is null ? Missing.Saying("The complaint of this link is there no more.") : TypedResults.Created(Above(http));
    }

    public static async Task<Results<Created, Denied, Missing, Invalid>> AttachAsync(
        string token, IFormFile file, ComplaintsDb db, LinkBook links, AttachmentShelf shelf, Correspondence correspondence, HttpRequest http, CancellationToken cancellationToken)
    {
        var claim = await links.ReadAsync(LinkPurpose.ComplaintStatus, token, cancellationToken);
        if (claim.Refusal is { } refusal) return new Denied(refusal);
        if (await FindAsync(db, claim.Value.Subject, cancellationToken) is not { } complaint) return Missing.Saying("The complaint of this link is there no more.");
        if (await shelf.WhyNotAsync(complaint.Id, file.Length, cancellationToken) is { } full) return new Invalid(full);
        await using var content = file.OpenReadStream();
        var kept = await shelf.KeepAsync(file.FileName, content, cancellationToken);
        if (kept.Refusal is { } wrong) return new Invalid(FieldErrors.Of(wrong), wrong.Code);
        // Where it cannot be told whether the row was saved the file stays: one that nobody names is cheaper than one that is lost.
        if (await correspondence.AttachAsync(complaint.Id, kept.Value, cancellationToken) is not null) return TypedResults.Created(Above(http));
        await shelf.DropAsync(kept.Value);
        return Missing.Saying("The complaint of this link is there no more.");
    }

    private static string Above(HttpRequest http) => http.Path.Value![..http.Path.Value!.LastIndexOf('/')];

    private static async Task<Complaint?> FindAsync(ComplaintsDb db, Guid id, CancellationToken cancellationToken)
    {
        var complaint = await db.AllComplaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (complaint is { IsMerged: true }) complaint = await db.AllComplaints.AsNoTracking().SingleAsync(c => c.Id == complaint.RootId, cancellationToken);
        // C20: nothing new is written down of somebody who was erased.
        return complaint is null || await db.IsOfNobodyLeftAsync(complaint, cancellationToken) ? null : complaint;
    }
}
