using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Care;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Care;

/// <summary>What to write on an occasion.</summary>
/// <param name="Kind">Of the care calendar; * for all without one of their own.</param>
/// <param name="Message">{customer}, {occasion} and {date} are filled in.</param>
public sealed record CareTemplateBody([property: Required, StringLength(60, MinimumLength = 1)] string Kind, Wording Title, Wording Message);

public sealed record CareTemplatesRequest([property: MinLength(1), MaxLength(100)] IReadOnlyList<CareTemplateBody> Templates);

public sealed record CareTemplatesView(IReadOnlyList<CareTemplateBody> Templates, long Version) : IVersionedView;

/// <summary>E7: the message templates of care tasks.</summary>
internal static class Templates
{
    public static void MapCareTemplates(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tasks/care-templates").WithTags("Tasks");
        group.MapGet("", ReadAsync).RequirePermission(Permissions.TasksRead).WithName("get-care-templates").WithSummary("What to write on the occasions of the care calendar.");
        group.MapPut("", PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-care-templates").WithSummary("Replaces the message templates.");
    }

    private static async Task<Ok<CareTemplatesView>> ReadAsync(EngagementDb db, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(CareTemplates.Name, CareTemplates.Default, cancellationToken);
        return TypedResults.Ok(View(stored.Value, stored.Version));
    }

    private static async Task<Results<Ok<CareTemplatesView>, Invalid, Stale>> PutAsync(CareTemplatesRequest request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(CareTemplates.Name, CareTemplates.Default, cancellationToken);
        if (ifMatch.Version is { } seen && seen != stored.Version) return new Stale(stored.Version);
        var templates = new CareTemplates([.. request.Templates.Select(template => new CareTemplate(template.Kind, LocalText.Of(template.Title), LocalText.Of(template.Message)))], stored.Value.Occasions);
        if (templates.Problems() is [var first, ..]) return new Invalid("templates", $"These templates do not go together: {first}.", first);
        var written = await db.WriteSettingAsync(CareTemplates.Name, templates, cancellationToken, stored.Version);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(templates, written.Version));
    }

    private static CareTemplatesView View(CareTemplates templates, long version) =>
        new([.. templates.Templates.Select(template => new CareTemplateBody(template.Kind, template.Title.ToWording(), template.Message.ToWording()))], version);
}
