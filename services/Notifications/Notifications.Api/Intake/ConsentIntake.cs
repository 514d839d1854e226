using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Intake;

/// <summary>C20: who has agreed to mail again after unsubscribing gets it again, at the addresses we have written to. What bounced stays as it is.</summary>
internal sealed class ConsentIntake(NotificationsDb db)
{
    private static readonly string Recorded = WireName.Of(typeof(ConsentRecorded));

    public async Task TakeAsync(IReadOnlyList<Happened> events, CancellationToken cancellationToken)
    {
        foreach (var happened in events.Where(happened => happened.WireName == Recorded))
        {
            var consent = JsonSerializer.Deserialize<ConsentRecorded>(happened.Payload, Json.Tolerant)!;
            if (consent is { Given: true, Channel: "any" or "email" }) await LiftAsync(consent, cancellationToken);
        }
    }

    private async Task LiftAsync(ConsentRecorded consent, CancellationToken cancellationToken)
    {
        var written = await db.Mails.Where(mail => mail.CustomerId == consent.CustomerId).Select(mail => mail.To).Distinct().ToListAsync(cancellationToken);
        var addresses = written.Select(Suppression.Normalise).ToList();
        var refusals = await db.Suppressions
            .Where(s => addresses.Contains(s.Address) && s.Reason == SuppressionReason.Unsubscribed && s.At <= consent.At).ToListAsync(cancellationToken);
        db.Suppressions.RemoveRange(refusals.Where(s => MailPurpose.ConsentFor(s.Purpose) == consent.Purpose));
    }
}
