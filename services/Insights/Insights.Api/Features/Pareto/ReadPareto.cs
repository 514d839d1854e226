using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Pareto;

/// <param name="Key">The cause, category and so on; empty, and last, where it is not known yet.</param>
/// <param name="Share">Of the complaints whose cause is known; those of an unknown one have none.</param>
/// <param name="CumulativeShare">With those before it.</param>
/// <param name="VitalFew">One of those that are needed to come to the share asked for.</param>
public sealed record ParetoCauseView(string Key, int Cases, double Share, double CumulativeShare, bool VitalFew);

/// <summary>Median and 90th percentile of elapsed minutes.</summary>
public sealed record DurationView(int Cases, double MedianMinutes, double Percentile90Minutes)
{
    internal static DurationView? Of(Duration? d) => d is null ? null : new(d.Cases, d.Median, d.Percentile90);
}

/// <param name="Breach">Share with a breached target. <paramref name="Recurrence"/>: share that came again or was reopened.</param>
public sealed record ParetoView(
    RangeView Range, ParetoAxis By, int Cases, [property: CsvTable] IReadOnlyList<ParetoCauseView> Causes, DurationView? FirstResponse, DurationView? Resolution, EstimateView? Breach, EstimateView? Recurrence);

public sealed record CaseView(
    Guid ComplaintId, string Number, Guid? CustomerId, string? CustomerName, string Category, string? SubCategory, string? Cause, string Severity, string State, string? AssigneeId,
    DateTimeOffset OpenedAt, double? FirstResponseMinutes, double? ResolutionMinutes, bool Breached, bool Recurred);

/// <summary>I8: Pareto of causes, first response, resolution, breach and recurrence, and the cases behind them.</summary>
internal static class ReadPareto
{
    public static void MapPareto(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/pareto").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", HandleAsync).WithName("pareto").WithSummary("Complaints by cause, with times, breaches and recurrence.");
        group.MapGet("/cases", CasesAsync).WithName("pareto-cases").WithSummary("The complaints behind a figure.");
    }

    private static async Task<Ok<ParetoView>> HandleAsync(
        InsightsDb db, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        [CodeOf<ParetoAxis>] string by = "cause", DateOnly? from = null, DateOnly? to = null, string? zone = null, [StringLength(60)] string? team = null, double vital = 0.8)
    {
        var axis = EnumCode.Parse<ParetoAxis>(by);
        var asked = AskedDays.Of(from, to, zone, organisation, time);
        var cases = await Cases.ReadAsync(db, asked, axis, team, options.Value, cancellationToken);
        var causes = ComplaintAnalysis.Pareto(cases.Of, vital);
        var figures = cases.Of.Count == 0 ? null : ComplaintAnalysis.Figures([.. cases.Of]);
        return TypedResults.Ok(new ParetoView(RangeView.Of(asked.Days), axis, cases.Of.Count,
            [.. causes.Select(c => new ParetoCauseView(c.Cause, c.Cases, c.Share, c.CumulativeShare, c.VitalFew))],
            DurationView.Of(figures?.FirstResponse), DurationView.Of(figures?.Resolution), EstimateView.OfNullable(figures?.Breach), EstimateView.OfNullable(figures?.Recurrence)));
    }

    private static async Task<Ok<Page<CaseView>>> CasesAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        [CodeOf<ParetoAxis>] string by = "cause", [StringLength(200)] string? key = null, DateOnly? from = null, DateOnly? to = null, string? zone = null,
        [StringLength(60)] string? team = null, bool? breached = null, bool? recurred = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time);
        var list = $"cases:{by}:{key}:{asked.Start.UtcTicks}:{asked.End.UtcTicks}:{team}:{breached}:{recurred}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        var cases = await Cases.ReadAsync(db, asked, EnumCode.Parse<ParetoAxis>(by), team, options.Value, cancellationToken);
        var rows = cases.Of.Where(c => (key is null || c.Cause == key) && (breached is null || c.Breached == breached) && (recurred is null || c.Recurred == recurred))
            .Select(c => (Case: c, Row: cases.Rows[(int)c.Id])).Where(c => after is null || c.Row.OpenedAt <= after.Value).Skip(after?.Seen ?? 0).Take(limit + 1).ToList();
        var names = await db.NamesAsync(rows.Select(r => r.Row.CustomerNo).OfType<long>(), cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, r => r.Row.OpenedAt, r => View(r.Case, r.Row, names)));
    }

    private static CaseView View(ComplaintCase of, ComplaintRow row, Dictionary<long, (Guid Id, string Name)> names)
    {
        (Guid Id, string Name)? customer = row.CustomerNo is { } no && names.TryGetValue(no, out var named) ? named : null;
        return new CaseView(row.Id, row.Number, customer?.Id, customer?.Name, row.Category, row.SubCategory, row.Cause, row.Severity, row.State, row.AssigneeId, row.OpenedAt,
            of.FirstResponseMinutes, of.ResolutionMinutes, of.Breached, of.Recurred);
    }
}
