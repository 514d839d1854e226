using System.Text.Json;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Association;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Rules;

/// <param name="From">Orders from this day; a year back when left out.</param>
/// <param name="To">Orders to this day; today when left out.</param>
/// <param name="Support">Share of baskets, above 0 to 1; as set up when left out.</param>
/// <param name="Confidence">0 to 1; as set up when left out.</param>
/// <param name="MaxLength">Products in a rule, 2 to 10.</param>
public sealed record RulesRequest(DateOnly? From = null, DateOnly? To = null, double? Support = null, double? Confidence = null, int MaxLength = 5);

/// <param name="Rules">How many there are; <paramref name="Kept"/> of them, the ones of the highest lift, are kept.</param>
public sealed record RulesReport(int Baskets, int Products, int Rules, int Kept);

/// <summary>I9: which products go together in an order; a job, for all orders are read.</summary>
internal static class MineRules
{
    public const string JobKind = "insights-rules";
    public const string RunKind = "rules";
    public const string Path = "rules";
    private const int MostKept = 20_000;

    public static async Task<Accepted<JobView>> QueueAsync(
        RulesRequest request, InsightsDb db, OrganisationCalendar calendar, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        Analyses.RequirePast(request.To, calendar);
        Days.Of(request.From, request.To, calendar.Today, 365);
        if (request.Support is { } support && !(support is > 0 and <= 1)) throw InsightRefusedException.OutOfRange("support", support, "above 0 to 1");
        if (request.Confidence is { } confidence && !(confidence is >= 0 and <= 1)) throw InsightRefusedException.OutOfRange("confidence", confidence, "0 to 1");
        if (request.MaxLength is < 2 or > AssociationRules.DefaultMaxLength) throw InsightRefusedException.OutOfRange("maxLength", request.MaxLength, $"2 to {AssociationRules.DefaultMaxLength}");
        return await Analyses.QueueAsync(db, JobKind, Path, request, caller, time, signal, cancellationToken);
    }

    internal sealed class Work(CurrentGeneration current, TimeProvider time, OrganisationCalendar calendar, IOptions<InsightsOptions> options)
        : AnalysisWork<RulesRequest>(current, time)
    {
        protected override async Task AnalyseAsync(RunStore store, RulesRequest request, CancellationToken cancellationToken)
        {
            var days = Days.Of(request.From, request.To, calendar.Today, 365);
            var full = request with { From = days.From, To = days.To, Support = request.Support ?? options.Value.RuleSupport, Confidence = request.Confidence ?? options.Value.RuleConfidence };
            var (baskets, products) = await store.ReadAsync(db => BasketsAsync(db, days, cancellationToken), cancellationToken);
            if (baskets.Count == 0) throw InsightRefusedException.CannotFit("rules.no-orders", $"Nothing was bought from {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}.");
            await store.BeginAsync(RunKind, days.To, full, cancellationToken);
            await store.TellAsync(50, cancellationToken);
            var rules = AssociationRules.Mine(baskets, full.Support!.Value, full.Confidence!.Value, full.MaxLength);
            await store.WriteAsync(rules.Take(MostKept).Select((rule, place) => Row(rule, place, products)), cancellationToken);
            await store.EndAsync(new RulesReport(baskets.Count, products.Count, rules.Count, Math.Min(rules.Count, MostKept)), 2, cancellationToken);
        }

        private static RuleRow Row(AssociationRule rule, int place, IReadOnlyList<string> products) => new()
        {
            Place = place,
            Antecedent = JsonSerializer.Serialize(rule.Antecedent.Select(p => products[p]), Json.Tolerant),
            Consequent = products[rule.Consequent],
            Baskets = rule.Baskets,
            Support = rule.Support,
            Confidence = rule.Confidence,
            Lift = rule.Lift,
        };

        /// <summary>An order is a basket, in however many pieces it came; what came back is none of it. Products are numbered by their codes.</summary>
        private static async Task<(Baskets Baskets, IReadOnlyList<string> Products)> BasketsAsync(InsightsDb db, Days days, CancellationToken cancellationToken)
        {
            var (first, last) = (days.From.DayNumber, days.To.DayNumber);
            var orders = new Dictionary<(long, string), HashSet<string>>();
            await foreach (var part in db.All<PurchaseRow>().Where(p => p.Day >= first && p.Day <= last && p.SaleLines > 0)
                .Select(p => new { p.CustomerNo, p.OrderNumber, p.Items }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (!orders.TryGetValue((part.CustomerNo, part.OrderNumber), out var basket)) orders.Add((part.CustomerNo, part.OrderNumber), basket = new(StringComparer.Ordinal));
                basket.UnionWith(BoughtItems.Of(part.Items));
            }
            string[] products = [.. orders.Values.SelectMany(basket => basket).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var numbers = products.Select((code, i) => (code, i)).ToDictionary(p => p.code, p => p.i, StringComparer.Ordinal);
            return (new Baskets(orders.Values.Select(basket => basket.Select(code => numbers[code])), products.Length), products);
        }
    }
}

internal static class BoughtItems
{
    /// <summary>The products sold in a part of an order: quantity and amount above zero.</summary>
    public static IEnumerable<string> Of(string items)
    {
        using var lines = JsonDocument.Parse(items);
        var products = new List<string>();
        foreach (var line in lines.RootElement.EnumerateArray())
            if (line[1].GetInt64() > 0 && line[2].GetInt64() > 0) products.Add(line[0].GetString()!);
        return products;
    }
}
