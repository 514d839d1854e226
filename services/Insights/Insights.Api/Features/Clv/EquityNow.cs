using System.Globalization;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Abc;
using CrmPlatform.Insights.Domain.Rfm;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>What equity is summed by; each is as it was at the run.</summary>
public enum EquityAxis
{
    [Names("Segment", "细分", "細分")] Segment,
    [Names("Class", "类别", "類別")] Class,
    [Names("Owner", "负责人", "負責人")] Owner,
    [Names("Team", "团队", "團隊")] Team,
}

/// <param name="Key">Empty where nobody has the customers.</param>
public sealed record EquitySumView(string Key, long Customers, ValuePartsView Parts);

/// <summary>I4: customer equity 客户资产 is the sum of all lifetime values.</summary>
public sealed record EquityView(Guid RunId, DateOnly AsOf, EquityAxis By, long Customers, ValuePartsView Parts, IReadOnlyList<EquitySumView> Sums);

/// <summary>A month's equity: that of its first run.</summary>
public sealed record EquityMonthView(string Month, Guid RunId, DateOnly AsOf, long Customers, ValuePartsView Parts);

public sealed record EquityHistoryView(IReadOnlyList<EquityMonthView> Months);

internal static class EquityNow
{
    public static async Task<Results<Ok<EquityView>, Missing>> ByAsync(
        InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [CodeOf<EquityAxis>] string by = "segment", Guid? run = null)
    {
        if (await db.RunAsync(ValueCustomers.RunKind, run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
        var axis = EnumCode.Parse<EquityAxis>(by);
        var currency = options.Value.BaseCurrency;
        var values = db.Values.AsNoTracking().Where(v => v.RunKey == found.Key);
        var keyed = axis switch
        {
            EquityAxis.Segment => values.GroupBy(v => v.Segment),
            EquityAxis.Class => values.GroupBy(v => v.Class),
            EquityAxis.Owner => values.GroupBy(v => v.OwnerId),
            _ => values.GroupBy(v => v.Team),
        };
        var sums = await keyed.Select(same => new
        {
            same.Key,
            Customers = same.LongCount(),
            Transaction = same.Sum(v => v.Transaction),
            Referral = same.Sum(v => v.Referral),
            Growth = same.Sum(v => v.Growth),
            Knowledge = same.Sum(v => v.Knowledge),
            Total = same.Sum(v => v.Total),
        }).ToListAsync(cancellationToken);
        return TypedResults.Ok(new EquityView(found.Id, found.AsOf, axis, sums.Sum(s => s.Customers),
            ValuePartsView.Of(sums.Sum(s => s.Transaction), sums.Sum(s => s.Referral), sums.Sum(s => s.Growth), sums.Sum(s => s.Knowledge), currency),
            [.. sums.OrderByDescending(s => s.Total).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new EquitySumView(s.Key, s.Customers, ValuePartsView.Of(s.Transaction, s.Referral, s.Growth, s.Knowledge, currency)))]));
    }

    /// <summary>The customers behind a sum, the most valuable first; they come to the same.</summary>
    public static async Task<Results<Ok<Page<CustomerValueView>>, Missing>> CustomersAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [CodeOf<EquityAxis>] string by = "segment", string key = "",
        Guid? run = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.RunAsync(ValueCustomers.RunKind, run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
        RequireKnown(EnumCode.Parse<EquityAxis>(by), key);
        var list = $"equity:{found.Key}:{by}:{key}";
        var after = cursors.Read<Position>(cursor, list);
        var values = db.Values.AsNoTracking().Where(v => v.RunKey == found.Key);
        values = EnumCode.Parse<EquityAxis>(by) switch
        {
            EquityAxis.Segment => values.Where(v => v.Segment == key),
            EquityAxis.Class => values.Where(v => v.Class == key),
            EquityAxis.Owner => values.Where(v => v.OwnerId == key),
            _ => values.Where(v => v.Team == key),
        };
        if (after is not null) values = values.Where(v => v.Total <= after.Total && (v.Total < after.Total || v.CustomerNo < after.No));
        var rows = await values.OrderByDescending(v => v.Total).ThenByDescending(v => v.CustomerNo).Take(limit + 1).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(rows.Select(row => row.CustomerNo), cancellationToken);
        return TypedResults.Ok(new Page<CustomerValueView>(
            [.. rows.Take(limit).Select(row => ReadValues.View(row, names[row.CustomerNo].Id, names[row.CustomerNo].Name, options.Value.BaseCurrency))],
            rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Total, rows[limit - 1].CustomerNo), list) : null));
    }

    /// <summary>Equity over time: the first run of each month, which is kept.</summary>
    public static async Task<Ok<EquityHistoryView>> HistoryAsync(InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var currency = options.Value.BaseCurrency;
        var runs = await db.Runs.AsNoTracking().Where(r => r.Kind == ValueCustomers.RunKind && r.Complete).OrderBy(r => r.AsOf).ThenBy(r => r.Key).ToListAsync(cancellationToken);
        var months = new List<EquityMonthView>();
        foreach (var first in runs.GroupBy(r => OrganisationCalendar.MonthOf(r.AsOf)).Select(month => month.First()))
        {
            var sum = await db.Values.AsNoTracking().Where(v => v.RunKey == first.Key).GroupBy(_ => 1).Select(all => new
            {
                Customers = all.LongCount(),
                Transaction = all.Sum(v => v.Transaction),
                Referral = all.Sum(v => v.Referral),
                Growth = all.Sum(v => v.Growth),
                Knowledge = all.Sum(v => v.Knowledge),
            }).SingleOrDefaultAsync(cancellationToken);
            months.Add(new EquityMonthView(first.AsOf.ToString("yyyy-MM", CultureInfo.InvariantCulture), first.Id, first.AsOf, sum?.Customers ?? 0,
                ValuePartsView.Of(sum?.Transaction ?? 0, sum?.Referral ?? 0, sum?.Growth ?? 0, sum?.Knowledge ?? 0, currency)));
        }
        return TypedResults.Ok(new EquityHistoryView(months));
    }

    private static void RequireKnown(EquityAxis axis, string key)
    {
        if (axis == EquityAxis.Segment && !EnumCode.TryParse<RfmSegment>(key, out _))
            throw InsightRefusedException.OutOfRange("key", key, $"a segment: {string.Join(", ", EnumCode.All<RfmSegment>())}");
        if (axis == EquityAxis.Class && !EnumCode.TryParse<AbcClass>(key, out _))
            throw InsightRefusedException.OutOfRange("key", key, $"a class: {string.Join(", ", EnumCode.All<AbcClass>())}");
    }

    private sealed record Position(long Total, long No);
}
