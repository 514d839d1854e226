using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain.Rfm;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>What a change of ledgers changes in the sums of the segments: the rows as they stood are taken away, as they stand now are added.</summary>
internal sealed class SegmentDelta
{
    private readonly Dictionary<(RfmSegment Segment, string Team, string Person), (long Customers, long Orders, long Net)> sums = [];

    public void Take(IEnumerable<LedgerRow> ledgers, int sign)
    {
        foreach (var row in ledgers)
        {
            if (row.Segment is { } segment) Take(segment, row, sign);
        }
    }

    public void Take(RfmSegment segment, LedgerRow row, int sign)
    {
        var key = (segment, row.Team, row.OwnerId ?? "");
        var (customers, orders, net) = sums.GetValueOrDefault(key);
        sums[key] = (customers + sign, orders + sign * row.Orders, net + sign * row.Net);
    }

    public List<SegmentRow> Rows(int generation) => [.. sums.Where(pair => pair.Value != default).Select(pair => new SegmentRow
    {
        Gen = generation,
        Segment = pair.Key.Segment,
        Team = pair.Key.Team,
        Person = pair.Key.Person,
        Customers = pair.Value.Customers,
        Orders = pair.Value.Orders,
        Net = pair.Value.Net,
    })];
}

internal static class StandingLedgers
{
    private const int Chunk = 1000;

    /// <summary>The ledgers of these customers as they stand, with what the segments sum of them.</summary>
    public static async Task<List<LedgerRow>> StandingAsync(this InsightsDb db, IReadOnlyCollection<long> customers, CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>(customers.Count);
        foreach (var numbers in customers.Chunk(Chunk))
        {
            rows.AddRange(await db.All<LedgerRow>().Where(l => EF.Parameter(numbers).Contains(l.CustomerNo))
                .Select(l => new LedgerRow { CustomerNo = l.CustomerNo, Team = l.Team, OwnerId = l.OwnerId, LastOrder = l.LastOrder, Orders = l.Orders, Net = l.Net, Segment = l.Segment })
                .ToListAsync(cancellationToken));
        }
        return rows;
    }
}
