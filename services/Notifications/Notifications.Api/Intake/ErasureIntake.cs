using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Intake;

/// <summary>C20: takes an erased person out of the mails, the delivery log and the stream. That something was sent, and when, stays.</summary>
internal sealed class ErasureIntake(NotificationsDb db, Erasure erasure, TimeProvider time)
{
    private static readonly string Erased = WireName.Of(typeof(CustomerErased));

    public async Task TakeAsync(IReadOnlyList<Happened> events, CancellationToken cancellationToken)
    {
        foreach (var happened in events.Where(happened => happened.WireName == Erased))
        {
            if (happened.CustomerId is not { } customer) continue;
            var mails = await db.Mails.Where(mail => mail.CustomerId == customer).ToListAsync(cancellationToken);
            await ForgetRefusalsAsync(customer, mails, cancellationToken);
            foreach (var mail in mails) mail.Erase(time.GetUtcNow());
            foreach (var kept in await db.WebhookEvents.Where(kept => kept.CustomerId == customer).ToListAsync(cancellationToken)) Blank(kept, customer);
            // Receivers like to say again what they were told.
            foreach (var attempt in await db.Attempts.Where(attempt => attempt.Delivery.Event.CustomerId == customer && attempt.Answer != null).ToListAsync(cancellationToken)) attempt.Answer = null;
            await erasure.ReplaceAsync(new ErasedPerson(customer), cancellationToken);
        }
    }

    // An address that stands on the list of refusals names its person as well as any other row; one that others are reached at stays.
    private async Task ForgetRefusalsAsync(Guid customer, List<OutgoingMail> mails, CancellationToken cancellationToken)
    {
        var written = mails.Where(mail => !MailPurpose.IsAmongOurselves(mail.Purpose)).Select(mail => mail.To).Distinct().ToList();
        var others = await db.Mails.Where(mail => mail.CustomerId != customer && written.Contains(mail.To)).Select(mail => mail.To).Distinct().ToListAsync(cancellationToken);
        var own = written.Except(others, StringComparer.OrdinalIgnoreCase).Select(Suppression.Normalise).ToList();
        db.Suppressions.RemoveRange(await db.Suppressions.Where(s => own.Contains(s.Address)).ToListAsync(cancellationToken));
    }

    private static void Blank(WebhookEvent kept, Guid customer) => kept.Data = $$"""{"customerId":"{{customer}}","erased":true}""";
}
