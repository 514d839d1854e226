using System.Text.Json;
using System.Text.Json.Nodes;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Guides;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Features.Guides;

/// <summary>A guide in a list.</summary>
public sealed record GuideSummary(string Key, int Version, RelationshipStage Stage, ActivityPurpose Purpose, CallAim Aim, string Title, string Goal, int Questions, int Objections, IReadOnlyList<int> Versions);

/// <summary>A version of a guide. It is never changed, so its version is its number.</summary>
/// <param name="Guide">The document itself, with all its languages; the same shape is published.</param>
public sealed record GuideView(string Key, long Version, string Title, string Goal, JsonNode Guide) : IVersionedView;

/// <summary>A guide to be published as the next version of its key.</summary>
/// <param name="Guide">Of the shape that reading a guide gives; its version is the last one plus 1.</param>
public sealed record PublishGuideRequest(JsonElement Guide);

/// <summary>Something said or asked.</summary>
public sealed record WordsRequest([property: System.ComponentModel.DataAnnotations.Required, System.ComponentModel.DataAnnotations.StringLength(2000, MinimumLength = 1)] string Text);

/// <summary>Whether a question is open or closed, by its words.</summary>
public sealed record QuestionFormView(QuestionForm Form, string Name);

internal static class GuideBodies
{
    public static GuideSummary Summary(Guide newest, IReadOnlyList<int> versions, Language language) => new(
        newest.Key, newest.Version, newest.Stage, newest.Purpose, newest.Aim, newest.Title.In(language), newest.Goal.In(language), newest.Questions.Count, newest.Objections.Count, versions);

    public static GuideView View(Guide guide, Language language) => new(guide.Key, guide.Version, guide.Title.In(language), guide.Goal.In(language), JsonNode.Parse(DomainData.Write(guide))!);
}
