using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Domain.Attachments;

/// <summary>S9: how much is taken with one message or complaint; sizes in bytes.</summary>
internal sealed record AttachmentLimits
{
    public static readonly AttachmentLimits Default = new();

    public long MaximumFile { get; init; } = 10 * 1024 * 1024;

    /// <summary>Sound and pictures that move are larger.</summary>
    public long MaximumMedia { get; init; } = 50 * 1024 * 1024;

    public int MaximumCount { get; init; } = 20;

    public long MaximumTotal { get; init; } = 100 * 1024 * 1024;

    public ImmutableHashSet<FileKind> Allowed { get; init; } = [.. Enum.GetValues<FileKind>()];

    public long MaximumOf(FileKind kind) => kind
        is FileKind.Mp4 or FileKind.Quicktime or FileKind.Mp3 or FileKind.M4a or FileKind.Wav or FileKind.Ogg or FileKind.Amr
        ? Math.Max(MaximumMedia, MaximumFile)
        : MaximumFile;

    /// <summary>Null, or why one more file of this size is too much beside those there (<c>attachment.too-many</c>, <c>attachment.too-much</c>).</summary>
    public Refusal? WhyNotOneMore(int count, long total, long length) =>
        count >= MaximumCount ? Refusal.Invalid("file", "attachment.too-many", $"At most {MaximumCount} attachments are taken.")
        : total + length > MaximumTotal ? Refusal.Invalid("file", "attachment.too-much", $"All attachments together have at most {MaximumTotal} bytes.")
        : null;
}

/// <summary>An attachment that may be kept, by its real kind and with a harmless name.</summary>
internal sealed record InspectedAttachment(FileKind Kind, string MediaType, string Name, long Length);

/// <summary>S9: judges a file by what it is, not by what it says it is.</summary>
internal static class AttachmentInspection
{
    /// <summary>
    /// Looks at a seekable stream and leaves it at its beginning. Refuses with <c>attachment.empty</c>, <c>attachment.too-large</c>,
    /// <c>attachment.dangerous-name</c>, <c>attachment.executable</c>, <c>attachment.script</c>, <c>attachment.markup</c>,
    /// <c>attachment.old-office</c>, <c>attachment.type-not-allowed</c> or what <see cref="ZipInspection"/> finds.
    /// </summary>
    public static Outcome<InspectedAttachment> Inspect(string? claimedName, Stream content, AttachmentLimits limits)
    {
        if (content.Length == 0)
            return Refusal.Invalid("file", "attachment.empty", "The file is empty.");
        if (content.Length > Math.Max(limits.MaximumMedia, limits.MaximumFile))
            return TooLarge(Math.Max(limits.MaximumMedia, limits.MaximumFile));

        var extension = SafeFileName.ClaimedExtension(claimedName);
        if (FileKinds.IsDangerous(extension))
            return Refusal.Invalid("file", "attachment.dangerous-name", $"Files named .{extension.ToLowerInvariant()} are not taken.");

        var kind = KindOf(content, extension);
        content.Position = 0;
        if (!kind.IsAccepted)
            return kind.Refusal!;
        if (!limits.Allowed.Contains(kind.Value))
            return NotAllowed(limits);
        if (content.Length > limits.MaximumOf(kind.Value))
            return TooLarge(limits.MaximumOf(kind.Value));

        return new InspectedAttachment(kind.Value, FileKinds.Of(kind.Value).MediaType, SafeFileName.Of(claimedName, kind.Value), content.Length);
    }

    private static Outcome<FileKind> KindOf(Stream content, string extension)
    {
        var buffer = new byte[Math.Min(content.Length, FileSignature.HeadLength)];
        content.Position = 0;
        content.ReadExactly(buffer);
        var (verdict, kind) = FileSignature.Detect(buffer);
        content.Position = 0;
        return verdict switch
        {
            SignatureVerdict.Known => kind,
            SignatureVerdict.ZipContainer => ZipInspection.Inspect(content),
            SignatureVerdict.MaybeText => KindOfText(buffer, extension),
            SignatureVerdict.Executable => Refusal.Invalid("file", "attachment.executable", "Programs are not taken."),
            SignatureVerdict.OldOffice => Refusal.Invalid(
                "file", "attachment.old-office", "Office files of before 2007 can hide programs; please save it as docx, xlsx or pdf."),
            _ => Refusal.Invalid(
                "file", "attachment.type-not-allowed", "This type of file is not known; pictures, PDF, Office documents, text, sound and video are."),
        };
    }

    // Text has no signature: here, and only here, the extension says which text it is.
    private static Outcome<FileKind> KindOfText(ReadOnlySpan<byte> head, string extension) => TextSniffer.NatureOf(head) switch
    {
        TextNature.Script => Refusal.Invalid("file", "attachment.script", "Scripts are not taken."),
        TextNature.Markup => Refusal.Invalid("file", "attachment.markup", "Web pages and SVG are not taken; please send a picture or a PDF."),
        TextNature.Mail when FileKinds.Of(FileKind.Email).Has(extension) => FileKind.Email,
        _ when FileKinds.Of(FileKind.Csv).Has(extension) => FileKind.Csv,
        _ => FileKind.Text,
    };

    private static Refusal TooLarge(long maximum) => Refusal.Invalid("file", "attachment.too-large", $"A file of this type has at most {maximum} bytes.");

    private static Refusal NotAllowed(AttachmentLimits limits) => Refusal.Invalid(
        "file", "attachment.type-not-allowed",
        $"This type of file is not taken here; these are: {string.Join(", ", limits.Allowed.Order().Select(kind => FileKinds.Of(kind).Extensions[0]))}.");
}
