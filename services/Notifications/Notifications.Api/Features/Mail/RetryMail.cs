using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Features.Mail;

internal static class RetryMail
{
    public static async Task<Results<Ok<MailView>, Missing, Stale, Refused>> HandleAsync(
        Guid id, IfMatch ifMatch, NotificationsDb db, MailSignal signal, IOptions<MailOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Mails.SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } mail) return new Missing("mail", id);
        if (!ifMatch.Matches(mail)) return new Stale(mail.Version);
        if (mail.Retry(time.GetUtcNow(), options.Value.KeepContent) is { } refusal) return new Refused(refusal);
        // An address that bounced stays as it is until somebody lifts it: another try would only be put by.
        var bounced = (await db.SuppressionsOfAsync(mail.To, mail.Purpose, cancellationToken)).FirstOrDefault(s => s.Reason == SuppressionReason.Bounced);
        if (bounced is not null)
            return new Refused(Refusal.Conflict("mail.address-bounced", "The address takes no mail; lift that first if it does again.", ("suppressionId", bounced.Id)));
        db.AfterCommit(signal.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(MailView.Of(mail));
    }
}
