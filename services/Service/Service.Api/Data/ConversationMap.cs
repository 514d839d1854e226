using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Data;

internal static class ConversationMap
{
    private const int Unlimited = -1;

    public static void Build(ModelBuilder model)
    {
        model.Entity<MessageRow>(message =>
        {
            message.ToTable("Messages");
            message.Property(m => m.AuthorId).HasMaxLength(100);
            message.Property(m => m.AuthorName).HasMaxLength(200);
            message.Property(m => m.Text).HasMaxLength(Unlimited);
            message.Property(m => m.LeftOut).IsImmutableJson();
            message.HasIndex(m => new { m.ComplaintId, m.Key });
        });
        model.Entity<AttachmentRow>(attachment =>
        {
            attachment.ToTable("Attachments");
            attachment.Property(a => a.Name).HasMaxLength(255);
            attachment.Property(a => a.Digest).HasMaxLength(64).IsUnicode(false);
            attachment.Property(a => a.StoredAs).HasMaxLength(60).IsUnicode(false);
            attachment.Property(a => a.UploadedBy).HasMaxLength(100);
            attachment.HasIndex(a => new { a.ComplaintId, a.Key });
        });
        model.Entity<MailRow>(mail =>
        {
            mail.ToTable("Mails");
            mail.Property(m => m.MailKey).HasMaxLength(400);
            mail.Property(m => m.Sender).HasMaxLength(254);
            mail.Property(m => m.Text).HasMaxLength(Unlimited);
            mail.Property(m => m.Signs).IsImmutableJson();
            mail.Property(m => m.HandledBy).HasMaxLength(100);
            mail.HasIndex(m => m.MailKey).IsUnique();
            mail.HasIndex(m => m.ComplaintId);
            mail.HasIndex(m => new { m.Waits, m.Key });
        });
        model.Entity<LinkRow>(link =>
        {
            link.ToTable("Links");
            link.Property(l => l.By).HasMaxLength(100);
            link.HasIndex(l => new { l.FromId, l.ToId, l.Kind }).IsUnique();
            link.HasIndex(l => l.ToId);
        });
        model.Entity<GrumbleRow>(grumble =>
        {
            grumble.ToTable("Grumbles");
            grumble.Property(g => g.Text).HasMaxLength(4000);
            grumble.Property(g => g.RecordedBy).HasMaxLength(100);
            grumble.HasIndex(g => new { g.CustomerId, g.Key });
            grumble.HasIndex(g => g.CitedBy);
        });
        model.Entity<GrumbleTally>(tally =>
        {
            tally.ToTable("GrumbleTallies");
            tally.HasIndex(t => t.CustomerId).IsUnique();
        });
        model.Entity<RePointed>(row =>
        {
            row.ToTable("RePointed").HasKey(r => r.Key);
            row.Property(r => r.What).HasMaxLength(20).IsUnicode(false);
            row.HasIndex(r => r.MergeId);
        });
    }
}
