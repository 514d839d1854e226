using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Privacy;

/// <summary>C20: what this service holds on one customer: mails, refusals of mail, and events kept for webhooks.</summary>
internal sealed class HeldHere(NotificationsDb db) : IPrivacySource
{
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var mails = await db.Mails.AsNoTracking().Where(mail => mail.CustomerId == customerId).OrderBy(mail => mail.Key).ToListAsync(cancellationToken);
        var addresses = mails.Select(mail => Suppression.Normalise(mail.To)).Distinct().ToList();
        var refusals = await db.Suppressions.AsNoTracking().Where(s => addresses.Contains(s.Address)).ToListAsync(cancellationToken);
        var events = await db.WebhookEvents.AsNoTracking().Where(kept => kept.CustomerId == customerId).OrderBy(kept => kept.Key)
            .Select(kept => new { kept.EventId, kept.Type, kept.At, kept.Data }).ToListAsync(cancellationToken);
        return new Dictionary<string, IReadOnlyList<object>>
        {
            ["mails"] = [.. mails.Select(mail => new { mail.Template, mail.Language, mail.To, mail.Purpose, mail.State, mail.CreatedAt, mail.FinishedAt, mail.Values })],
            ["mailRefusals"] = [.. refusals.Select(s => new { s.Address, s.Purpose, s.Reason, s.At })],
            ["webhookEvents"] = [.. events],
        };
    }
}
