using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Rfm;

/// <summary>A segment's customers, orders and money; the list of the segment comes to the same.</summary>
public sealed record RfmSegmentView(RfmSegment Segment, string Name, long Customers, long Orders, decimal Net);

/// <param name="ScoredAt">When scores were last taken; null before the first time.</param>
public sealed record RfmSegmentsView(DateTimeOffset? ScoredAt, long Customers, decimal Net, string Currency, [property: CsvTable] IReadOnlyList<RfmSegmentView> Segments);

/// <summary>I1: the segments with what they come to, from sums that are kept with every change of a ledger.</summary>
internal static class RfmSegmentsNow
{
    public static async Task<Ok<RfmSegmentsView>> HandleAsync(
        InsightsDb db, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        var rows = await db.Segments.AsNoTracking().GroupBy(s => s.Segment)
            .Select(same => new { Segment = same.Key, Customers = same.Sum(s => s.Customers), Orders = same.Sum(s => s.Orders), Net = same.Sum(s => s.Net) })
            .ToListAsync(cancellationToken);
        var scoredAt = await db.States.Select(state => state.ScoredAt).SingleAsync(cancellationToken);
        return TypedResults.Ok(new RfmSegmentsView(scoredAt, rows.Sum(row => row.Customers), Money.ToMajor(rows.Sum(row => row.Net), currency), currency,
            [.. rows.OrderBy(row => row.Segment).Select(row => new RfmSegmentView(
                row.Segment, Terms.Name(row.Segment, language), row.Customers, row.Orders, Money.ToMajor(row.Net, currency)))]));
    }
}
