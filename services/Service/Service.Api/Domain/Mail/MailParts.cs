using System.Collections.Immutable;
using System.Text;
using CrmPlatform.ServiceDefaults.Domain;
using MimeKit;
using MimeKit.Text;

namespace CrmPlatform.Service.Domain.Mail;

/// <summary>Walks the parts of a message for its best text and its attachments.</summary>
internal sealed class MailParts(MailSettings settings)
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly List<string> texts = [];
    private readonly ImmutableArray<MailAttachment>.Builder attachments = ImmutableArray.CreateBuilder<MailAttachment>();
    private readonly ImmutableArray<LeftOutAttachment>.Builder leftOut = ImmutableArray.CreateBuilder<LeftOutAttachment>();
    private int parts;

    /// <summary>Null, or why the message is too involved to be taken.</summary>
    public Refusal? Refusal { get; private set; }

    public string Text => string.Join("\n\n", texts);

    public ImmutableArray<MailAttachment> Attachments => attachments.ToImmutable();

    public ImmutableArray<LeftOutAttachment> LeftOut => leftOut.ToImmutable();

    public void Walk(MimeEntity? entity) => Walk(entity, depth: 0, takeText: true);

    private void Walk(MimeEntity? entity, int depth, bool takeText)
    {
        if (entity is null || Refusal is not null)
            return;

        if (++parts > settings.MaximumParts)
            Refusal = Refusal.Invalid("", "mail.too-many-parts", $"A message has at most {settings.MaximumParts} parts.");
        else if (depth > settings.MaximumDepth)
            Refusal = Refusal.Invalid("", "mail.too-deep", $"The parts of a message are nested at most {settings.MaximumDepth} deep.");
        else
            Take(entity, depth, takeText);
    }

    private void Take(MimeEntity entity, int depth, bool takeText)
    {
        switch (entity)
        {
            case MultipartAlternative alternative:
                // The same content several times: one text is taken, and the pictures of all.
                var best = takeText ? BestOf(alternative) : null;
                foreach (var part in alternative)
                    Walk(part, depth + 1, takeText: part == best);
                break;
            case Multipart multipart:
                foreach (var part in multipart)
                    Walk(part, depth + 1, takeText);
                break;
            case MessagePart message:
                AddMessage(message);
                break;
            case TextPart { IsAttachment: false } text when text.IsPlain || text.IsHtml:
                if (takeText && Readable(text) is { Length: > 0 } words)
                    texts.Add(words);
                break;
            case MimePart part when !IsSignature(part):
                AddPart(part);
                break;
        }
    }

    // Plain text where there is any, or the last, richest alternative.
    private static MimeEntity? BestOf(MultipartAlternative alternative) =>
        alternative.FirstOrDefault(part => part is TextPart { IsPlain: true, IsAttachment: false } text && Readable(text).Length > 0)
        ?? alternative.LastOrDefault(part => part is TextPart { IsHtml: true } or Multipart)
        ?? alternative.FirstOrDefault();

    private static string Readable(TextPart part)
    {
        var text = Decoded(part);
        if (part.IsHtml)
            text = HtmlText.Of(text);
        else if (part.IsFlowed)
            text = new FlowedToText { DeleteSpace = "yes".Equals(part.ContentType.Parameters["delsp"], StringComparison.OrdinalIgnoreCase) }.Convert(text);
        return MailText.Tidy(text);
    }

    // Mail without a charset is UTF-8 or, from older Chinese programs, GB 18030.
    private static string Decoded(TextPart part)
    {
        if (!string.IsNullOrEmpty(part.ContentType.Charset) || part.Content is null)
            return part.Text ?? "";

        using var bytes = new MemoryStream();
        part.Content.DecodeTo(bytes);
        try
        {
            return StrictUtf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            return Gb18030.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }

    private static bool IsSignature(MimePart part) =>
        part.ContentType.IsMimeType("application", "pgp-signature") || part.ContentType.IsMimeType("application", "pkcs7-signature")
        || part.ContentType.IsMimeType("application", "x-pkcs7-signature");

    private void AddMessage(MessagePart part)
    {
        using var bytes = new MemoryStream();
        part.Message?.WriteTo(bytes);
        var name = part.ContentDisposition?.FileName ?? (part.Message?.Subject is { Length: > 0 } subject ? subject + ".eml" : "message.eml");
        Add(name, "message/rfc822", bytes, isInline: false);
    }

    private void AddPart(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        Add(part.FileName ?? "", part.ContentType.MimeType, bytes, isInline: !part.IsAttachment);
    }

    private void Add(string name, string type, MemoryStream content, bool isInline)
    {
        if (content.Length == 0)
            leftOut.Add(new LeftOutAttachment(name, "attachment.empty"));
        else if (content.Length > settings.MaximumAttachment)
            leftOut.Add(new LeftOutAttachment(name, "attachment.too-large"));
        else if (attachments.Count >= settings.MaximumAttachments)
            leftOut.Add(new LeftOutAttachment(name, "attachment.too-many"));
        else
            attachments.Add(new MailAttachment(name, type, content.ToArray(), isInline));
    }
}
