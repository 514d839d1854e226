using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Notifications.Domain.Mail;

public enum MailState
{
    [Names("queued", "待发送", "待發送")] Queued,
    [Names("sent", "已发送", "已發送")] Sent,
    [Names("bounced", "被退回", "被退回")] Bounced,
    [Names("failed", "失败", "失敗")] Failed,
    [Names("suppressed", "已抑制", "已抑制")] Suppressed,
}

/// <summary>X4: a mail that was asked for, once by its id.</summary>
public sealed class OutgoingMail : Entity
{
    /// <summary>Whom a mail went to that was blanked.</summary>
    public const string Nobody = "erased";

    private OutgoingMail() { }

    /// <summary>Given by whoever asked; asked for twice it is sent once.</summary>
    public Guid MailId { get; private set; }

    public string Template { get; private set; } = "";

    /// <summary>BCP 47 tag of the reader's language; empty until the reader is looked up.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The address; empty until the reader is looked up.</summary>
    public string To { get; private set; } = "";

    public Guid? CustomerId { get; private set; }

    public IReadOnlyDictionary<string, string> Values { get; private set; } = new Dictionary<string, string>();

    public string Purpose { get; private set; } = "";

    public MailState State { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset NextAttemptAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public string? Error { get; private set; }

    /// <param name="to">Empty where the customer's own address is to be asked for when it is sent.</param>
    public static OutgoingMail Ask(
        Guid mailId, string template, string language, string to, Guid? customerId, IReadOnlyDictionary<string, string> values, string purpose, DateTimeOffset now) => new()
        {
            MailId = mailId,
            Template = template,
            Language = language,
            To = to,
            CustomerId = customerId,
            Values = values,
            Purpose = purpose,
            CreatedAt = now,
            NextAttemptAt = now,
        };

    public void Address(string to, string language, string name)
    {
        (To, Language) = (to, language);
        Values = new Dictionary<string, string>(Values) { ["name"] = name };
    }

    public void Sent(DateTimeOffset now) => Finish(MailState.Sent, null, now);

    public void Suppress(string reason, DateTimeOffset now) => Finish(MailState.Suppressed, reason, now);

    public void Bounce(string reason, DateTimeOffset now) => Finish(MailState.Bounced, reason, now);

    public void Fail(string reason, DateTimeOffset now) => Finish(MailState.Failed, reason, now);

    /// <summary>A passing fault: another attempt, or failed when patience is over.</summary>
    public void Delay(string reason, DateTimeOffset now, TimeSpan wait, TimeSpan patience)
    {
        Attempts++;
        if (now + wait > CreatedAt + patience) Finish(MailState.Failed, reason, now);
        else (NextAttemptAt, Error) = (now + wait, reason);
    }

    /// <summary>Once more, because somebody has mended what was wrong; what its reader wants and consents to is asked anew.</summary>
    /// <param name="keep">How long what a mail said is kept.</param>
    public Refusal? Retry(DateTimeOffset now, TimeSpan keep)
    {
        if (State is not (MailState.Failed or MailState.Bounced or MailState.Suppressed)) return Refusal.Conflict("mail.not-failed", "Only a mail that failed, bounced or was suppressed can be sent again.");
        if (IsErased || FinishedAt < now - keep) return Refusal.Conflict("mail.emptied", "What this mail said is not kept any more; have it asked for anew.");
        (State, NextAttemptAt, FinishedAt, Error, CreatedAt) = (MailState.Queued, now, null, null, now);
        return null;
    }

    public bool IsErased => To == Nobody;

    /// <summary>C20: nothing of the person stays in it.</summary>
    public void Erase(DateTimeOffset now)
    {
        // What a mail server said repeats the address as a rule.
        (To, Values, Error) = (Nobody, new Dictionary<string, string>(), null);
        if (State == MailState.Queued) Finish(MailState.Suppressed, "The person was erased.", now);
    }

    private void Finish(MailState state, string? error, DateTimeOffset now)
    {
        (State, Error, FinishedAt) = (state, error, now);
        if (state == MailState.Sent) Attempts++;
    }
}
