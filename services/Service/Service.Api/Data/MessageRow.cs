using CrmPlatform.Service.Domain.Attachments;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Conversation;
using CrmPlatform.Service.Domain.Mail;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>
/// S9: something said about a complaint. It stays with the complaint it was said to; the conversation of merged ones is all that
/// share a root, so a message that arrives while a merge runs is in it whichever was first.
/// </summary>
internal sealed class MessageRow : Entity
{
    public Guid ComplaintId { get; init; }

    public MessageKind Kind { get; init; }

    public IntakeChannel? Channel { get; init; }

    /// <summary>Token subject of ours; null when the customer wrote.</summary>
    public string? AuthorId { get; init; }

    public string? AuthorName { get; set; }

    public string Text { get; set; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Written by a machine: kept, and nothing follows from it.</summary>
    public bool Automatic { get; init; }

    /// <summary>Attachments that were not taken, and why.</summary>
    public IReadOnlyList<LeftOutAttachment> LeftOut { get; init; } = [];
}

/// <summary>S9: a file beside a complaint, by its real kind and with a harmless name.</summary>
internal sealed class AttachmentRow : Entity
{
    public Guid ComplaintId { get; set; }

    /// <summary>The message it came with; of a mail that waits for a person, the mail.</summary>
    public Guid? MessageId { get; set; }

    public string Name { get; set; } = "";

    public FileKind Kind { get; init; }

    public long Length { get; init; }

    /// <summary>SHA-256 of the content.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The name in the file store; ours, never a client's.</summary>
    public string StoredAs { get; init; } = "";

    /// <summary>Never leaves through the public link.</summary>
    public bool IsInternal { get; init; }

    public string? UploadedBy { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>S1: a mail as it came, by its Message-ID: the same one posted twice is one.</summary>
internal sealed class MailRow : Entity
{
    public string MailKey { get; init; } = "";

    public string Sender { get; set; } = "";

    public string Subject { get; set; } = "";

    /// <summary>Stands between what the sender wrote and what the house says of the files; no text of a mail has it.</summary>
    public const char EndOfWords = '\u001E';

    /// <summary>Kept only where a person has to look at it.</summary>
    public string? Text { get; set; }

    /// <summary>What the sender wrote; null when nothing is kept of it.</summary>
    public string? Words => Text?.Split(EndOfWords)[0];

    public MailNature Nature { get; init; }

    public MailDisposition Disposition { get; init; }

    public IReadOnlyList<string> Signs { get; init; } = [];

    public Guid? ComplaintId { get; set; }

    public bool Opened { get; set; }

    public DateTimeOffset At { get; init; }

    /// <summary>Set aside and not yet looked at.</summary>
    public bool Waits { get; set; }

    public string? HandledBy { get; set; }
}

/// <summary>S9: two complaints that belong together and stay two.</summary>
internal sealed class LinkRow : Entity
{
    public Guid FromId { get; init; }

    public Guid ToId { get; init; }

    public LinkKind Kind { get; init; }

    public string? Note { get; set; }

    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
