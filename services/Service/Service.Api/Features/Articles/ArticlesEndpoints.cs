using CrmPlatform.Identity.Contracts;
using CrmPlatform.Service.Domain.Articles;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Articles;

internal static class ArticlesEndpoints
{
    public static void MapArticles(this RouteGroupBuilder api)
    {
        var articles = Map(api, "articles", "article", ArticleKind.Article);
        Map(api, "standards", "standard", ArticleKind.Standard);
        articles.MapGet("/suggestions", SuggestArticles.HandleAsync).RequirePermission(Permissions.ArticlesRead)
            .WithName("suggest-articles").WithSummary("Articles and standards that may help with these words, this category or this complaint.");
        articles.MapPost("/{id:guid}/feedback", SuggestArticles.FeedbackAsync).RequirePermission(Permissions.ArticlesRead)
            .WithName("article-feedback").WithSummary("Whether an article or a standard helped.");
    }

    private static RouteGroupBuilder Map(RouteGroupBuilder api, string path, string name, ArticleKind kind)
    {
        var (group, keep) = (api.MapGroup($"/{path}").WithTags("Articles"), new KeepArticles(kind));
        var read = group.MapGroup("").RequirePermission(Permissions.ArticlesRead);
        read.MapGet("", keep.ListAsync).WithName($"list-{path}").WithSummary($"The {path}, newest first.");
        read.MapGet("/{id:guid}", keep.OneAsync).WithName($"get-{name}").WithSummary("In its newest version.");
        read.MapGet("/{id:guid}/versions", keep.VersionsAsync).WithName($"list-{name}-versions").WithSummary("What it said before.");
        var write = group.MapGroup("").RequirePermission(Permissions.ArticlesWrite);
        write.MapPost("", keep.AddAsync).WithName($"add-{name}").WithSummary("Writes a new one.");
        write.MapPut("/{id:guid}", keep.ReplaceAsync).RequireIfMatch().WithName($"replace-{name}").WithSummary("Changes it; what it says now becomes its next version.");
        return group;
    }
}
