using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Attachments;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Conversation;

/// <param name="Kind">What it really is, by its content.</param>
/// <param name="Internal">Never leaves through the customer's link, as nothing that is put beside a note does.</param>
/// <param name="Sha256">Of the content, in hexadecimal.</param>
public sealed record AttachmentView(
    Guid Id, Guid ComplaintId, Guid? MessageId, string Name, FileKind Kind, string MediaType, long Length, string Sha256, bool Internal, string? UploadedBy, DateTimeOffset At)
{
    internal static AttachmentView Of(AttachmentRow a) =>
        new(a.Id, a.ComplaintId, a.MessageId, a.Name, a.Kind, FileKinds.Of(a.Kind).MediaType, a.Length, a.Digest, a.IsInternal, a.UploadedBy, a.At);
}

/// <summary>S9: files beside a complaint: judged by content, kept under our own names, and only ever given out as downloads.</summary>
internal static class Attachments
{
    public static async Task<Results<Ok<Page<AttachmentView>>, Missing>> ListAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await db.Complaints.AsNoTracking().Where(c => c.Id == id).Select(c => (Guid?)c.RootId).SingleOrDefaultAsync(cancellationToken) is not { } root) return new Missing("complaint", id);
        var ids = db.AllComplaints.Where(c => c.RootId == root).Select(c => c.Id);
        var rows = await db.Attachments.AsNoTracking().Where(a => ids.Contains(a.ComplaintId)).OrderBy(a => a.Key).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<AttachmentView>([.. rows.Select(AttachmentView.Of)], null));
    }

    public static async Task<Results<Created<AttachmentView>, Missing, Invalid>> AddAsync(
        Guid id, IFormFile file, ComplaintsDb db, AttachmentShelf shelf, Caller caller, TimeProvider time, CancellationToken cancellationToken, Guid? messageId = null, bool @internal = false)
    {
        if (await db.Complaints.AsNoTracking().Where(c => c.Id == id).Select(c => (Guid?)c.RootId).SingleOrDefaultAsync(cancellationToken) is not { } root) return new Missing("complaint", id);
        // S9: what is said to a duplicate is said to the one that carries on.
        var to = messageId is null ? null : await db.Messages.Where(m => m.Id == messageId && db.AllComplaints.Any(c => c.Id == m.ComplaintId && c.RootId == root)).Select(m => (MessageKind?)m.Kind).SingleOrDefaultAsync(cancellationToken);
        if (messageId is { } message && to is null) return new Missing("message", message);
        if (await shelf.WhyNotAsync(id, file.Length, cancellationToken) is { } full) return new Invalid(full);
        await using var content = file.OpenReadStream();
        var kept = await shelf.KeepAsync(file.FileName, content, cancellationToken);
        if (kept.Refusal is { } refusal) return new Invalid(FieldErrors.Of(refusal), refusal.Code);
        var row = kept.Value.ToRow(id, messageId, @internal || to == MessageKind.Note, caller.Subject, time.GetUtcNow());
        db.Attachments.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch
        {
            await shelf.DropAsync(kept.Value);
            throw;
        }
        return TypedResults.Created($"/api/v1/complaints/{id}/attachments/{row.Id}", AttachmentView.Of(row));
    }

    public static async Task<Results<FileStreamHttpResult, Missing>> DownloadAsync(
        Guid id, Guid attachmentId, ComplaintsDb db, AttachmentShelf shelf, HttpResponse http, CancellationToken cancellationToken)
    {
        if (await db.Complaints.AsNoTracking().Where(c => c.Id == id).Select(c => (Guid?)c.RootId).SingleOrDefaultAsync(cancellationToken) is not { } root) return new Missing("complaint", id);
        var row = await db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == attachmentId && db.AllComplaints.Any(c => c.Id == a.ComplaintId && c.RootId == root), cancellationToken);
        if (row is null) return new Missing("attachment", attachmentId);
        // Never rendered inline: no browser guesses what it is or runs what is in it.
        http.Headers.XContentTypeOptions = "nosniff";
        http.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Stream(await shelf.OpenAsync(row, cancellationToken), FileKinds.Of(row.Kind).MediaType, row.Name);
    }
}
