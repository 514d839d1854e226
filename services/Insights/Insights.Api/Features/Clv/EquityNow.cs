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
public sealed record EquityView(Guid RunId, DateOnly AsOf, EquityAxis By, long Customers, ValuePartsView Parts, [property: CsvTable] IReadOnlyList<EquitySumView> Sums);

/// <summary>A month's equity: that of its first run.</summary>
public sealed record EquityMonthView(string Month, Guid RunId, DateOnly AsOf, long Customers, ValuePartsView Parts);

public sealed record EquityHistoryView([property: CsvTable] IReadOnlyList<EquityMonthView> Months);

/// <summary>In minor units.</summary>
internal sealed record EquityPart(string Key, long Customers, long Transaction, long Referral, long Growth, long Knowledge, long Total);

internal static class EquityNow
{
    public static async Task<Results<Ok<EquityView>, Missing>> ByAsync(
        InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [CodeOf<EquityAxis>] string by = "segment", Guid? run = null)
    {
        if (await db.ValueRunAsync(run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
        var axis = EnumCode.Parse<EquityAxis>(by);
        var currency = options.Value.BaseCurrency;
        var kept = db.Equity.AsNoTracking().Where(s => s.RunKey == found.Key);
        var keyed = axis switch
        {
            EquityAxis.Segment => kept.GroupBy(s => s.Segment),
            EquityAxis.Class => kept.GroupBy(s => s.Class),
            EquityAxis.Owner => kept.GroupBy(s => s.OwnerId),
            _ => kept.GroupBy(s => s.Team),
        };
        var sums = await SumsAsync(keyed, cancellationToken);
        return TypedResults.Ok(new EquityView(found.Id, found.AsOf, axis, sums.Sum(s => s.Customers),
            ValuePartsView.Of(sums.Sum(s => s.Transaction), sums.Sum(s => s.Referral), sums.Sum(s => s.Growth), sums.Sum(s => s.Knowledge), currency),
            [.. sums.OrderByDescending(s => s.Total).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new EquitySumView(s.Key, s.Customers, ValuePartsView.Of(s.Transaction, s.Referral, s.Growth, s.Knowledge, currency)))]));
    }

    /// <summary>What groups of kept sums come to, in minor units.</summary>
    public static Task<List<EquityPart>> SumsAsync(IQueryable<IGrouping<string, EquityRow>> groups, CancellationToken cancellationToken) => groups.Select(same => new EquityPart(
        same.Key, same.Sum(s => s.Customers), same.Sum(s => s.Transaction), same.Sum(s => s.Referral), same.Sum(s => s.Growth), same.Sum(s => s.Knowledge), same.Sum(s => s.Total)))
        .ToListAsync(cancellationToken);

    /// <summary>The customers behind a sum, the most valuable first; they come to the same.</summary>
    public static async Task<Results<Ok<Page<CustomerValueView>>, Missing>> CustomersAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [CodeOf<EquityAxis>] string by = "segment", string key = "",
        Guid? run = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.ValueRunAsync(run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
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
        var names = await db.NamesOfSeenAsync([.. rows.Select(row => row.CustomerNo)], cancellationToken);
        return TypedResults.Ok(new Page<CustomerValueView>(
            [.. rows.Take(limit).Select(row => ReadValues.View(row, names[row.CustomerNo].Id, names[row.CustomerNo].Name, options.Value.BaseCurrency))],
            rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Total, rows[limit - 1].CustomerNo), list) : null));
    }

    /// <summary>Equity over time: the first run of each month, which is kept; what somebody supposed only where nothing else is known of the month.</summary>
    public static async Task<Ok<EquityHistoryView>> HistoryAsync(InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        var currency = options.Value.BaseCurrency;
        var runs = await db.ValueRuns(_ => true).ThenBy(r => r.AsOf).ThenBy(r => r.Key).ToListAsync(cancellationToken);
        var firsts = runs.GroupBy(r => OrganisationCalendar.MonthOf(r.AsOf)).Select(month => month.First()).OrderBy(r => r.AsOf).ToList();
        var keys = firsts.Select(r => r.Key).ToArray();
        var sums = await db.Equity.AsNoTracking().Where(s => EF.Parameter(keys).Contains(s.RunKey)).GroupBy(s => s.RunKey).Select(same => new
        {
            same.Key,
            Customers = same.Sum(s => s.Customers),
            Transaction = same.Sum(s => s.Transaction),
            Referral = same.Sum(s => s.Referral),
            Growth = same.Sum(s => s.Growth),
            Knowledge = same.Sum(s => s.Knowledge),
        }).ToDictionaryAsync(s => s.Key, cancellationToken);
        return TypedResults.Ok(new EquityHistoryView([.. firsts.Select(first => (Run: first, Sum: sums.GetValueOrDefault(first.Key))).Select(month => new EquityMonthView(
            month.Run.AsOf.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.Run.Id, month.Run.AsOf, month.Sum?.Customers ?? 0,
            ValuePartsView.Of(month.Sum?.Transaction ?? 0, month.Sum?.Referral ?? 0, month.Sum?.Growth ?? 0, month.Sum?.Knowledge ?? 0, currency)))]));
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
