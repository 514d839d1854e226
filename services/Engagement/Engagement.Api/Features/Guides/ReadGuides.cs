using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Guides;

/// <summary>E4: guides per stage and purpose, each in its newest version or in a certain one.</summary>
internal static class ReadGuides
{
    public static async Task<Ok<Page<GuideSummary>>> ListAsync(
        GuideDesk guides, HttpRequest http, CancellationToken cancellationToken, Coded<RelationshipStage>? stage = null, Coded<ActivityPurpose>? purpose = null)
    {
        var shelf = await guides.ShelfAsync(cancellationToken);
        var language = http.Language();
        return TypedResults.Ok(new Page<GuideSummary>(
            [
                .. shelf.All.GroupBy(guide => guide.Key).Select(versions => (Newest: versions.MaxBy(guide => guide.Version)!, Versions: versions.Select(guide => guide.Version).Order().ToList()))
                    .Where(pair => (stage is null || pair.Newest.Stage == stage.Value.Value) && (purpose is null || pair.Newest.Purpose == purpose.Value.Value))
                    .OrderBy(pair => pair.Newest.Stage).ThenBy(pair => pair.Newest.Key, StringComparer.Ordinal)
                    .Select(pair => GuideBodies.Summary(pair.Newest, pair.Versions, language)),
            ], null));
    }

    public static async Task<Results<Ok<GuideView>, Missing>> NewestAsync(string key, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        (await guides.ShelfAsync(cancellationToken)).All.Where(guide => guide.Key == key).MaxBy(guide => guide.Version) is { } guide
            ? TypedResults.Ok(GuideBodies.View(guide, http.Language()))
            : new Missing("guide", key);

    public static async Task<Results<Ok<GuideView>, Missing>> VersionAsync(string key, int version, GuideDesk guides, HttpRequest http, CancellationToken cancellationToken) =>
        await guides.FindAsync(new GuideVersion(key, version), cancellationToken) is { } guide
            ? TypedResults.Ok(GuideBodies.View(guide, http.Language()))
            : new Missing("version of this guide", $"{key}/{version}");

    public static Ok<QuestionFormView> FormOf(WordsRequest request, HttpRequest http)
    {
        var form = QuestionWords.Default.FormOf(request.Text);
        return TypedResults.Ok(new QuestionFormView(form, Terms.Name(form, http.Language())));
    }
}
