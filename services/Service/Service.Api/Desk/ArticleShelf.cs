using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Articles;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>S10: the index of published articles and standards, remembered while its stamp stands.</summary>
internal sealed class ArticleShelf
{
    private volatile Page? known;

    public async Task<ArticleIndex> ReadAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        var stamp = await Stamps.ReadAsync(db, Stamps.Articles, cancellationToken);
        if (known is { } page && page.Stamp == stamp) return page.Index;
        var rows = await db.Articles.AsNoTracking().Where(article => article.IsPublished).ToListAsync(cancellationToken);
        return (known = new Page(stamp, ArticleIndex.Of(rows.Select(row => new ArticleText(row.Id.ToString(), row.Language, row.Title, row.Body)
        {
            Category = row.Category, Helped = row.Helped, DidNotHelp = row.DidNotHelp,
        })))).Index;
    }

    private sealed record Page(long Stamp, ArticleIndex Index);
}
