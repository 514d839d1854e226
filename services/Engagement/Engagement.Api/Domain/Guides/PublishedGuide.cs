using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Guides;

/// <summary>E4: one version of a guide that was published here; those the service comes with are in the program.</summary>
internal sealed class PublishedGuide : Entity
{
    private PublishedGuide() { }

    public string GuideKey { get; private set; } = "";

    public int Number { get; private set; }

    /// <summary>The guide itself.</summary>
    public string Json { get; private set; } = "";

    public string PublishedBy { get; private set; } = "";

    public DateTimeOffset PublishedAt { get; private set; }

    public static PublishedGuide Of(Guide guide, string by, DateTimeOffset at) =>
        new() { GuideKey = guide.Key, Number = guide.Version, Json = DomainData.Write(guide), PublishedBy = by, PublishedAt = at };

    public Guide Read() => DomainData.Read<Guide>(Json);
}

/// <summary>E4: an FFAB card entered here, for a product.</summary>
internal sealed class ProductCard : Entity, IHasHistory
{
    private ProductCard() { }

    public string Code { get; private set; } = "";

    public string? ProductCode { get; private set; }

    /// <summary>The card itself.</summary>
    public string Json { get; private set; } = "";

    public Guid HistorySubject => Id;

    public static ProductCard Of(FfabCard card)
    {
        var entered = new ProductCard { Code = card.Id };
        entered.Change(card);
        return entered;
    }

    public void Change(FfabCard card) => (ProductCode, Json) = (card.ProductCode, DomainData.Write(card));

    public FfabCard Read() => DomainData.Read<FfabCard>(Json);
}
