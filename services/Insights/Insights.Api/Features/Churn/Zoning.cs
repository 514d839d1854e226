using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Zones;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Features.Churn;

/// <summary>I3: keeps every buyer's zone and publishes the ones that changed.</summary>
internal static class Zoning
{
    private const int Chunk = 2000;

    public static async Task<int> PublishAsync(
        RunStore store, IReadOnlyList<ZoneCustomer> customers, DateOnly asOf, InsightsOptions options, TimeProvider time, bool publish, CancellationToken cancellationToken)
    {
        // A look back at another day leaves the zones of today alone.
        if (!publish) return 0;
        var settings = new ZoneSettings { Top = (decimal)options.TopByValue, ChangePercent = options.ZoneChangePercent };
        var line = ConsumptionZones.Line(customers.Select(c => c.LifetimeValue), settings);
        var changed = 0;
        foreach (var chunk in customers.Chunk(Chunk))
        {
            await store.WriteAsync(async db =>
            {
                var numbers = chunk.Select(c => c.Customer).ToArray();
                var known = await db.Zones.AsNoTracking().Where(z => EF.Parameter(numbers).Contains(z.CustomerNo)).ToDictionaryAsync(z => z.CustomerNo, cancellationToken);
                var news = chunk.Select(c => Row(ConsumptionZones.Classify(c, line, settings), c, known.GetValueOrDefault(c.Customer), asOf)).ToList();
                await db.UpsertAsync(news, cancellationToken);
                var moved = news.Where(row => known.GetValueOrDefault(row.CustomerNo)?.Zone != row.Zone).ToList();
                var ids = await db.IdsAsync(moved.Select(row => row.CustomerNo), cancellationToken);
                foreach (var row in moved) db.Publish(new ZoneChanged(ids[row.CustomerNo], EnumCode.Of(row.Zone), time.GetUtcNow()), ids[row.CustomerNo]);
                changed += moved.Count;
            }, cancellationToken);
        }
        await store.WriteAsync(db => ForgetAsync(db, customers.Select(c => c.Customer).ToHashSet(), cancellationToken), cancellationToken);
        return changed;
    }

    /// <summary>Of whose purchases none is left, because they were taken back (C17), is in no zone. That of a merged customer comes back with it.</summary>
    private static async Task ForgetAsync(InsightsDb db, HashSet<long> zoned, CancellationToken cancellationToken)
    {
        var left = (await db.Zones.Select(z => z.CustomerNo).ToListAsync(cancellationToken)).Where(no => !zoned.Contains(no));
        foreach (var numbers in left.Chunk(Chunk))
        {
            var alone = await db.All<CustomerRow>().Where(c => EF.Parameter(numbers).Contains(c.No) && c.SurvivorNo == null).Select(c => c.No).ToArrayAsync(cancellationToken);
            await db.Zones.Where(z => EF.Parameter(alone).Contains(z.CustomerNo)).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static ZoneRow Row(ZoneResult result, ZoneCustomer customer, ZoneRow? known, DateOnly asOf) => new()
    {
        CustomerNo = result.Customer,
        Zone = result.Zone,
        ReasonCode = result.ReasonCode,
        ReasonEn = result.Reason.En,
        ReasonZhHans = result.Reason.ZhHans,
        ReasonZhHant = result.Reason.ZhHant,
        Value = customer.LifetimeValue,
        Since = known is not null && known.Zone == result.Zone ? known.Since : asOf,
    };
}
