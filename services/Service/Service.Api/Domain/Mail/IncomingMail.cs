using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>S1: what kind of message it is.</summary>
public enum MailNature
{
    [Names("Written by a person", "人工邮件", "人工郵件")] Personal,
    [Names("Automatic reply", "自动回复", "自動回覆")] AutoReply,
    [Names("Undeliverable", "退信", "退信")] Bounce,
    [Names("Bulk mail", "群发邮件", "群發郵件")] Bulk,
    [Names("Our own mail coming back", "邮件循环", "郵件循環")] Loop,
}

/// <summary>S1: what the intake does with a message.</summary>
public enum MailDisposition
{
    /// <summary>Opens a complaint, or is a customer's message to the one it names.</summary>
    [Names("Accepted", "受理", "受理")] Accept,

    /// <summary>Is kept with the complaint it names; nobody is answered and no clock moves.</summary>
    [Names("Kept with the complaint, not answered", "静默归档", "靜默歸檔")] AppendQuietly,

    /// <summary>Is kept for a person to look at; nothing is opened and nobody is answered.</summary>
    [Names("Set aside for a person", "待人工查看", "待人工查看")] SetAside,

    /// <summary>Is our own mail coming back.</summary>
    [Names("Dropped", "丢弃", "捨棄")] Drop,
}

/// <summary>An address with the name beside it, which may be empty.</summary>
internal sealed record MailPerson(string Address, string Name);

/// <summary>An attachment as it came; name and type are what the sender says and are not to be believed (S9).</summary>
internal sealed record MailAttachment(string Name, string DeclaredType, ReadOnlyMemory<byte> Content, bool IsInline);

/// <summary>An attachment that was not taken, and the stable code why.</summary>
internal sealed record LeftOutAttachment(string Name, string Code);

/// <summary>S1: a message as the intake sees it.</summary>
internal sealed record IncomingMail(MailPerson From, MailPerson ReplyTo, string Subject, string Text)
{
    /// <summary>What the sender wrote this time, without what is quoted and without the signature.</summary>
    public required string NewText { get; init; }

    public bool IsTextCut { get; init; }

    /// <summary>When it says it was sent; null when it does not say or cannot be.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The Message-ID, or a digest of the message where it has none: the same message posted twice has the same.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Complaint numbers it may belong to, the likeliest first: from the Message-IDs of ours it answers, which only somebody who got our mail
    /// knows, then from the subject, which anybody can write.
    /// </summary>
    public ImmutableArray<ThreadNumber> Numbers { get; init; } = [];

    public ImmutableArray<MailAttachment> Attachments { get; init; } = [];

    public ImmutableArray<LeftOutAttachment> LeftOut { get; init; } = [];

    public MailNature Nature { get; init; }

    /// <summary>The headers and marks that say why it is not personal.</summary>
    public ImmutableArray<string> Signs { get; init; } = [];

    /// <summary>Whether we may answer by ourselves (RFC 3834: never to what is automatic itself).</summary>
    public bool MayAcknowledge => Nature == MailNature.Personal;

    public MailDisposition Disposition => Nature switch
    {
        MailNature.Personal => MailDisposition.Accept,
        MailNature.Loop => MailDisposition.Drop,
        _ => Numbers.IsEmpty ? MailDisposition.SetAside : MailDisposition.AppendQuietly,
    };
}

/// <summary>A complaint number found in a message. <paramref name="IsAnswerToOurs"/>: it stood in a Message-ID that is ours by its seal, not just in one or in the subject.</summary>
internal readonly record struct ThreadNumber(ComplaintNumber Number, bool IsAnswerToOurs);
