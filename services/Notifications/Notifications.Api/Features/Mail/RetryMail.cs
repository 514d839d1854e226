using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Features.Mail;

internal static class RetryMail
{
    public static async Task<Results<Ok<MailView>, Missing, Stale, Refused>> HandleAsync(
        Guid id, IfMatch ifMatch, NotificationsDb db, MailSignal signal, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Mails.SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } mail) return new Missing("mail", id);
        if (!ifMatch.Matches(mail)) return new Stale(mail.Version);
        if (mail.Retry(time.GetUtcNow()) is { } refusal) return new Refused(refusal);
        db.AfterCommit(signal.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(MailView.Of(mail));
    }
}
