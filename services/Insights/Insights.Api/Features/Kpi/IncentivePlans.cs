using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Kpi;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Kpi;

/// <param name="FromPercent">Of the target, 1 to 1000.</param>
/// <param name="Rate">Per mille of what was reached; for counts minor units of the base currency apiece.</param>
public sealed record IncentiveStepRequest([property: Range(1, 1000)] int FromPercent, [property: Range(0, 1_000_000)] int Rate);

public sealed record IncentivePlanRequest(
    [property: Required, StringLength(100, MinimumLength = 1)] string Name, KpiMeasure Measure, [property: Required, MinLength(1), MaxLength(10)] IReadOnlyList<IncentiveStepRequest> Steps);

public sealed record IncentivePlanView(Guid Id, string Name, KpiMeasure Measure, IReadOnlyList<IncentiveStepRequest> Steps, long Version) : IVersionedView
{
    internal static IncentivePlanView Of(IncentivePlan p) => new(p.Id, p.Name, p.Measure, [.. p.Steps.Select(s => new IncentiveStepRequest(s.FromPercent, s.Rate))], p.Version);
}

/// <summary>I12: what reaching a target earns: the highest step reached counts for everything.</summary>
internal static class IncentivePlans
{
    public static async Task<Ok<Page<IncentivePlanView>>> ListAsync(InsightsDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(Page.Whole<IncentivePlanView>([.. (await db.IncentivePlans.AsNoTracking().OrderBy(p => p.Key).ToListAsync(cancellationToken)).Select(IncentivePlanView.Of)]));

    public static async Task<Results<Ok<IncentivePlanView>, Missing>> OneAsync(Guid id, InsightsDb db, CancellationToken cancellationToken) =>
        await db.IncentivePlans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is { } plan
            ? TypedResults.Ok(IncentivePlanView.Of(plan))
            : new Missing("incentive plan", id);

    public static async Task<Created<IncentivePlanView>> MakeAsync(IncentivePlanRequest request, InsightsDb db, CancellationToken cancellationToken)
    {
        var plan = IncentivePlan.Make(request.Name, request.Measure, StepsOf(request));
        db.IncentivePlans.Add(plan);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/insights/kpi/incentives/{plan.Id}", IncentivePlanView.Of(plan));
    }

    public static async Task<Results<Ok<IncentivePlanView>, Missing, Stale>> ChangeAsync(
        Guid id, IncentivePlanRequest request, IfMatch ifMatch, InsightsDb db, CancellationToken cancellationToken)
    {
        if (await db.IncentivePlans.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } plan) return new Missing("incentive plan", id);
        if (!ifMatch.Matches(plan)) return new Stale(plan.Version);
        plan.Change(request.Name, request.Measure, StepsOf(request));
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(IncentivePlanView.Of(plan));
    }

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid id, IfMatch ifMatch, InsightsDb db, CancellationToken cancellationToken)
    {
        if (await db.IncentivePlans.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } plan) return new Missing("incentive plan", id);
        if (!ifMatch.Matches(plan)) return new Stale(plan.Version);
        db.IncentivePlans.Remove(plan);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static List<IncentiveStep> StepsOf(IncentivePlanRequest request) => request.Steps.GroupBy(s => s.FromPercent).Any(same => same.Count() > 1)
        ? throw InsightRefusedException.OutOfRange("steps", "a step twice", "one step for each percentage")
        : [.. request.Steps.Select(s => new IncentiveStep { FromPercent = s.FromPercent, Rate = s.Rate })];
}
