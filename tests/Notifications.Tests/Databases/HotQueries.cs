using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Tests.Databases;

/// <summary>What this service asks its database all day long, in SQL Server's words.</summary>
public sealed class HotQueries
{
    [Theory]
    [InlineData("deliveries of a receiver", "IX_WebhookDeliveries_SubscriptionKey_State_NextAttemptAt", "the rows of a batch and their events")]
    [InlineData("next delivery of a receiver", "IX_WebhookDeliveries_SubscriptionKey_State_NextAttemptAt", null)]
    [InlineData("mails to send", "IX_Mails_State_NextAttemptAt", null)]
    [InlineData("mails known", "IX_Mails_MailId", null)]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<NotificationsSqlServer>();
        ApprovedSql.IsApproved(db, name, index, rows, QueryOf(name, db));
    }

    private static IQueryable<object> QueryOf(string name, NotificationsDb db)
    {
        var now = DateTimeOffset.UtcNow;
        var subscription = 7L;
        Guid[] ids = [Guid.Empty, Guid.AllBitsSet];
        return name switch
        {
            "deliveries of a receiver" => db.Deliveries.Include(delivery => delivery.Event)
                .Where(delivery => delivery.SubscriptionKey == subscription && delivery.State == DeliveryState.Pending && delivery.NextAttemptAt <= now)
                .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.Key).Take(8),
            "next delivery of a receiver" => db.Deliveries.Where(d => d.SubscriptionKey == subscription && d.State == DeliveryState.Pending)
                .OrderBy(d => d.NextAttemptAt).Select(d => (object)d.NextAttemptAt).Take(1),
            "mails to send" => db.Mails.Where(mail => mail.State == MailState.Queued && mail.NextAttemptAt <= now).OrderBy(mail => mail.NextAttemptAt).Take(20).Select(mail => (object)mail.Key),
            "mails known" => db.Mails.Where(mail => ids.Contains(mail.MailId)).Select(mail => (object)mail.MailId),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
