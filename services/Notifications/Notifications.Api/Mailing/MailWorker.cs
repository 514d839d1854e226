using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Waking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Mailing;

/// <summary>Wakes the worker when a mail was asked for here.</summary>
internal sealed class MailSignal : Bell;

/// <summary>Sends what is queued and due. One replica sends at a time.</summary>
internal sealed class MailWorker(IServiceScopeFactory scopes, MailSignal signal, MailFiles files, IOptions<MailOptions> options, TimeProvider time, ILogger<MailWorker> log) : BackgroundService
{
    private const int Chunk = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sweep = TimeSpan.FromHours(1);

    // A mail is given up for now before another replica may think that this one is gone.
    private readonly Lease lease = new("mail", 5 * options.Value.Smtp.Timeout);
    private DateTimeOffset swept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SendDueAsync(stoppingToken))
                {
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Mail could not be looked after; it is tried again");
            }
            if (!stoppingToken.IsCancellationRequested) await signal.WaitAsync(Poll, time, stoppingToken);
        }
    }

    /// <summary>True when there may be more at once.</summary>
    private async Task<bool> SendDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        var now = time.GetUtcNow();
        if (!await lease.HoldAsync(db, now, cancellationToken)) return false;
        if (now - swept > Sweep) await SweepAsync(db, now, cancellationToken);
        var due = await db.Mails.Where(mail => mail.State == MailState.Queued && mail.NextAttemptAt <= now).OrderBy(mail => mail.NextAttemptAt).Take(Chunk).Select(mail => mail.Key).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        var sending = scope.ServiceProvider.GetRequiredService<SendMail>();
        foreach (var key in due)
        {
            // Asked anew before each: while a slow server is waited for the reader may be erased, or another replica take the work over.
            if (!await lease.HoldAsync(db, time.GetUtcNow(), cancellationToken)) return false;
            if (await db.Mails.SingleOrDefaultAsync(mail => mail.Key == key && mail.State == MailState.Queued, cancellationToken) is not { } mail) continue;
            await sending.SendAsync(mail, 2 * options.Value.Smtp.Timeout, cancellationToken);
            // Saved one by one: what was handed over is not handed over again after a crash with the next one.
            await db.SaveChangesAsync(cancellationToken);
        }
        return due.Count == Chunk;
    }

    // What a mail said is not kept longer than it is needed; that it was sent, when and why, is.
    private async Task SweepAsync(NotificationsDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        swept = now;
        var old = now - options.Value.KeepContent;
        IReadOnlyDictionary<string, string> empty = new Dictionary<string, string>();
        await db.Mails.Where(mail => mail.FinishedAt < old).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Values, empty), cancellationToken);
        await files.SweepAsync(db, old, cancellationToken);
    }
}

/// <summary>Sends one mail, or decides why not.</summary>
internal sealed class SendMail(
    NotificationsDb db, CustomersClient customers, MailComposer composer, MailTemplates templates, IMailTransport transport, IOptions<MailOptions> options, TimeProvider time,
    ILogger<SendMail> log)
{
    private readonly MailOptions settings = options.Value;

    /// <param name="mail">Whose turn it is.</param>
    /// <param name="patience">A server may be slow with each of a mail's half a dozen answers; with all of them together no longer than this.</param>
    /// <param name="cancellationToken">The service stops.</param>
    public async Task SendAsync(OutgoingMail mail, TimeSpan patience, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var patient = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancellationToken);
        try
        {
            if (!templates.Knows(mail.Template))
            {
                mail.Fail($"There is no template '{mail.Template}'.", now);
                return;
            }
            if (mail.To.Length == 0 && !await AddressAsync(mail, now, either.Token)) return;
            var (consent, word) = await WordAsync(mail, either.Token);
            if (await RefusedAsync(mail, word, cancellationToken) is { } refused)
            {
                mail.Suppress(refused.Reason == SuppressionReason.Bounced ? "The address does not take mail." : "The reader does not want mail of this kind.", now);
                return;
            }
            if (consent is not null && mail.CustomerId is not null && !MailPurpose.MaySend(consent, word?.Holds))
            {
                mail.Suppress($"The customer's consent to mail for {consent} does not hold.", now);
                return;
            }
            var outcome = await transport.SendAsync(composer.Compose(mail), composer.EnvelopeFrom(mail), mail.MailId, either.Token);
            await NoteAsync(mail, outcome, cancellationToken);
        }
        catch (MimeKit.ParseException)
        {
            mail.Fail("The address is none.", now);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Delay(mail, $"It could not be handed over within {patience.TotalSeconds:0} s.", now);
        }
        catch (HttpRequestException away)
        {
            Delay(mail, away.Message, now);
        }
    }

    private async Task<(string? Consent, ConsentWord? Word)> WordAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var consent = MailPurpose.ConsentFor(mail.Purpose);
        return (consent, consent is not null && mail.CustomerId is { } customer ? await customers.ConsentAsync(customer, consent, cancellationToken) : null);
    }

    // C16, C20: a consent said after the refusal lifts it also where the address was known from another file, such as one merged since; a
    // bounce is no word of anybody's.
    private async Task<Suppression?> RefusedAsync(OutgoingMail mail, ConsentWord? word, CancellationToken cancellationToken)
    {
        var refusals = await db.SuppressionsOfAsync(mail.To, mail.Purpose, cancellationToken);
        if (word is not { Holds: true, SaidAt: { } said }) return refusals.FirstOrDefault();
        var lifted = refusals.Where(s => s.Reason == SuppressionReason.Unsubscribed && s.Purpose == mail.Purpose && s.At <= said).ToList();
        db.Suppressions.RemoveRange(lifted);
        return refusals.Except(lifted).FirstOrDefault();
    }

    private async Task<bool> AddressAsync(OutgoingMail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var customer = mail.CustomerId is { } id ? await customers.ReadAsync(id, cancellationToken) : null;
        while (customer is { Status: "merged", MergedInto: { } survivor }) customer = await customers.ReadAsync(survivor, cancellationToken);
        if (customer is not { Status: "active", Email: { Length: > 0 } address })
        {
            mail.Suppress("The customer has no mail address.", now);
            return false;
        }
        mail.Address(address, customer.Language, customer.Name);
        return true;
    }

    private async Task NoteAsync(OutgoingMail mail, MailOutcome outcome, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (outcome.Fate)
        {
            case MailFate.Sent:
                mail.Sent(now);
                break;
            case MailFate.Later:
                // The reason stands in the mail's own row: a server that answers often repeats the address.
                log.LogWarning("Mail {MailId} is tried again later", mail.MailId);
                Delay(mail, outcome.Reason!, now);
                break;
            case MailFate.Bounced:
                mail.Bounce(Short(outcome.Reason!), now);
                await db.SuppressAsync(mail.To, MailPurpose.Any, SuppressionReason.Bounced, Short(outcome.Reason!), now, cancellationToken);
                break;
            default:
                mail.Fail(Short(outcome.Reason!), now);
                break;
        }
    }

    private void Delay(OutgoingMail mail, string reason, DateTimeOffset now) =>
        mail.Delay(Short(reason), now, new Backoff(settings.FirstRetry, settings.LongestRetry).After(mail.Attempts + 1, Random.Shared.NextDouble()), settings.GiveUpAfter);

    private static string Short(string text) => text.Length > 1000 ? text[..1000] : text;
}
