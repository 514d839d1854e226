using CrmPlatform.Engagement.Data;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Series;

internal static class SeriesEndpoints
{
    public static void MapSeries(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/activities/series").WithTags("Activities").NameCustomers<SeriesView>();
        group.MapGet("", ListAsync).RequirePermission(Permissions.ActivitiesRead).WithName("list-series").WithSummary("Recurring activities of a customer or person.");
        group.MapGet("/{id:guid}", OneAsync).RequirePermission(Permissions.ActivitiesRead).WithName("get-series").WithSummary("One recurring activity.");
        var write = group.MapGroup("").RequirePermission(Permissions.ActivitiesWrite);
        write.MapPost("", PlanSeries.HandleAsync).WithName("plan-series").WithSummary("Plans a recurring activity.");
        write.MapPost("/{id:guid}/except", PlanSeries.ExceptAsync).RequireIfMatch().WithName("except-occurrence").WithSummary("Leaves one occurrence out.");
        write.MapPost("/{id:guid}/end", PlanSeries.EndAsync).RequireIfMatch().WithName("end-series").WithSummary("Ends a series before an occurrence.");
        write.MapPost("/{id:guid}/replan", PlanSeries.ReplanAsync).RequireIfMatch().WithName("replan-series").WithSummary("Plans an occurrence and all that follow anew.");
    }

    private static async Task<Results<Ok<SeriesView>, Missing>> OneAsync(Guid id, EngagementDb db, HttpRequest http, CancellationToken cancellationToken) =>
        await db.Series.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } series ? TypedResults.Ok(SeriesView.Of(series, http.Language())) : new Missing("series", id);

    private static async Task<Ok<Page<SeriesView>>> ListAsync(
        EngagementDb db, Cursors cursors, HttpRequest http, CancellationToken cancellationToken, Guid? customerId = null, string? ownerId = null, bool? ended = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var language = http.Language();
        var list = $"series:{customerId}:{ownerId}:{ended}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var series = db.Series.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) series = series.Where(s => s.CustomerId == customer);
        if (ownerId is not null) series = series.Where(s => s.OwnerId == ownerId);
        if (ended is not null) series = series.Where(s => s.Ended == ended);
        var rows = await series.Where(s => s.Key < before).OrderByDescending(s => s.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, s => s.Key, s => SeriesView.Of(s, language)));
    }
}
