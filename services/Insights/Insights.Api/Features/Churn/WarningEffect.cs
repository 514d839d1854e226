using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Features.Common;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Churn;

/// <summary>Whether interventions help: who stayed of those treated and of those held back.</summary>
/// <param name="OutcomeDays">A customer who bought within so many days has stayed; only older warnings count.</param>
public sealed record WarningEffectView(
    int OutcomeDays, EstimateView Treated, EstimateView HeldBack, EstimateView Difference, double PValue, bool Proven, SentenceView Sentence);

/// <summary>I5: the outcome of interventions, compared with the share that was held back.</summary>
internal static class WarningEffect
{
    public static async Task<Ok<WarningEffectView>> HandleAsync(
        InsightsDb db, HttpRequest request, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var days = options.Value.OutcomeDays;
        var latest = calendar.Today.AddDays(-days);
        var warnings = await db.Warnings.AsNoTracking().Where(w => w.AsOf <= latest && db.Customers.Any(c => c.No == w.CustomerNo))
            .Select(w => new { w.CustomerNo, w.AsOf, w.HeldBack }).ToListAsync(cancellationToken);
        var (treated, treatedStayed, heldBack, heldBackStayed) = (0, 0, 0, 0);
        foreach (var chunk in warnings.Chunk(1000))
        {
            var numbers = chunk.Select(w => w.CustomerNo).Distinct().ToArray();
            var bought = (await db.All<PurchaseRow>().Where(p => EF.Parameter(numbers).Contains(p.CustomerNo) && p.SaleLines > 0)
                .Select(p => new { p.CustomerNo, p.Day }).ToListAsync(cancellationToken)).ToLookup(p => p.CustomerNo, p => p.Day);
            foreach (var w in chunk)
            {
                var stayed = bought[w.CustomerNo].Any(day => day > w.AsOf.DayNumber && day <= w.AsOf.DayNumber + days) ? 1 : 0;
                if (w.HeldBack) (heldBack, heldBackStayed) = (heldBack + 1, heldBackStayed + stayed);
                else (treated, treatedStayed) = (treated + 1, treatedStayed + stayed);
            }
        }
        if (treated == 0 || heldBack == 0)
            throw InsightRefusedException.CannotFit("churn.effect-unknown",
                $"{treated} treated and {heldBack} held-back customers have been watched for {days} days; at least one of each is needed to compare.");
        var effect = HeldBackControl.Compare(treatedStayed, treated, heldBackStayed, heldBack);
        return TypedResults.Ok(new WarningEffectView(days, EstimateView.Of(effect.Treated), EstimateView.Of(effect.HeldBack), EstimateView.Of(effect.Difference), effect.PValue,
            effect.Proven, SentenceView.Of(effect.Words, request.Language())));
    }
}
