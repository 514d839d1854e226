using System.Security.Cryptography;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk.Storage;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Attachments;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>A file that was looked at and lies in the store.</summary>
internal sealed record KeptFile(InspectedAttachment Inspected, string Digest, string StoredAs)
{
    public AttachmentRow ToRow(Guid complaint, Guid? message, bool isInternal, string? by, DateTimeOffset now) => new()
    {
        ComplaintId = complaint,
        MessageId = message,
        Name = Inspected.Name,
        Kind = Inspected.Kind,
        Length = Inspected.Length,
        Digest = Digest,
        StoredAs = StoredAs,
        IsInternal = isInternal,
        UploadedBy = by,
        At = now,
    };
}

/// <summary>S9: judges files by what they are, and streams what may be kept into the store.</summary>
internal sealed class AttachmentShelf(ComplaintsDb db, IAttachmentStore store)
{
    public static readonly AttachmentLimits Limits = AttachmentLimits.Default;

    /// <summary>The most a request with one file may hold, with room for its envelope.</summary>
    public const long LongestRequest = (50 * 1024 * 1024) + (64 * 1024);

    /// <summary>Keeps a file of a seekable stream; the row is the caller's to save.</summary>
    public async Task<Outcome<KeptFile>> KeepAsync(string? name, Stream content, CancellationToken cancellationToken)
    {
        var inspected = AttachmentInspection.Inspect(name, content, Limits);
        if (inspected.Refusal is { } refusal) return refusal;
        content.Position = 0;
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        content.Position = 0;
        var stored = $"{Guid.CreateVersion7():N}-attachment";
        await store.WriteAsync(stored, content, cancellationToken);
        return new KeptFile(inspected.Value, digest, stored);
    }

    /// <summary>Null, or why a complaint takes no further file of this size.</summary>
    public async Task<ServiceDefaults.Domain.Refusal?> WhyNotAsync(Guid complaint, long length, CancellationToken cancellationToken)
    {
        var (count, total) = await HeldAsync(complaint, cancellationToken);
        return Limits.WhyNotOneMore(count, total, length);
    }

    /// <summary>How many files a complaint has, and how long they are together.</summary>
    public async Task<(int Count, long Total)> HeldAsync(Guid complaint, CancellationToken cancellationToken)
    {
        var lengths = await db.Attachments.Where(row => row.ComplaintId == complaint).Select(row => row.Length).ToListAsync(cancellationToken);
        return (lengths.Count, lengths.Sum());
    }

    /// <summary>Takes back a file whose row could not be saved.</summary>
    public Task DropAsync(KeptFile file) => store.DeleteAsync(file.StoredAs, CancellationToken.None);

    public Task<Stream> OpenAsync(AttachmentRow row, CancellationToken cancellationToken) => store.OpenReadAsync(row.StoredAs, cancellationToken);
}
