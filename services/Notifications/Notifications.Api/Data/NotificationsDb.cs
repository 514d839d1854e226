using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.Notifications.Domain.Mail;
using CrmPlatform.Notifications.Domain.Webhooks;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Data;

/// <summary>The Notifications service's own database.</summary>
internal abstract class NotificationsDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<WebhookSubscription> Subscriptions => Set<WebhookSubscription>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<WebhookDelivery> Deliveries => Set<WebhookDelivery>();

    public DbSet<DeliveryAttempt> Attempts => Set<DeliveryAttempt>();

    public DbSet<ReceiverHealth> ReceiverHealth => Set<ReceiverHealth>();

    public DbSet<LiveUpdate> LiveUpdates => Set<LiveUpdate>();

    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();

    public DbSet<Suppression> Suppressions => Set<Suppression>();

    public DbSet<StaffAddress> StaffAddresses => Set<StaffAddress>();

    public DbSet<MergedFile> MergedFiles => Set<MergedFile>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    /// <summary>Everybody's: for the delivery itself. (X1: over the API a client sees its own subscriptions only.)</summary>
    public IQueryable<WebhookSubscription> AllSubscriptions => Subscriptions.IgnoreQueryFilters();

    protected override void BuildModel(ModelBuilder model)
    {
        WebhookMap.Build(model);
        MailMap.Build(model);
        model.Entity<WebhookSubscription>().HasQueryFilter(subscription => SeesAll || subscription.ClientId == Me);
        model.Entity<LiveUpdate>(update =>
        {
            update.ToTable("LiveUpdates").HasKey(u => u.Key);
            update.Property(u => u.OwnerId).HasMaxLength(100);
            update.Property(u => u.Team).HasMaxLength(60);
            update.Property(u => u.Name).HasMaxLength(60).IsUnicode(false);
            update.Property(u => u.Data).HasMaxLength(4000);
            update.HasIndex(u => u.At);
        });
        model.Entity<LeaseRow>(lease =>
        {
            lease.ToTable("Leases").HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(40).IsUnicode(false);
            lease.Property(l => l.Owner).HasMaxLength(100);
        });
    }
}

internal sealed class NotificationsSqlite(DbContextOptions<NotificationsSqlite> options) : NotificationsDb(options);

internal sealed class NotificationsSqlServer(DbContextOptions<NotificationsSqlServer> options) : NotificationsDb(options);
