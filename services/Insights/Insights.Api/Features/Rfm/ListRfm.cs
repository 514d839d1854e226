using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Rfm;

/// <summary>A customer with its RFM figures and scores.</summary>
/// <param name="Name">Empty when the customer was erased.</param>
/// <param name="R">1 to 5; null in the seconds until scores are first taken.</param>
public sealed record RfmView(
    Guid CustomerId, string Name, string Team, string? OwnerId, DateOnly LastPurchaseOn, long Orders, decimal Sales, decimal Refunds, decimal Net,
    string Currency, int? R, int? F, int? M, RfmSegment? Segment, string? SegmentName);

/// <summary>I1: who bought, the most valuable first; of one segment or of all.</summary>
internal static class ListRfm
{
    public static async Task<Ok<Page<RfmView>>> HandleAsync(
        InsightsDb db, Cursors cursors, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [CodeOf<RfmSegment>] string? segment = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"rfm:{segment}";
        var after = cursors.Read<Position>(cursor, list);
        var ledgers = db.Ledgers.AsNoTracking();
        var wanted = EnumCode.ParseGiven<RfmSegment>(segment);
        ledgers = wanted is null ? ledgers.Where(l => l.LastOrder != null) : ledgers.Where(l => l.Segment == wanted);
        if (after is not null) ledgers = ledgers.Where(l => l.Net <= after.Net && (l.Net < after.Net || l.CustomerNo < after.No));
        var rows = await ledgers.OrderByDescending(l => l.Net).ThenByDescending(l => l.CustomerNo).Take(limit + 1).ToListAsync(cancellationToken);
        // A step of its own: within the query it would number all customers there are.
        var customers = await db.NamesAsync(rows.Select(row => row.CustomerNo), cancellationToken);
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        return TypedResults.Ok(new Page<RfmView>(
            [.. rows.Take(limit).Select(row => new RfmView(
                customers[row.CustomerNo].Id, customers[row.CustomerNo].Name, row.Team, row.OwnerId, DateOnly.FromDayNumber(row.LastOrder!.Value), row.Orders,
                Money.ToMajor(row.Sales, currency), Money.ToMajor(row.Refunds, currency), Money.ToMajor(row.Net, currency), currency,
                row.R, row.F, row.M, row.Segment, row.Segment is { } of ? Terms.Name(of, language) : null))],
            rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Net, rows[limit - 1].CustomerNo), list) : null));
    }

    private sealed record Position(long Net, long No);
}
