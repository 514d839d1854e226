using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Zones;
using CrmPlatform.Insights.Features.Churn;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Zones;

public sealed record ZoneSumView(ConsumptionZone Zone, string Name, long Customers, decimal Value);

public sealed record ZonesView(long Customers, decimal Value, string Currency, [property: CsvTable] IReadOnlyList<ZoneSumView> Zones);

public sealed record ZoneView(Guid CustomerId, string Name, ConsumptionZone Zone, decimal Value, string Currency, string ReasonCode, SentenceView Reason, DateOnly Since);

/// <summary>I3: consumption zones; an assessment of churn keeps them.</summary>
internal static class ReadZones
{
    public static void MapZones(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/zones").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", ListAsync).WithName("list-zones").WithSummary("Customers with their consumption zone and the reason for it.");
        group.MapGet("/summary", SummaryAsync).WithName("zones").WithSummary("The zones, how many customers they have and what those are worth.");
    }

    private static async Task<Ok<ZonesView>> SummaryAsync(
        InsightsDb db, Caller caller, AnswerCache cache, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        // Zones are computed with the warnings; whose they are, and who stands for himself, changes with the customers.
        var run = await db.LastRunAsync(AssessCustomers.RunKind, cancellationToken);
        var sums = await cache.GetAsync(caller, $"zones:{run?.Key}", () => Seen(db).GroupBy(z => z.Zone)
            .Select(same => new ZoneSum(same.Key, same.LongCount(), same.Sum(z => z.Value))).ToListAsync(cancellationToken));
        return TypedResults.Ok(new ZonesView(sums.Sum(s => s.Customers), Money.ToMajor(sums.Sum(s => s.Value), currency), currency,
            [.. sums.OrderBy(s => s.Zone).Select(s => new ZoneSumView(s.Zone, Terms.Name(s.Zone, language), s.Customers, Money.ToMajor(s.Value, currency)))]));
    }

    private static async Task<Ok<Page<ZoneView>>> ListAsync(
        InsightsDb db, Cursors cursors, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [CodeOf<ConsumptionZone>] string? zone = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"zones:{zone}";
        var after = cursors.Read<Position>(cursor, list);
        var found = await FoundAsync(db, EnumCode.ParseGiven<ConsumptionZone>(zone), after, limit + 1, cancellationToken);
        var names = await db.NamesAsync(found.Select(row => row.CustomerNo), cancellationToken);
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        return TypedResults.Ok(new Page<ZoneView>(
            [.. found.Take(limit).Select(row => new ZoneView(names[row.CustomerNo].Id, names[row.CustomerNo].Name, row.Zone, Money.ToMajor(row.Value, currency), currency, row.ReasonCode,
                SentenceView.Of(row.ReasonEn, row.ReasonZhHans, row.ReasonZhHant, language), row.Since))],
            found.Count > limit ? cursors.Write(new Position(found[limit - 1].Value, found[limit - 1].CustomerNo), list) : null));
    }

    /// <summary>Zone by zone, each by its index, which a list of all zones at once would not be led by.</summary>
    private static async Task<List<ZoneRow>> FoundAsync(InsightsDb db, ConsumptionZone? wanted, Position? after, int take, CancellationToken cancellationToken)
    {
        var found = new List<ZoneRow>();
        foreach (var one in wanted is { } only ? [only] : Enum.GetValues<ConsumptionZone>())
        {
            var rows = Seen(db).Where(z => z.Zone == one);
            if (after is not null) rows = rows.Where(z => z.Value <= after.Value && (z.Value < after.Value || z.CustomerNo < after.No));
            found.AddRange(await rows.OrderByDescending(z => z.Value).ThenByDescending(z => z.CustomerNo).Take(take).ToListAsync(cancellationToken));
        }
        return [.. found.OrderByDescending(z => z.Value).ThenByDescending(z => z.CustomerNo).Take(take)];
    }

    private static IQueryable<ZoneRow> Seen(InsightsDb db) => db.Zones.AsNoTracking().Where(z => db.Customers.Any(customer => customer.No == z.CustomerNo && customer.SurvivorNo == null && customer.Status != CustomerRow.Removed));

    private sealed record ZoneSum(ConsumptionZone Zone, long Customers, long Value);

    private sealed record Position(long Value, long No);
}
