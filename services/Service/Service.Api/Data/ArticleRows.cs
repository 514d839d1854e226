using CrmPlatform.Service.Domain.Articles;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>What an article says in one version.</summary>
internal sealed record ArticleContent(string Language, string Title, string Body, ComplaintCategory? Category, string? SubCategory);

/// <summary>S10: an article or a standard in its newest version.</summary>
internal sealed class ArticleRow : Entity, IHasHistory
{
    private ArticleRow() { }

    public ArticleKind Kind { get; private set; }

    public string Language { get; private set; } = "";

    public string Title { get; private set; } = "";

    [Untold]
    public string Body { get; private set; } = "";

    public ComplaintCategory? Category { get; private set; }

    public string? SubCategory { get; private set; }

    /// <summary>1 at first; each change of what it says makes the next.</summary>
    public int Number { get; private set; }

    public bool IsPublished { get; private set; }

    [Untold(Entirely = true)]
    public int Helped { get; private set; }

    [Untold(Entirely = true)]
    public int DidNotHelp { get; private set; }

    public Guid HistorySubject => Id;

    public static ArticleRow Write(ArticleKind kind, ArticleContent content, bool published)
    {
        var row = new ArticleRow { Kind = kind, IsPublished = published };
        row.Rewrite(content, published);
        return row;
    }

    /// <summary>True when it says something else now.</summary>
    public bool Rewrite(ArticleContent content, bool published)
    {
        IsPublished = published;
        if (Number > 0 && content == new ArticleContent(Language, Title, Body, Category, SubCategory)) return false;
        (Language, Title, Body, Category, SubCategory) = (content.Language, content.Title, content.Body, content.Category, content.SubCategory);
        Number++;
        return true;
    }
}

/// <summary>S10: what an article said in one of its versions.</summary>
internal sealed class ArticleVersionRow
{
    public long Key { get; private set; }

    public Guid ArticleId { get; init; }

    public int Number { get; init; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>S10: whether an article helped somebody; one voice each, about each complaint.</summary>
internal sealed class ArticleVote : Entity
{
    public Guid ArticleId { get; init; }

    public string Voter { get; init; } = "";

    public Guid? ComplaintId { get; init; }

    public bool Helped { get; set; }

    public DateTimeOffset At { get; set; }
}
