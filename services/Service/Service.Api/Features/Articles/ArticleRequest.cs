using System.ComponentModel.DataAnnotations;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Articles;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Articles;

/// <param name="Body">Markdown; shown as text, never as HTML of its own.</param>
public sealed record ArticleRequest(
    [property: Required, StringLength(200, MinimumLength = 1)] string Title, [property: Required, StringLength(100_000, MinimumLength = 1)] string Body,
    [property: Required, RegularExpression("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", ErrorMessage = "A language tag is expected, such as en or zh-Hans."), StringLength(20)] string Language,
    ComplaintCategory? Category = null, [property: StringLength(60)] string? SubCategory = null, bool Published = true)
{
    internal ArticleContent Content => new(Language, Title.Trim(), Body, Category, SubCategory);
}

/// <param name="Number">Of the version; each change of what it says makes the next.</param>
public sealed record ArticleView(
    Guid Id, ArticleKind Kind, string Title, string Body, string Language, ComplaintCategory? Category, string? SubCategory, bool Published, int Number, int Helped, int DidNotHelp, long Version)
    : IVersionedView
{
    internal static ArticleView Of(ArticleRow a) =>
        new(a.Id, a.Kind, a.Title, a.Body, a.Language, a.Category, a.SubCategory, a.IsPublished, a.Number, a.Helped, a.DidNotHelp, a.Version);
}

public sealed record ArticleSummary(Guid Id, ArticleKind Kind, string Title, string Language, ComplaintCategory? Category, string? SubCategory, bool Published, int Number, int Helped, int DidNotHelp);

public sealed record ArticleVersionView(int Number, string Title, string Body, string By, DateTimeOffset At);

/// <param name="Score">Comparable within one answer only.</param>
public sealed record SuggestionView(Guid Id, ArticleKind Kind, string Title, string Language, ComplaintCategory? Category, double Score, int Helped, int DidNotHelp);

/// <param name="ComplaintId">The complaint it did or did not help with; one voice for each.</param>
public sealed record FeedbackRequest(bool Helped, Guid? ComplaintId = null);
