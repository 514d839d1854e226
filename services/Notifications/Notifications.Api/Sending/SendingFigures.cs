using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Sending;

/// <summary>X6: what should have left the house and has not.</summary>
internal static class SendingFigures
{
    public static void AddSendingFigures(this IServiceCollection services)
    {
        services.AddFigure<NotificationsDb>("crm.webhooks.pending", "{delivery}", "Webhooks that are owed to receivers.",
            (db, _, token) => db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Pending, token));
        services.AddFigure<NotificationsDb>("crm.webhooks.parked", "{delivery}", "Webhooks given up after the last attempt, until somebody replays them.",
            (db, _, token) => db.Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Parked, token));
        services.AddFigure<NotificationsDb>("crm.mails.late", "{mail}", "Mails that should have left more than a minute ago.", (db, now, token) =>
        {
            var late = now.AddMinutes(-1);
            return db.Mails.CountAsync(mail => mail.State == MailState.Queued && mail.NextAttemptAt < late, token);
        });
        services.AddFigure<NotificationsDb>("crm.mails.failed", "{mail}", "Mails given up after the last attempt.",
            (db, _, token) => db.Mails.CountAsync(mail => mail.State == MailState.Failed, token));
    }
}
