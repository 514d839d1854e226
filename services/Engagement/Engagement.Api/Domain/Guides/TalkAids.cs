namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E4: an aid to asking.</summary>
/// <param name="Seconds">How long a silence is held; null for the others.</param>
internal sealed record AskingAidCard(
    AskingAid Aid, LocalText Title, LocalText When, LocalText How, IReadOnlyList<LocalText> Examples, int? Seconds = null);

/// <summary>E4: an aid to listening.</summary>
internal sealed record ListeningAidCard(ListeningAid Aid, LocalText Title, LocalText How, IReadOnlyList<LocalText> Examples);

/// <summary>E4: what one of the four operations is for.</summary>
internal sealed record OperationCard(ObjectionOperation Operation, LocalText Title, LocalText When, LocalText How, bool ForOurselves);

/// <summary>E3: what a state of the customer looks like, and what to do in it.</summary>
internal sealed record FourCCard(FourC State, LocalText Title, LocalText Signs, LocalText Task);

/// <summary>E4: feature, function, advantage, benefit of a product, for one need.</summary>
/// <param name="ProductCode">Of the product register; null for a pattern to write one's own after.</param>
internal sealed record FfabCard(
    string Id, string? ProductCode, LocalText Product, LocalText ForNeed,
    LocalText Feature, LocalText Function, LocalText Advantage, LocalText Benefit);

/// <summary>Aids to talking that hold for every guide.</summary>
internal sealed record TalkAids(
    IReadOnlyList<AskingAidCard> Asking,
    IReadOnlyList<ListeningAidCard> Listening,
    IReadOnlyList<OperationCard> Operations,
    IReadOnlyList<FourCCard> FourC,
    IReadOnlyList<FfabCard> Ffab)
{
    public static TalkAids Default { get; } = DomainData.Embedded<TalkAids>("talk-aids.json");
}
