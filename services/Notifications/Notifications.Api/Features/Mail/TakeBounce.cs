using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Mailing;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CrmPlatform.Notifications.Features.Mail;

/// <summary>What a returned mail said.</summary>
/// <param name="Suppressed">Whether its address gets no mail any more: it never will take any.</param>
public sealed record BounceView(Guid? MailId, string? Recipient, bool Suppressed, string Reason);

internal static class TakeBounce
{
    public static async Task<Results<Ok<BounceView>, Invalid>> HandleAsync(HttpRequest request, NotificationsDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        BounceReport? report;
        try
        {
            // MimeKit reads synchronously into what it keeps; the body is small and read whole first.
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            buffer.Position = 0;
            report = BounceReport.Read(await MimeMessage.LoadAsync(buffer, cancellationToken));
        }
        catch (FormatException)
        {
            return new Invalid("", "The body is no mail message.", "mail.no-message");
        }
        if (report is null) return new Invalid("", "The message is no report of a failed delivery (RFC 3464).", "mail.no-report");
        var now = time.GetUtcNow();
        var mail = report.MailId is { } id ? await db.Mails.SingleOrDefaultAsync(m => m.MailId == id, cancellationToken) : null;
        // C20: of a person who was erased meanwhile nothing is noted anew; what the server said repeats the address as a rule.
        if (mail is { IsErased: true }) return TypedResults.Ok(new BounceView(mail.MailId, null, false, report.Reason));
        mail?.Bounce(report.Reason.Length > 1000 ? report.Reason[..1000] : report.Reason, now);
        var address = mail?.To ?? report.Recipient;
        var suppress = report.Permanent && address is { Length: > 0 and <= 254 };
        if (suppress) await db.SuppressAsync(address!, MailPurpose.Any, SuppressionReason.Bounced, report.Reason, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new BounceView(mail?.MailId, address, suppress, report.Reason));
    }
}
