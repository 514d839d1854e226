using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain.Articles;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Features.Articles;

/// <summary>S10: writes articles and standards; what they said before can be read.</summary>
internal sealed class KeepArticles(ArticleKind kind)
{
    private string Path => kind == ArticleKind.Article ? "articles" : "standards";

    public async Task<Ok<Page<ArticleSummary>>> ListAsync(
        ComplaintsDb db, Cursors cursors, CancellationToken cancellationToken, Coded<ComplaintCategory>? category = null, string? language = null, bool? published = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"{kind}:{category}:{language}:{published}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = db.Articles.AsNoTracking().Where(a => a.Kind == kind && a.Key < before);
        if (category?.Value is { } one) rows = rows.Where(a => a.Category == one);
        if (language is not null) rows = rows.Where(a => a.Language == language);
        if (published is { } shown) rows = rows.Where(a => a.IsPublished == shown);
        var found = await rows.OrderByDescending(a => a.Key).Take(limit + 1)
            .Select(a => new { a.Key, View = new ArticleSummary(a.Id, a.Kind, a.Title, a.Language, a.Category, a.SubCategory, a.IsPublished, a.Number, a.Helped, a.DidNotHelp) }).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(found, limit, list, row => row.Key, row => row.View));
    }

    public async Task<Results<Ok<ArticleView>, Missing>> OneAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken) =>
        await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Kind == kind, cancellationToken) is { } row ? TypedResults.Ok(ArticleView.Of(row)) : new Missing("article", id);

    public async Task<Results<Ok<Page<ArticleVersionView>>, Missing>> VersionsAsync(Guid id, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<ArticleVersionRow>().AsNoTracking().Where(v => v.ArticleId == id && db.Articles.Any(a => a.Id == id && a.Kind == kind)).OrderByDescending(v => v.Number).Take(Paging.MaxLimit).ToListAsync(cancellationToken);
        return rows.Count == 0 ? new Missing("article", id) : TypedResults.Ok(new Page<ArticleVersionView>([.. rows.Select(v => new ArticleVersionView(v.Number, v.Title, v.Body, v.By, v.At))], null));
    }

    public async Task<Created<ArticleView>> AddAsync(ArticleRequest request, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var row = ArticleRow.Write(kind, request.Content, request.Published);
        db.Articles.Add(row);
        await KeepVersionAsync(db, row, caller, time, cancellationToken);
        return TypedResults.Created($"/api/v1/{Path}/{row.Id}", ArticleView.Of(row));
    }

    public async Task<Results<Ok<ArticleView>, Missing, Stale>> ReplaceAsync(
        Guid id, ArticleRequest request, IfMatch ifMatch, ComplaintsDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Articles.SingleOrDefaultAsync(a => a.Id == id && a.Kind == kind, cancellationToken) is not { } row) return new Missing("article", id);
        if (!ifMatch.Matches(row)) return new Stale(row.Version);
        if (row.Rewrite(request.Content, request.Published)) await KeepVersionAsync(db, row, caller, time, cancellationToken);
        else await SaveAsync(db, cancellationToken);
        return TypedResults.Ok(ArticleView.Of(row));
    }

    private static Task KeepVersionAsync(ComplaintsDb db, ArticleRow row, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        db.Set<ArticleVersionRow>().Add(new ArticleVersionRow { ArticleId = row.Id, Number = row.Number, Title = row.Title, Body = row.Body, By = caller.Subject, At = time.GetUtcNow() });
        return SaveAsync(db, cancellationToken);
    }

    private static async Task SaveAsync(ComplaintsDb db, CancellationToken cancellationToken)
    {
        await Stamps.RenewAsync(db, Stamps.Articles, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
