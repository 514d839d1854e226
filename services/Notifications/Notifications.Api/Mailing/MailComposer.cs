using System.Text.RegularExpressions;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>Makes the message: template, headers, and for what can be refused the link to refuse it by.</summary>
internal sealed partial class MailComposer(MailTemplates templates, UnsubscribeLinks links, IOptions<MailOptions> options, TimeProvider time)
{
    public const string IdHeader = "X-Crm-Mail-Id";

    /// <summary>S1: by this header Service knows our own mail when it comes back.</summary>
    public const string OwnMark = "X-CrmPlatform-Mail";

    /// <exception cref="FormatException">The address is none.</exception>
    public MimeMessage Compose(OutgoingMail mail)
    {
        var settings = options.Value;
        var language = RequestLanguage.FromTag(mail.Language) ?? Language.English;
        var values = new Dictionary<string, string>(mail.Values);
        var refusable = MailPurpose.CanBeRefused(mail.Purpose);
        var link = refusable ? links.For(mail) : null;
        if (link is not null) values["unsubscribeLink"] = link;
        var text = templates.Fill(mail.Template, language, values, TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));

        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        if (settings.ReplyTo is { Length: > 0 } replyTo) message.ReplyTo.Add(MailboxAddress.Parse(replyTo));
        message.Subject = text.Subject;
        message.Date = time.GetUtcNow();
        message.MessageId = Given(mail) ?? $"{mail.MailId:N}@{DomainOf(settings.From)}";
        message.Headers.Add(IdHeader, mail.MailId.ToString());
        message.Headers.Add(OwnMark, "1");
        message.Headers.Add("Content-Language", Tag(language));
        // RFC 3834: nobody's holiday notice is to answer this.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (link is not null)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{link}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.Body = new TextPart("plain") { Text = link is null ? text.Body : $"{text.Body}\n-- \n{Footer(language)}\n{link}\n" };
        return message;
    }

    /// <summary>Where a bounce goes; the mail's id is in it, so that it says by itself which mail it was.</summary>
    public MailboxAddress EnvelopeFrom(OutgoingMail mail)
    {
        if (options.Value.BounceAddress is not { } bounces) return MailboxAddress.Parse(options.Value.From);
        var at = bounces.LastIndexOf('@');
        return new MailboxAddress("", $"{bounces[..at]}+{mail.MailId:N}{bounces[at..]}");
    }

    // S1: whoever asked may have said by which Message-ID an answer to it is known.
    private static string? Given(OutgoingMail mail) => mail.Values.TryGetValue("messageId", out var given) && MessageId().IsMatch(given) ? given : null;

    private static string DomainOf(string from) => MailboxAddress.Parse(from).Domain is { Length: > 0 } domain ? domain : "localhost";

    private static string Tag(Language language) => language switch
    {
        Language.SimplifiedChinese => "zh-Hans",
        Language.TraditionalChinese => "zh-Hant",
        _ => "en",
    };

    private static string Footer(Language language) =>
        new Wording("No more mail of this kind:", "不再接收此类邮件：", "不再接收此類郵件：").In(language);

    // RFC 5322 without quoted parts: what every program that answers gives back as it was.
    [GeneratedRegex(@"^[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex MessageId();
}
