using System.Text.Json;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>The four parts of a value; the total is their sum.</summary>
public sealed record ValuePartsView(decimal Transaction, decimal Referral, decimal Growth, decimal Knowledge, decimal Total, string Currency)
{
    internal static ValuePartsView Of(long transaction, long referral, long growth, long knowledge, string currency) => new(
        Money.ToMajor(transaction, currency), Money.ToMajor(referral, currency), Money.ToMajor(growth, currency), Money.ToMajor(knowledge, currency),
        Money.ToMajor(transaction + referral + growth + knowledge, currency), currency);
}

/// <param name="Name">Empty for whoever had the customer at the run and does not see it any more.</param>
/// <param name="ProbabilityAlive">By Pareto/NBD.</param>
/// <param name="ExpectedPurchases">Over the horizon.</param>
/// <param name="ExpectedSpend">Of one purchase.</param>
public sealed record CustomerValueView(
    Guid CustomerId, string Name, string Team, string? OwnerId, string Segment, string Class, double ProbabilityAlive, double ExpectedPurchases, decimal ExpectedSpend,
    ValuePartsView Parts);

/// <param name="Customers">That the caller may see, as <paramref name="Parts"/> are of them.</param>
/// <param name="Low">Of the transaction part, with <paramref name="High"/>, at the level of the parameters; null without draws, and for callers who see some customers only.</param>
public sealed record ValueRunView(
    Guid Id, DateOnly AsOf, DateTimeOffset At, string By, ValueRequest Parameters, long Customers, ValuePartsView Parts, decimal? Low, decimal? High,
    IReadOnlyDictionary<string, double> YearlyTrend, [property: CsvTable] IReadOnlyList<ModelView> Models);

internal static class ReadValues
{
    public static async Task<Results<Ok<Page<CustomerValueView>>, Missing>> ListAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        Guid? run = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.ValueRunAsync(run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
        var list = $"clv:{found.Key}";
        var after = cursors.Read<Position>(cursor, list);
        var values = db.Values.AsNoTracking().Where(v => v.RunKey == found.Key);
        if (after is not null) values = values.Where(v => v.Total <= after.Total && (v.Total < after.Total || v.CustomerNo < after.No));
        var rows = await values.OrderByDescending(v => v.Total).ThenByDescending(v => v.CustomerNo).Take(limit + 1)
            .ToListAsync(cancellationToken);
        var names = await db.NamesOfSeenAsync([.. rows.Take(limit).Select(row => row.CustomerNo)], cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(new Page<CustomerValueView>(
            [.. rows.Take(limit).Select(row => View(row, names[row.CustomerNo].Id, names[row.CustomerNo].Name, currency))],
            rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].Total, rows[limit - 1].CustomerNo), list) : null));
    }

    public static async Task<Results<Ok<ValueRunView>, Missing>> RunAsync(
        InsightsDb db, IOptions<InsightsOptions> options, CancellationToken cancellationToken, Guid? run = null)
    {
        if (await db.ValueRunAsync(run, cancellationToken) is not { } found) return Analyses.NotYet(ValueCustomers.Path, run);
        var (report, currency) = (found.ReportAs<ValueReportData>(), options.Value.BaseCurrency);
        // X1: the sums are of whom the caller may see; how sure the sum of all is, says nothing of theirs.
        var sum = (await EquityNow.SumsAsync(db.Equity.AsNoTracking().Where(s => s.RunKey == found.Key).GroupBy(_ => ""), cancellationToken)).SingleOrDefault();
        decimal? Amount(double? minor) => minor is { } value && db.ReachesAll ? Money.ToMajor((long)Math.Round(value, MidpointRounding.AwayFromZero), currency) : null;
        return TypedResults.Ok(new ValueRunView(found.Id, found.AsOf, found.At, found.By, JsonSerializer.Deserialize<ValueRequest>(found.Parameters, Json.Tolerant)!, sum?.Customers ?? 0,
            ValuePartsView.Of(sum?.Transaction ?? 0, sum?.Referral ?? 0, sum?.Growth ?? 0, sum?.Knowledge ?? 0, currency), Amount(report.Low), Amount(report.High), report.YearlyTrend, report.Models));
    }

    public static CustomerValueView View(ValueRow value, Guid customer, string name, string currency) => new(
        customer, name, value.Team, value.OwnerId.Length == 0 ? null : value.OwnerId, value.Segment, value.Class, value.Alive, value.Purchases,
        Money.ToMajor((long)Math.Round(value.Spend, MidpointRounding.AwayFromZero), currency), ValuePartsView.Of(value.Transaction, value.Referral, value.Growth, value.Knowledge, currency));

    private sealed record Position(long Total, long No);
}
