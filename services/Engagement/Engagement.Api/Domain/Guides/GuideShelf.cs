using System.Collections.Immutable;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>
/// E4: all guides with all their versions. Publishing gives a new shelf and leaves every earlier version where calls find it.
/// </summary>
internal sealed class GuideShelf
{
    private readonly ImmutableDictionary<GuideVersion, Guide> guides;

    private GuideShelf(ImmutableDictionary<GuideVersion, Guide> guides) => this.guides = guides;

    public static GuideShelf Empty { get; } = new(ImmutableDictionary<GuideVersion, Guide>.Empty);

    /// <summary>The guides the service begins with: one for each of the five stages, and care of those won.</summary>
    public static GuideShelf Seed { get; } = DomainData.Files("guide-")
        .Select(DomainData.Embedded<Guide>)
        .Aggregate(Empty, (shelf, guide) => shelf.Publish(guide));

    public IEnumerable<Guide> All =>
        guides.Values.OrderBy(guide => guide.Stage).ThenBy(guide => guide.Key, StringComparer.Ordinal).ThenBy(guide => guide.Version);

    /// <summary>Exactly this version, however old.</summary>
    public Guide? Find(GuideVersion version) => guides.GetValueOrDefault(version);

    /// <summary>What a new call of a stage and purpose begins with: the newest version; of several guides the first by key.</summary>
    public Guide? For(RelationshipStage stage, ActivityPurpose purpose) =>
        guides.Values.Where(guide => guide.Stage == stage && guide.Purpose == purpose).GroupBy(guide => guide.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.MaxBy(guide => guide.Version);

    /// <exception cref="ArgumentException">The version is not the next one, or the guide is faulty; the message names the codes of
    /// <see cref="GuideFaults"/>.</exception>
    public GuideShelf Publish(Guide guide)
    {
        var last = guides.Keys.Where(version => version.Key == guide.Key).Select(version => version.Version).DefaultIfEmpty(0).Max();
        if (guide.Version != last + 1)
            throw new ArgumentException($"guide.version-out-of-order: {guide.Key} is at version {last}.", nameof(guide));
        var faults = GuideFaults.Of(guide);
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(guide));
        return new GuideShelf(guides.Add(guide.Id, guide));
    }
}
