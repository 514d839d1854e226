using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Data;

internal static class GuideMap
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<PublishedGuide>(guide =>
        {
            guide.ToTable("Guides");
            guide.Property(g => g.GuideKey).HasMaxLength(100).IsUnicode(false);
            guide.Property(g => g.Json).HasMaxLength(-1);
            guide.Property(g => g.PublishedBy).HasMaxLength(100);
            guide.HasIndex(g => new { g.GuideKey, g.Number }).IsUnique();
        });
        model.Entity<ProductCard>(card =>
        {
            card.ToTable("ProductCards");
            card.Property(c => c.Code).HasMaxLength(60).IsUnicode(false);
            card.Property(c => c.ProductCode).HasMaxLength(60);
            card.Property(c => c.Json).HasMaxLength(-1);
            card.Ignore(c => c.HistorySubject);
            card.HasIndex(c => c.Code).IsUnique();
        });
        model.Entity<Conversation>(conversation =>
        {
            conversation.ToTable("Conversations");
            conversation.Property(c => c.OwnerId).HasMaxLength(100);
            conversation.Property(c => c.Team).HasMaxLength(60);
            conversation.Property(c => c.Progress).IsJson();
            conversation.Property(c => c.Known).IsJson(200);
            conversation.Property(c => c.Preparation).IsJson();
            conversation.Property(c => c.Objections).IsJson();
            conversation.Property(c => c.Cues).IsJson();
            conversation.HasIndex(c => new { c.CustomerId, c.Key });
            conversation.HasIndex(c => new { c.OwnerId, c.Key });
        });
        model.Entity<KnownQualification>(known =>
        {
            known.ToTable("KnownQualifications");
            known.Property(k => k.Picture).IsJson(200);
            // Not unique: a merge may bring two of one customer; the newest says what is known.
            known.HasIndex(k => new { k.CustomerId, k.Key });
        });
    }

    /// <summary>Names of competitors that the customer's opportunities know, to be heard in its words.</summary>
    public static async Task<IReadOnlyCollection<string>> CompetitorsAsync(this EngagementDb db, Guid customerId, CancellationToken cancellationToken) =>
        [.. (await db.Opportunities.IgnoreQueryFilters().AsNoTracking().Where(o => o.CustomerId == customerId).Select(o => o.Competitors).ToListAsync(cancellationToken)).SelectMany(names => names).Distinct()];
}
