using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Touchpoints;

/// <summary>A place where customers meet us.</summary>
/// <param name="Measure">What the experience is measured by.</param>
/// <param name="ScaleMax">The scale runs from 1 to this.</param>
public sealed record TouchpointRequest(Wording Names, SalesPhase Phase, Wording Measure, [property: Range(2, 10)] int ScaleMax = 5, bool Active = true);

/// <summary>A touchpoint with what was experienced there.</summary>
/// <param name="Experiences">How many activities that took place say how it was.</param>
/// <param name="MeanExperience">Their mean; null where there is none.</param>
public sealed record TouchpointView(
    string Code, string Name, Wording Names, SalesPhase Phase, Wording Measure, int ScaleMax, bool Active, int Experiences, double? MeanExperience, long Version) : IVersionedView;

/// <summary>E1: the register of touchpoints with an experience measure each.</summary>
internal static class Touchpoints
{
    public static void MapTouchpoints(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/touchpoints").WithTags("Touchpoints");
        group.MapGet("", ListAsync).RequirePermission(Permissions.ActivitiesRead).WithName("list-touchpoints").WithSummary("The register of touchpoints with their experience.");
        group.MapGet("/{code}", OneAsync).RequirePermission(Permissions.ActivitiesRead).WithName("get-touchpoint").WithSummary("One touchpoint.");
        group.MapPut("/{code}", PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-touchpoint").WithSummary("Enters or changes a touchpoint; If-Match: * enters.");
    }

    private static async Task<Ok<Page<TouchpointView>>> ListAsync(
        EngagementDb db, Cursors cursors, HttpRequest http, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var after = cursors.KeyOf(cursor, "touchpoints") ?? 0;
        var rows = await db.Touchpoints.AsNoTracking().Where(point => point.Key > after).OrderBy(point => point.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var codes = rows.Select(point => point.Code).ToArray();
        var measured = await db.Activities.IgnoreQueryFilters().Where(a => codes.Contains(a.Touchpoint) && a.Experience != null && a.State == ActivityState.Done)
            .GroupBy(a => a.Touchpoint!).Select(group => new { group.Key, Count = group.Count(), Mean = group.Average(a => (double)a.Experience!) })
            .ToDictionaryAsync(row => row.Key, row => (row.Count, row.Mean), cancellationToken);
        var language = http.Language();
        return TypedResults.Ok(cursors.PageByKey(rows, limit, "touchpoints", point => point.Key, point => View(point, language, measured.TryGetValue(point.Code, out var m) ? m : null)));
    }

    private static async Task<Results<Ok<TouchpointView>, Missing>> OneAsync(string code, EngagementDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        if (await db.Touchpoints.AsNoTracking().SingleOrDefaultAsync(point => point.Code == code, cancellationToken) is not { } found) return new Missing("touchpoint", code);
        return TypedResults.Ok(View(found, http.Language(), await MeasuredAsync(db, code, cancellationToken)));
    }

    private static async Task<Results<Created<TouchpointView>, Ok<TouchpointView>, Invalid, Stale>> PutAsync(
        [StringLength(60)] string code, TouchpointRequest request, IfMatch ifMatch, EngagementDb db, HttpRequest http, CancellationToken cancellationToken)
    {
        if (Blank(request.Names)) return new Invalid("names", "A name in each language is expected: en, zhHans, zhHant.", "touchpoint.names");
        if (Blank(request.Measure)) return new Invalid("measure", "A measure in each language is expected: en, zhHans, zhHant.", "touchpoint.measure");
        var found = await db.Touchpoints.SingleOrDefaultAsync(point => point.Code == code, cancellationToken);
        if (found is null && ifMatch.Version is not null) return new Stale(0);
        if (found is not null && !ifMatch.Matches(found)) return new Stale(found.Version);
        var entered = found is null;
        if (found is null) db.Touchpoints.Add(found = Touchpoint.Enter(code, request.Names, request.Phase, request.Measure, request.ScaleMax, request.Active));
        else found.Change(request.Names, request.Phase, request.Measure, request.ScaleMax, request.Active);
        await db.SaveChangesAsync(cancellationToken);
        var view = View(found, http.Language(), await MeasuredAsync(db, code, cancellationToken));
        return entered ? TypedResults.Created($"/api/v1/touchpoints/{Uri.EscapeDataString(code)}", view) : TypedResults.Ok(view);
    }

    private static async Task<(int Count, double Mean)?> MeasuredAsync(EngagementDb db, string code, CancellationToken cancellationToken)
    {
        var measured = await db.Activities.IgnoreQueryFilters().Where(a => a.Touchpoint == code && a.Experience != null && a.State == ActivityState.Done)
            .GroupBy(_ => 1).Select(group => new { Count = group.Count(), Mean = group.Average(a => (double)a.Experience!) }).SingleOrDefaultAsync(cancellationToken);
        return measured is null ? null : (measured.Count, measured.Mean);
    }

    private static bool Blank(Wording words) => string.IsNullOrWhiteSpace(words.En) || string.IsNullOrWhiteSpace(words.ZhHans) || string.IsNullOrWhiteSpace(words.ZhHant);

    private static TouchpointView View(Touchpoint t, Language language, (int Count, double Mean)? measured) => new(
        t.Code, t.Names.In(language), t.Names, t.Phase, t.Measure, t.ScaleMax, t.Active, measured?.Count ?? 0, measured is { } m ? Math.Round(m.Mean, 2) : null, t.Version);
}
