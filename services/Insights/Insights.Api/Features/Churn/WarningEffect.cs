using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Churn;

/// <param name="Outcome">As Engagement said at the end of the intervention; <c>none</c> where none has ended.</param>
/// <param name="Stayed">Of them, who bought again in time.</param>
public sealed record OutcomeView(string Outcome, int Warnings, int Stayed);

/// <summary>Whether interventions help: who stayed of those treated and of those held back.</summary>
/// <param name="OutcomeDays">A customer who bought within so many days has stayed; only older warnings count.</param>
/// <param name="Outcomes">The treated ones by how the intervention ended.</param>
public sealed record WarningEffectView(
    int OutcomeDays, EstimateView Treated, EstimateView HeldBack, EstimateView Difference, double PValue, bool Proven, SentenceView Sentence, IReadOnlyList<OutcomeView> Outcomes);

/// <param name="Outcome">As Engagement said; <c>none</c> where no intervention has ended.</param>
public sealed record WatchedCustomerView(Guid WarningId, Guid CustomerId, string Name, DateOnly AsOf, bool HeldBack, bool Stayed, string Outcome);

/// <summary>I5: the outcome of interventions, compared with the share that was held back.</summary>
internal static class WarningEffect
{
    private const string NotEnded = "none";
    private const int Chunk = 1000;

    public static async Task<Ok<WarningEffectView>> HandleAsync(
        InsightsDb db, HttpRequest request, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var days = options.Value.OutcomeDays;
        var watched = await WatchedAsync(db, calendar.Today.AddDays(-days), days, cancellationToken);
        var (treated, heldBack) = (watched.Where(w => !w.HeldBack).ToList(), watched.Where(w => w.HeldBack).ToList());
        if (treated.Count == 0 || heldBack.Count == 0)
            throw InsightRefusedException.CannotFit("churn.effect-unknown",
                $"{treated.Count} treated and {heldBack.Count} held-back customers have been watched for {days} days; at least one of each is needed to compare.");
        var effect = HeldBackControl.Compare(treated.Count(w => w.Stayed), treated.Count, heldBack.Count(w => w.Stayed), heldBack.Count);
        return TypedResults.Ok(new WarningEffectView(days, EstimateView.Of(effect.Treated), EstimateView.Of(effect.HeldBack), EstimateView.Of(effect.Difference), effect.PValue,
            effect.Proven, SentenceView.Of(effect.Words, request.Language()),
            [.. treated.GroupBy(w => w.Outcome).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => new OutcomeView(same.Key, same.Count(), same.Count(w => w.Stayed)))]));
    }

    /// <summary>The customers behind the effect, the last warned of first; as many as each figure says.</summary>
    public static async Task<Ok<Page<WatchedCustomerView>>> CustomersAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken, bool? heldBack = null,
        bool? stayed = null, [StringLength(60)] string? outcome = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"effect:{heldBack}:{stayed}:{outcome}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var days = options.Value.OutcomeDays;
        var rows = (await WatchedAsync(db, calendar.Today.AddDays(-days), days, cancellationToken))
            .Where(w => w.Key < before && (heldBack ?? w.HeldBack) == w.HeldBack && (stayed ?? w.Stayed) == w.Stayed && (outcome is null || (!w.HeldBack && w.Outcome == outcome)))
            .OrderByDescending(w => w.Key).Take(limit + 1).ToList();
        var names = await db.NamesAsync(rows.Select(w => w.Customer), cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, w => w.Key, w => new WatchedCustomerView(w.Warning, names[w.Customer].Id, names[w.Customer].Name, w.AsOf, w.HeldBack, w.Stayed, w.Outcome)));
    }

    private static async Task<List<Watched>> WatchedAsync(InsightsDb db, DateOnly latest, int days, CancellationToken cancellationToken)
    {
        var warnings = await (
            from warning in db.Warnings.AsNoTracking()
            where warning.AsOf <= latest
            join own in db.All<CustomerRow>() on warning.CustomerNo equals own.No
            join customer in db.Reached on own.SurvivorNo ?? own.No equals customer.No
            select new { warning.Key, warning.Id, customer.No, warning.AsOf, warning.HeldBack, Outcome = db.All<InterventionRow>().Where(i => i.Id == warning.Id).Select(i => i.Outcome).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var watched = new List<Watched>(warnings.Count);
        foreach (var chunk in warnings.Chunk(Chunk))
        {
            var families = await db.FamiliesAsync([.. chunk.Select(w => w.No)], cancellationToken);
            var members = families.Keys.ToArray();
            var bought = (await db.All<PurchaseRow>().Where(p => EF.Parameter(members).Contains(p.CustomerNo) && p.SaleLines > 0)
                .Select(p => new { p.CustomerNo, p.Day }).ToListAsync(cancellationToken)).ToLookup(p => families[p.CustomerNo], p => p.Day);
            watched.AddRange(chunk.Select(w => new Watched(
                w.Key, w.Id, w.No, w.AsOf, w.HeldBack, bought[w.No].Any(day => day > w.AsOf.DayNumber && day <= w.AsOf.DayNumber + days), w.Outcome ?? NotEnded)));
        }
        return watched;
    }

    private sealed record Watched(long Key, Guid Warning, long Customer, DateOnly AsOf, bool HeldBack, bool Stayed, string Outcome);
}
