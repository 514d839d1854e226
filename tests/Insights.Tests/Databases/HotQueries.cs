using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Tests.Databases;

/// <summary>What this service asks its database all day long, in SQL Server's words.</summary>
public sealed class HotQueries
{
    [Theory]
    [InlineData("ledger of a customer", "PK_Ledgers", null)]
    [InlineData("ledgers of a segment", "IX_Ledgers_Gen_Segment_Net_CustomerNo", "the rows of a page")]
    [InlineData("purchases of some days", "IX_Purchases_Gen_Day_CustomerNo", "the rows of the days")]
    [InlineData("complaints opened", "IX_Complaints_Gen_Day", "the rows of the days")]
    [InlineData("visits held", "IX_Activities_Gen_Day_Kind", "the rows of the days")]
    [InlineData("number of a customer", "IX_CustomerNumbers_Id", null)]
    public void Each_is_the_approved_one_and_its_index_is_there(string name, string index, string? rows)
    {
        using var db = ApprovedSql.Context<InsightsSqlServer>();
        ApprovedSql.IsApproved(db, name, index, rows, QueryOf(name, db));
    }

    private static IQueryable<object> QueryOf(string name, InsightsDb db)
    {
        var (customer, id, segment, first, last) = (7L, Guid.Empty, RfmSegment.Champions, 20_000, 20_006);
        var (start, end) = (DateTimeOffset.UtcNow.AddDays(-7), DateTimeOffset.UtcNow);
        return name switch
        {
            "ledger of a customer" => db.Ledgers.AsNoTracking().Where(l => l.CustomerNo == customer),
            "ledgers of a segment" => db.Ledgers.AsNoTracking().Where(l => l.Segment == segment).OrderByDescending(l => l.Net).ThenBy(l => l.CustomerNo).Take(51),
            "purchases of some days" => db.Purchases.AsNoTracking().Where(p => p.Day >= first && p.Day <= last),
            "complaints opened" => Behind.Of(db, Measure.ComplaintsOpened, start, end, first, last),
            "visits held" => Behind.Of(db, Measure.VisitsHeld, start, end, first, last),
            "number of a customer" => db.CustomerNumbers.AsNoTracking().Where(n => n.Id == id).Select(n => (object)n.No),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
