using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Engagement.Features.Guides;

internal static class GuidesEndpoints
{
    public static void MapGuides(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/guides").WithTags("Guides");
        var read = group.MapGroup("").RequirePermission(Permissions.GuidesRead);
        read.MapGet("", ReadGuides.ListAsync).WithName("list-guides").WithSummary("Guides per stage and purpose.");
        read.MapGet("/aids", Aids.Read).WithName("talk-aids").WithSummary("Aids to asking and listening, the four operations, the 4C states.");
        read.MapGet("/ffab", Aids.CardsAsync).WithName("list-ffab-cards").WithSummary("Feature, function, advantage, benefit cards.");
        read.MapGet("/personality", Personalities.Read).WithName("personality-dictionary").WithSummary("The dictionary of personality types and cues.");
        read.MapPost("/personality/judge", Personalities.Judge).WithName("judge-personality").WithSummary("Judges a personality type from cues.");
        read.MapPost("/question-form", ReadGuides.FormOf).WithName("question-form").WithSummary("Recognises a question as open or closed by its words.");
        read.MapGet("/{key}", ReadGuides.NewestAsync).WithName("get-guide").WithSummary("A guide in its newest version.");
        read.MapGet("/{key}/versions/{version:int}", ReadGuides.VersionAsync).WithName("get-guide-version").WithSummary("A certain version of a guide.");

        var write = group.MapGroup("").RequirePermission(Permissions.GuidesWrite);
        write.MapPost("/{key}/versions", PublishGuide.HandleAsync).WithName("publish-guide").WithSummary("Publishes the next version of a guide.").AgainWhenContended();
        write.MapPut("/ffab/{id}", Aids.PutCardAsync).RequireIfMatch().WithName("put-ffab-card").WithSummary("Enters or changes an FFAB card.");
    }
}
