using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Desk;

/// <summary>E4: finds guides: those the service comes with and those published here.</summary>
internal sealed class GuideDesk(EngagementDb db)
{
    /// <summary>Exactly this version, however old.</summary>
    public async Task<Guide?> FindAsync(GuideVersion version, CancellationToken cancellationToken) =>
        GuideShelf.Seed.Find(version)
        ?? (await db.Guides.AsNoTracking().SingleOrDefaultAsync(guide => guide.GuideKey == version.Key && guide.Number == version.Version, cancellationToken))?.Read();

    /// <summary>All guides with all their versions.</summary>
    public async Task<GuideShelf> ShelfAsync(CancellationToken cancellationToken)
    {
        var published = await db.Guides.AsNoTracking().OrderBy(guide => guide.GuideKey).ThenBy(guide => guide.Number).ToListAsync(cancellationToken);
        return published.Aggregate(GuideShelf.Seed, (shelf, guide) => shelf.Publish(guide.Read()));
    }

    /// <summary>The guide a new call begins with: the one named in its newest version, or the one for the stage and purpose.</summary>
    public async Task<Guide?> ForAsync(string? key, RelationshipStage stage, ActivityPurpose purpose, CancellationToken cancellationToken)
    {
        var shelf = await ShelfAsync(cancellationToken);
        return key is null
            ? shelf.For(stage, purpose) ?? shelf.All.Where(guide => guide.Stage == stage).OrderBy(guide => guide.Key, StringComparer.Ordinal).ThenByDescending(guide => guide.Version).FirstOrDefault()
            : shelf.All.Where(guide => guide.Key == key).MaxBy(guide => guide.Version);
    }

    /// <summary>The guide a conversation began with; published versions are never taken away.</summary>
    public async Task<Guide> OfAsync(Conversation conversation, CancellationToken cancellationToken) =>
        await FindAsync(conversation.Progress.Guide, cancellationToken)
        ?? throw new InvalidOperationException($"Guide {conversation.Progress.Guide} is gone, which a published version never is.");
}
