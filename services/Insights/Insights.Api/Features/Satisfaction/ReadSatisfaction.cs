using System.Text.Json;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Satisfaction;

/// <summary>Experience less expectation of one item, of those who gave both; null intervals below two answers.</summary>
public sealed record GapView(string Item, double Expected, double Experienced, EstimateView? Gap);

/// <summary>NPS in points, −100 to 100; the three groups come to the sample.</summary>
/// <param name="AnswerVariance">Of one answer: p + d − (p − d)².</param>
public sealed record NpsView(int Promoters, int Passives, int Detractors, double AnswerVariance, EstimateView Score);

/// <param name="Csat">Share of answers 4 and 5 of 5.</param>
/// <param name="Ces">Mean of 1 to 7.</param>
/// <param name="RepeatRate">Of all who ever bought, who bought on two days or more.</param>
/// <param name="ShareOfCustomer">客户份额: what customers bought of us in the last year, as a mean share of what they are known to spend.</param>
/// <param name="Referral">Of the customers new in the range, who was brought by another customer.</param>
public sealed record SatisfactionView(
    RangeView Range, EstimateView? Csat, NpsView? Nps, EstimateView? Ces, IReadOnlyList<GapView> Gaps, EstimateView? RepeatRate, EstimateView? ShareOfCustomer, EstimateView? Referral);

/// <summary>I6: satisfaction and loyalty, each with sample size and confidence interval; null where nobody answered.</summary>
internal static class ReadSatisfaction
{
    public static async Task<Ok<SatisfactionView>> HandleAsync(
        InsightsDb db, Caller caller, AnswerCache cache, OrganisationCalendar organisation, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, string? zone = null, double level = Intervals.DefaultLevel)
    {
        Intervals.RequireLevel(level);
        var asked = AskedDays.Of(from, to, zone, organisation, time);
        var answers = await SurveyAnswers.Seen(db, asked, null).Select(a => new { a.Metric, a.Score, a.ScaleMin, a.ScaleMax, a.Items }).ToListAsync(cancellationToken);
        List<int> Of(SurveyMetric metric) => [.. answers.Where(a => a.Metric == EnumCode.Of(metric)).Select(a => SurveyAnswers.Usual(metric, a.Score, a.ScaleMin, a.ScaleMax))];
        var (csat, nps, ces) = (Of(SurveyMetric.Csat), Of(SurveyMetric.Nps), Of(SurveyMetric.Ces));
        return TypedResults.Ok(new SatisfactionView(RangeView.Of(asked.Days),
            csat.Count == 0 ? null : EstimateView.Of(SurveyScores.Csat(csat, level)),
            nps.Count == 0 ? null : View(SurveyScores.Nps(nps, level)),
            ces.Count < 2 ? null : EstimateView.Of(SurveyScores.Ces(ces, level)),
            Gaps(answers.Select(a => a.Items), level),
            Rate(await cache.GetAsync(caller, "buyers", () => BuyersAsync(db, cancellationToken)), level),
            await ShareAsync(db, organisation.Today, level, cancellationToken),
            await ReferralAsync(db, asked, level, cancellationToken)));
    }

    public static NpsView View(NetPromoterScore nps) => new(nps.Promoters, nps.Passives, nps.Detractors, nps.AnswerVariance, EstimateView.Of(nps.Score));

    /// <summary>The items of which an answer said both what was expected and what was experienced.</summary>
    public static IEnumerable<SurveyItemScore> Gaps(string items) =>
        JsonSerializer.Deserialize<List<SurveyItemScore>>(items, Json.Tolerant)!.Where(item => item is { Expectation: not null, Experience: not null });

    private static List<GapView> Gaps(IEnumerable<string> items, double level)
    {
        var both = items.SelectMany(json => Gaps(json)).Select(item => (item.Item, Expected: item.Expectation!.Value, Experienced: item.Experience!.Value)).ToList();
        var sized = both.GroupBy(item => item.Item, StringComparer.Ordinal).ToLookup(same => same.Count() >= 2, same => same.ToList());
        return
        [
            .. SurveyScores.Gaps(sized[true].SelectMany(same => same), level).Select(gap => new GapView(gap.Item, gap.Expected, gap.Experienced, EstimateView.Of(gap.Gap))),
            .. sized[false].Select(same => new GapView(same[0].Item, same[0].Expected, same[0].Experienced, null)),
        ];
    }

    private static EstimateView? Rate(Buyers buyers, double level) => buyers.All == 0 ? null : EstimateView.Of(Intervals.Wilson(buyers.Repeated, buyers.All, level));

    private static async Task<Buyers> BuyersAsync(InsightsDb db, CancellationToken cancellationToken) =>
        await db.Ledgers.AsNoTracking().Where(l => l.BoughtDays > 0).GroupBy(_ => 1)
            .Select(all => new Buyers(all.Count(), all.Count(l => l.BoughtDays >= 2))).SingleOrDefaultAsync(cancellationToken) ?? new Buyers(0, 0);

    private static async Task<EstimateView?> ShareAsync(InsightsDb db, DateOnly today, double level, CancellationToken cancellationToken)
    {
        var wallets = await Wallets.Known(db).Select(w => new { w.CustomerNo, w.YearlySpend }).ToListAsync(cancellationToken);
        if (wallets.Count < 2) return null;
        var bought = await Wallets.BoughtAsync(db, [.. wallets.Select(w => w.CustomerNo)], today, cancellationToken);
        return EstimateView.Of(Intervals.Mean([.. wallets.Select(w => Wallets.Share(bought.GetValueOrDefault(w.CustomerNo), w.YearlySpend))], level).Within(0, 1));
    }

    private static async Task<EstimateView?> ReferralAsync(InsightsDb db, AskedDays asked, double level, CancellationToken cancellationToken)
    {
        var (start, end) = (asked.Start, asked.End);
        var counts = await db.Customers.AsNoTracking().Where(c => c.Version > 0 && c.SurvivorNo == null && c.Status != CustomerRow.Removed && c.CreatedAt >= start && c.CreatedAt < end).GroupBy(_ => 1)
            .Select(all => new { All = all.Count(), Brought = all.Count(c => c.ReferredBy != null || c.Source == "referral") }).SingleOrDefaultAsync(cancellationToken);
        return counts is null ? null : EstimateView.Of(Intervals.Wilson(counts.Brought, counts.All, level));
    }

    private sealed record Buyers(int All, int Repeated);
}
