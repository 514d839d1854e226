using System.Collections.Immutable;
using CrmPlatform.Service.Domain.Links;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>S1: what the intake of mail knows of the house and how much it takes. Sizes in bytes.</summary>
internal sealed record MailSettings
{
    /// <summary>The domain in the Message-ID of what we send; what comes in with it is our own mail coming back.</summary>
    public string MessageIdDomain { get; init; } = "complaints.invalid";

    /// <summary>The keys that seal our Message-IDs; without them none is believed.</summary>
    public LinkKeyRing? Keys { get; init; }

    /// <summary>Addresses complaints are sent to; mail from one of them would answer itself for ever.</summary>
    public ImmutableArray<string> OwnAddresses { get; init; } = [];

    public int MaximumMessage { get; init; } = 25 * 1024 * 1024;

    public int MaximumAttachment { get; init; } = 10 * 1024 * 1024;

    public int MaximumAttachments { get; init; } = 20;

    public int MaximumParts { get; init; } = 200;

    public int MaximumDepth { get; init; } = 20;

    /// <summary>Characters of text kept; what is longer is cut and said to be.</summary>
    public int MaximumText { get; init; } = 100_000;

    /// <summary>A message that passed through more servers than this goes in a circle.</summary>
    public int MaximumHops { get; init; } = 30;
}
