using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Forecasting;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Funnel;

/// <summary>I7: what became of a stay in a stage.</summary>
public enum Passage
{
    [Names("Entered", "进入", "進入")] Entered,
    [Names("Went on", "推进", "推進")] WentOn,
    [Names("Lost", "流失", "流失")] Lost,
    [Names("Still there", "停留", "停留")] Here,
}

/// <param name="Conversion">Of the stays that ended.</param>
/// <param name="MeanDays">Of those that went on.</param>
public sealed record StageView(string Stage, int Entered, int WentOn, int Lost, int Here, EstimateView? Conversion, double? MeanDays);

/// <param name="WinRate">Won of those that ended.</param>
/// <param name="CycleDays">Mean days from opening to winning.</param>
/// <param name="VelocityPerDay">Open deals × win rate × mean amount won ÷ days of a cycle, of which there is one at least.</param>
public sealed record FunnelView(
    RangeView Range, int Deals, int Open, int Won, int Lost, decimal OpenAmount, decimal WonAmount, string Currency, EstimateView? WinRate, double? CycleDays, decimal? VelocityPerDay,
    [property: CsvTable] IReadOnlyList<StageView> Stages);

/// <summary>I7: conversion by stage, velocity and win rate of the deals opened in a range.</summary>
internal static class ReadFunnel
{
    public static async Task<Ok<FunnelView>> HandleAsync(
        InsightsDb db, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, string? zone = null, [StringLength(60)] string? pipeline = null, [StringLength(60)] string? team = null,
        [StringLength(100)] string? owner = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time, 366);
        var deals = await Deals.ReadAsync(db, asked, pipeline, team, owner, time.GetUtcNow(), cancellationToken);
        var currency = options.Value.BaseCurrency;
        var (won, open) = (deals.Rows.Where(d => d.State == "won").ToList(), deals.Rows.Where(d => d.State == "open").ToList());
        var lost = deals.Rows.Count - won.Count - open.Count;
        var rate = won.Count + lost == 0 ? null : WeightedFunnel.WinRate(won.Count, lost);
        double? cycle = won.Exists(d => d.ClosedAt is not null) ? won.Where(d => d.ClosedAt is not null).Average(d => (d.ClosedAt!.Value - d.CreatedAt).TotalDays) : null;
        return TypedResults.Ok(new FunnelView(RangeView.Of(asked.Days), deals.Rows.Count, open.Count, won.Count, lost, Sum(open, currency), Sum(won, currency), currency,
            EstimateView.OfNullable(rate), cycle,
            rate is null || cycle is not > 0 ? null : Money.ToMajor(
                (long)Math.Round(WeightedFunnel.Velocity(open.Count, rate.Value, won.Average(d => (double)d.Amount), cycle.Value), MidpointRounding.AwayFromZero), currency),
            [.. WeightedFunnel.Conversion([.. deals.Stays], deals.Stages).Select(s => new StageView(
                s.Stage, s.Entered, s.WentOn, s.Lost, s.Entered - s.WentOn - s.Lost, EstimateView.OfNullable(s.Conversion), s.MeanDays))]));
    }

    private static decimal Sum(IEnumerable<OpportunityRow> deals, string currency) => Money.ToMajor(deals.Sum(d => d.Amount), currency);
}
