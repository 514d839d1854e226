using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CrmPlatform.ServiceDefaults.Domain;
using MimeKit;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>S1: reads a message as a mail gateway posts it (RFC 5322) into what the intake needs.</summary>
internal static partial class MailReader
{
    // Chinese mail still comes in GB 2312 and Big5, which .NET knows only when told to.
    static MailReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const int LongestSubject = 300;
    private const int LongestName = 200;
    private const int LongestAddress = 254; // RFC 5321

    /// <summary>
    /// Refuses with <c>mail.empty</c>, <c>mail.too-large</c>, <c>mail.malformed</c>, <c>mail.no-sender</c>, <c>mail.too-many-parts</c>,
    /// <c>mail.too-deep</c> or <c>mail.nothing-said</c>; whatever the bytes are, it does not throw.
    /// </summary>
    public static Outcome<IncomingMail> Read(ReadOnlyMemory<byte> bytes, MailSettings settings, DateTimeOffset receivedAt)
    {
        if (bytes.IsEmpty)
            return Refusal.Invalid("", "mail.empty", "The body of the request has to be the message itself, as it came (RFC 5322).");
        if (bytes.Length > settings.MaximumMessage)
            return Refusal.Invalid("", "mail.too-large", $"A message has at most {settings.MaximumMessage} bytes; this one has {bytes.Length}.");

        using var message = Parse(bytes, settings);
        if (message is null)
            return Refusal.Invalid("", "mail.malformed", "This is no message: it has to begin with its headers (RFC 5322).");
        if (SenderOf(message) is not { } from)
            return Refusal.Invalid("", "mail.no-sender", "The message does not say whom it is from; a From header with an address is required.");

        var parts = new MailParts(settings);
        parts.Walk(message.Body);
        if (parts.Refusal is { } refusal)
            return refusal;

        var subject = MailText.OneLine(message.Subject, LongestSubject);
        var text = LinkOfOurs().Replace(parts.Text, "$1…");
        if (subject.Length == 0 && text.Length == 0 && parts.Attachments.IsEmpty)
            return Refusal.Invalid("", "mail.nothing-said", "The message has no subject, no text and no attachment.");

        var (nature, signs) = AutomaticMail.Judge(message, from, settings);
        return new IncomingMail(from, PersonOf(message.ReplyTo) ?? from, subject, MailText.Cut(text, settings.MaximumText))
        {
            NewText = MailText.Cut(ForwardedSubject().IsMatch(subject) ? text : QuotedText.NewPartOf(text), settings.MaximumText),
            IsTextCut = text.Length > settings.MaximumText,
            SentAt = Plausible(message.Date, receivedAt),
            Key = KeyOf(message, bytes.Span),
            Numbers = MailThread.NumbersOf(message, settings, receivedAt),
            Attachments = parts.Attachments,
            LeftOut = parts.LeftOut,
            Nature = nature,
            Signs = signs,
        };
    }

    // A quote of our mail has the sender's own link in it, which is a key: who reads the answer is not to open it.
    [GeneratedRegex(@"(/api/v1/public/[a-z/]+/)[A-Za-z0-9_.\-]{20,}")]
    private static partial Regex LinkOfOurs();

    // Whoever forwards a message wants it read.
    [GeneratedRegex(@"^(fwd?|wg|tr|转发|轉寄)\s*[:：]", RegexOptions.IgnoreCase)]
    private static partial Regex ForwardedSubject();

    private static MimeMessage? Parse(ReadOnlyMemory<byte> bytes, MailSettings settings)
    {
        var options = ParserOptions.Default.Clone();
        // The parser turns what lies deeper into opaque parts; one more than allowed, so that the walk sees and refuses it.
        options.MaxMimeDepth = settings.MaximumDepth + 2;
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            var message = MimeMessage.Load(options, stream);
            return message.Headers.Any(header => header.Id != HeaderId.Unknown) ? message : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MailPerson? SenderOf(MimeMessage message) => PersonOf(message.From) ?? (message.Sender is { } sender ? Person(sender) : null);

    private static MailPerson? PersonOf(InternetAddressList addresses) => addresses.Mailboxes.Select(Person).FirstOrDefault(person => person is not null);

    private static MailPerson? Person(MailboxAddress mailbox)
    {
        var address = MailText.OneLine(mailbox.Address, LongestAddress + 1);
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 && address.Length <= LongestAddress && !address.Contains(' ', StringComparison.Ordinal)
            ? new MailPerson(address, MailText.OneLine(mailbox.Name, LongestName))
            : null;
    }

    // A date in the future or before there was mail is a wrong clock, not a fact.
    private static DateTimeOffset? Plausible(DateTimeOffset date, DateTimeOffset receivedAt) =>
        date.Year >= 1990 && date <= receivedAt.AddDays(1) ? date : null;

    private static string KeyOf(MimeMessage message, ReadOnlySpan<byte> bytes)
    {
        // A parser that finds no Message-ID may make one up; only the one sent counts.
        var sent = message.Headers[HeaderId.MessageId];
        var id = sent is { Length: <= 500 } ? MailText.OneLine(sent, 500).Trim('<', '>') : "";
        // One that is empty names no message, or all that have it would be the same.
        return string.IsNullOrWhiteSpace(id) ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)) : id;
    }
}
