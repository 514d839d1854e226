using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Intake;

/// <summary>C20: takes an erased person out of the mails, the delivery log and the stream. That something was sent, and when, stays.</summary>
internal sealed class ErasureIntake(NotificationsDb db, Erasure erasure, MailFiles files, TimeProvider time)
{
    private static readonly string Erased = WireName.Of(typeof(CustomerErased));

    public async Task TakeAsync(IReadOnlyList<Happened> events, CancellationToken cancellationToken)
    {
        // Merged files are erased together: none of them is somebody else to another.
        var erasures = events.Where(happened => happened.WireName == Erased).ToList();
        var (erased, words) = (erasures.Select(happened => happened.CustomerId).OfType<Guid>().Distinct().ToList(), erasures.Select(happened => happened.Id).ToHashSet());
        foreach (var customer in erased)
        {
            var mails = await db.Mails.Where(mail => mail.CustomerId == customer).ToListAsync(cancellationToken);
            // What was asked for in the same batch is not written yet.
            mails = [.. mails.Union(db.Mails.Local.Where(mail => mail.CustomerId == customer))];
            await ForgetRefusalsAsync(erased, mails, cancellationToken);
            foreach (var mail in mails) mail.Erase(time.GetUtcNow());
            db.AfterCommit(() => files.Delete(mails.Select(mail => mail.MailId)));
            await db.WebhookEvents.Where(kept => kept.CustomerId == customer).LoadAsync(cancellationToken);
            // Those of the same batch are among the local ones; the word of the erasure itself names nobody and has to arrive.
            foreach (var kept in db.WebhookEvents.Local.Where(kept => kept.CustomerId == customer && !words.Contains(kept.EventId))) Blank(kept, customer);
            // Receivers like to say again what they were told.
            foreach (var attempt in await db.Attempts.Where(attempt => attempt.Delivery.Event.CustomerId == customer && attempt.Answer != null).ToListAsync(cancellationToken)) attempt.Answer = null;
            await erasure.ReplaceAsync(new ErasedPerson(customer), cancellationToken);
        }
    }

    // An address that stands on the list of refusals names its person as well as any other row; one that others are reached at stays.
    private async Task ForgetRefusalsAsync(List<Guid> erased, List<OutgoingMail> mails, CancellationToken cancellationToken)
    {
        var written = mails.Where(mail => !MailPurpose.IsAmongOurselves(mail.Purpose)).Select(mail => Suppression.Normalise(mail.To)).Distinct().ToList();
        var listed = await db.Suppressions.Where(s => written.Contains(s.Address)).ToListAsync(cancellationToken);
        if (listed.Count == 0) return;
        var addresses = listed.Select(s => s.Address).ToList();
#pragma warning disable CA1304, CA1311 // The database does it, which has no culture of ours.
        var others = await db.Mails
            .Where(mail => (mail.CustomerId == null || !erased.Contains(mail.CustomerId.Value)) && addresses.Contains(mail.To.Trim().ToLower()))
            .Select(mail => mail.To).Distinct().ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311
        var reached = others.Select(Suppression.Normalise).ToHashSet();
        db.Suppressions.RemoveRange(listed.Where(s => !reached.Contains(s.Address)));
    }

    private static void Blank(WebhookEvent kept, Guid customer) => kept.Data = $$"""{"customerId":"{{customer}}","erased":true}""";
}
