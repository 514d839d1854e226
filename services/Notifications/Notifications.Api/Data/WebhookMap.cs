using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Data;

internal static class WebhookMap
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model)
    {
        model.Entity<WebhookSubscription>(subscription =>
        {
            subscription.ToTable("WebhookSubscriptions");
            subscription.Property(s => s.ClientId).HasMaxLength(100);
            subscription.Property(s => s.Name).HasMaxLength(200);
            subscription.Property(s => s.Url).HasMaxLength(2000);
            subscription.Property(s => s.EventTypes).IsJson();
            subscription.Property(s => s.Filters).IsJson();
            subscription.Property(s => s.Secret).HasMaxLength(1000).IsUnicode(false);
            subscription.Property(s => s.PreviousSecret).HasMaxLength(1000).IsUnicode(false);
            subscription.HasIndex(s => new { s.ClientId, s.Key });
        });
        model.Entity<WebhookEvent>(happened =>
        {
            happened.ToTable("WebhookEvents").HasKey(e => e.Key);
            happened.Property(e => e.Type).HasMaxLength(200).IsUnicode(false);
            happened.Property(e => e.Data).HasMaxLength(Unlimited);
            happened.HasIndex(e => e.EventId);
            happened.HasIndex(e => e.CustomerId);
        });
        model.Entity<WebhookDelivery>(delivery =>
        {
            delivery.ToTable("WebhookDeliveries");
            delivery.HasOne(d => d.Event).WithMany().HasForeignKey(d => d.EventKey).OnDelete(DeleteBehavior.Restrict);
            delivery.HasOne<WebhookSubscription>().WithMany().HasForeignKey(d => d.SubscriptionKey).OnDelete(DeleteBehavior.Cascade);
            delivery.Property(d => d.LastError).HasMaxLength(500);
            // What a receiver is owed, the next one first.
            delivery.HasIndex(d => new { d.SubscriptionKey, d.State, d.NextAttemptAt });
            delivery.HasIndex(d => new { d.State, d.FinishedAt });
        });
        model.Entity<DeliveryAttempt>(attempt =>
        {
            attempt.ToTable("WebhookAttempts").HasKey(a => a.Key);
            attempt.HasOne(a => a.Delivery).WithMany().HasForeignKey(a => a.DeliveryKey).OnDelete(DeleteBehavior.Cascade);
            attempt.Property(a => a.Error).HasMaxLength(500);
            attempt.Property(a => a.Answer).HasMaxLength(1000);
        });
        model.Entity<ReceiverHealth>(health =>
        {
            health.ToTable("ReceiverHealth").HasKey(h => h.SubscriptionKey);
            health.Property(h => h.SubscriptionKey).ValueGeneratedNever();
            health.HasOne<WebhookSubscription>().WithOne().HasForeignKey<ReceiverHealth>(h => h.SubscriptionKey).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
