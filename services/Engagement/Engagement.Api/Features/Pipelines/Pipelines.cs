using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Pipelines;

/// <summary>A stage of a pipeline.</summary>
/// <param name="ProbabilityPercent">Of the opportunities in it whose owner names none; those that are open follow a change soon after.</param>
/// <param name="Required">What an opportunity must carry to enter it.</param>
public sealed record PipelineStageBody(
    [property: Required, RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(60)] string Key,
    PipelineStageKind Kind,
    [property: Range(0, 100)] int ProbabilityPercent,
    Wording Names,
    [property: MaxLength(20)] IReadOnlyList<DealField> Required);

/// <summary>A pipeline; its stages in the order they are gone through, won and lost last.</summary>
public sealed record PipelineRequest(Wording Names, [property: MinLength(3), MaxLength(30)] IReadOnlyList<PipelineStageBody> Stages);

/// <summary>A pipeline as clients see it; the version is that of all pipelines together.</summary>
public sealed record PipelineView(string Key, string Name, Wording Names, IReadOnlyList<PipelineStageBody> Stages, long Version) : IVersionedView;

/// <summary>E8: the pipelines.</summary>
internal static class Pipelines
{
    public static void MapPipelines(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/pipelines").WithTags("Pipelines");
        group.MapGet("", ListAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("list-pipelines").WithSummary("All pipelines with their stages.");
        group.MapGet("/{key}", OneAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("get-pipeline").WithSummary("One pipeline.");
        group.MapPut("/{key}", PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-pipeline").WithSummary("Enters or changes a pipeline; If-Match: * enters. Open deals follow its probabilities soon after.").AgainWhenContended();
    }

    private static async Task<Ok<Page<PipelineView>>> ListAsync(EngagementDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredPipelines.Name, StoredPipelines.Default, cancellationToken);
        return TypedResults.Ok(new Page<PipelineView>([.. stored.Value.Pipelines.Select(pipeline => View(pipeline, http.Language(), stored.Version))], null));
    }

    private static async Task<Results<Ok<PipelineView>, Missing>> OneAsync(string key, EngagementDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredPipelines.Name, StoredPipelines.Default, cancellationToken);
        return stored.Value.Find(key) is { } pipeline ? TypedResults.Ok(View(pipeline, http.Language(), stored.Version)) : new Missing("pipeline", key);
    }

    private static async Task<Results<Ok<PipelineView>, Invalid, Refused, Stale>> PutAsync(
        [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(60)] string key, PipelineRequest request, IfMatch ifMatch, EngagementDb db, Caller caller, JobSignal signal, TimeProvider time,
        HttpRequest http, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredPipelines.Name, StoredPipelines.Default, cancellationToken);
        if (ifMatch.Version is { } seen && seen != stored.Version) return new Stale(stored.Version);
        var pipeline = new Pipeline(key, LocalText.Of(request.Names),
            [.. request.Stages.Select(stage => new PipelineStage(stage.Key, stage.Kind, stage.ProbabilityPercent, [.. stage.Required.Distinct()], LocalText.Of(stage.Names)))]);
        if (pipeline.Problems() is [var first, ..]) return new Invalid("stages", $"This is no pipeline: {first}.", first);

        // Whatever stands in a stage keeps it: an opportunity is never left in a stage that is no more.
        var kept = request.Stages.Select(stage => stage.Key).ToArray();
        var orphaned = await db.Opportunities.IgnoreQueryFilters().Where(o => o.Pipeline == key && !kept.Contains(o.Stage)).Select(o => o.Stage).FirstOrDefaultAsync(cancellationToken);
        if (orphaned is not null) return new Refused("pipeline.stage-in-use", $"Opportunities stand in stage '{orphaned}'; move them first.");

        var before = stored.Value.Find(key);
        var pipelines = before is null
            ? [.. stored.Value.Pipelines, pipeline]
            : stored.Value.Pipelines.Select(known => known.Key == key ? pipeline : known).ToList();
        var written = await db.WriteSettingAsync(StoredPipelines.Name, new StoredPipelines(pipelines), cancellationToken, stored.Version);
        // Also where nothing changed: what was weighed otherwise before, or not to the end, is mended by writing the pipeline again.
        if (before is not null)
            db.QueueJob(WeighDeals.Kind, new WeighDeals.Order(key), caller, time, signal);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(pipeline, http.Language(), written.Version));
    }

    private static PipelineView View(Pipeline p, Language language, long version) => new(
        p.Key, p.Names.In(language), p.Names.ToWording(),
        [.. p.Stages.Select(stage => new PipelineStageBody(stage.Key, stage.Kind, stage.ProbabilityPercent, stage.Names.ToWording(), stage.Required))], version);
}
