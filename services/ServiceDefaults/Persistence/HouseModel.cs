using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Idempotency;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>The tables every service has.</summary>
internal static class HouseModel
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model, bool sqlite)
    {
        model.Entity<OutboxRow>(row =>
        {
            row.ToTable("Outbox").HasKey(r => r.Key);
            row.Property(r => r.Type).HasMaxLength(200).IsUnicode(false);
            row.Property(r => r.TraceParent).HasMaxLength(64).IsUnicode(false);
            row.Property(r => r.Payload).HasMaxLength(Unlimited);
            row.HasIndex(r => r.Position).IsUnique();
            // SQL Server leaves what has no place out of the unique index; the dispatcher looks for exactly that every second.
            if (!sqlite) row.HasIndex(r => r.Key, "IX_Outbox_Unplaced").HasFilter("[Position] IS NULL");
            row.HasIndex(r => r.Subject);
        });
        model.Entity<FeedState>(state =>
        {
            state.ToTable("FeedState").HasKey(s => s.Key);
            state.Property(s => s.Key).ValueGeneratedNever();
            state.Property(s => s.LeaseOwner).HasMaxLength(100);
        });
        model.Entity<InboxRow>(row =>
        {
            row.ToTable("Inbox").HasKey(r => new { r.MessageId, r.Handler });
            row.Property(r => r.Handler).HasMaxLength(100).IsUnicode(false);
        });
        model.Entity<FeedCheckpoint>(checkpoint =>
        {
            checkpoint.ToTable("FeedCheckpoints").HasKey(c => c.Source);
            checkpoint.Property(c => c.Source).HasMaxLength(40).IsUnicode(false);
            checkpoint.Property(c => c.LeaseOwner).HasMaxLength(100);
            // Two replicas that both find the lease expired: one of them saves, the other one starts over.
            checkpoint.Property(c => c.LeaseUntil).IsConcurrencyToken();
        });
        model.Entity<FailedDelivery>(failed =>
        {
            failed.ToTable("FailedDeliveries").HasKey(f => f.Key);
            failed.Property(f => f.Handler).HasMaxLength(100).IsUnicode(false);
            failed.Property(f => f.Source).HasMaxLength(40).IsUnicode(false);
            failed.Property(f => f.Type).HasMaxLength(200).IsUnicode(false);
            failed.Property(f => f.Payload).HasMaxLength(Unlimited);
            failed.Property(f => f.Error).HasMaxLength(2000);
            failed.Property(f => f.TraceParent).HasMaxLength(64).IsUnicode(false);
            failed.HasIndex(f => new { f.MessageId, f.Handler }).IsUnique();
            failed.HasIndex(f => f.NextAttemptAt);
            failed.HasIndex(f => f.Id).IsUnique();
        });
        model.Entity<IdempotencyKey>(key =>
        {
            key.ToTable("IdempotencyKeys").HasKey(k => k.Id);
            key.Property(k => k.Id).ValueGeneratedNever();
            key.Property(k => k.BodyHash).HasMaxLength(32);
            key.Property(k => k.Body).HasMaxLength(Unlimited);
            key.Property(k => k.Location).HasMaxLength(2000);
            key.HasIndex(k => k.ExpiresAt);
        });
        model.Entity<Job>(job =>
        {
            job.ToTable("Jobs").HasKey(j => j.Key);
            job.HasIndex(j => j.Id).IsUnique();
            job.HasIndex(j => new { j.State, j.Key });
            job.Property(j => j.Kind).HasMaxLength(60).IsUnicode(false);
            job.Property(j => j.Parameters).HasMaxLength(Unlimited);
            job.Property(j => j.Checkpoint).HasMaxLength(Unlimited);
            job.Property(j => j.Result).HasMaxLength(Unlimited);
            job.Property(j => j.Failure).HasMaxLength(2000);
            job.Property(j => j.CreatedBy).HasMaxLength(100);
            job.Property(j => j.CreatedByName).HasMaxLength(200);
            job.Property(j => j.LeaseOwner).HasMaxLength(100);
        });
        model.Entity<Counter>(counter =>
        {
            counter.ToTable("Counters").HasKey(c => c.Name);
            counter.Property(c => c.Name).HasMaxLength(60).IsUnicode(false);
        });
        model.Entity<Change>(change =>
        {
            change.ToTable("Changes").HasKey(c => c.Key);
            change.HasIndex(c => new { c.Subject, c.Key });
            change.Property(c => c.Entity).HasMaxLength(60).IsUnicode(false);
            change.Property(c => c.Action).HasMaxLength(10).IsUnicode(false);
            change.Property(c => c.By).HasMaxLength(100);
            change.Property(c => c.ByName).HasMaxLength(200);
            change.Property(c => c.TraceId).HasMaxLength(32).IsUnicode(false);
            change.Property(c => c.Fields).HasMaxLength(Unlimited);
        });
        model.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("DataProtectionKeys");
            key.Property(k => k.Xml).HasMaxLength(Unlimited);
        });
    }

    /// <summary>Maps what every <see cref="IVersioned"/> has, and the keys of every <see cref="Entity"/>.</summary>
    public static void MapEntities(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(t => typeof(IVersioned).IsAssignableFrom(t.ClrType) && t.BaseType is null).ToList())
        {
            var entity = model.Entity(type.ClrType);
            entity.Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            if (!typeof(Entity).IsAssignableFrom(type.ClrType)) continue;
            entity.HasKey(nameof(Entity.Key));
            entity.HasIndex(nameof(Entity.Id)).IsUnique();
        }
    }
}
