using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Ledger;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Dashboard;

/// <param name="Margin">Of the lines whose cost is known, that of what came back taken off.</param>
public sealed record SalesSumView(string Period, long Orders, long Lines, decimal Sales, decimal Refunds, decimal Net, decimal Margin)
{
    internal static SalesSumView Of(string period, SalesFigures f, string currency) => new(period, f.Orders, f.Lines, Money.ToMajor(f.Sales, currency),
        Money.ToMajor(f.Refunds, currency), Money.ToMajor(f.Net, currency), Money.ToMajor(f.Costed - f.Cost, currency));
}

/// <param name="Total">Of the whole range.</param>
public sealed record SalesHistoryView(HistoryGrain Grain, string TimeZone, RangeView Range, string Currency, SalesSumView Total, [property: CsvTable] IReadOnlyList<SalesSumView> Periods);

public sealed record SalesOfCustomerView(Guid CustomerId, string Name, long Orders, long Lines, decimal Sales, decimal Refunds, decimal Net, decimal Margin, string Currency);

/// <summary>I13: sales by day or month, and the customers behind them; the two come to the same.</summary>
internal static class ReadSales
{
    private const int MostForeignDays = 100;

    public static async Task<Ok<SalesHistoryView>> HistoryAsync(
        InsightsDb db, CreditedSales credited, Caller caller, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        [CodeOf<HistoryGrain>] string grain = "day", DateOnly? from = null, DateOnly? to = null, [StringLength(60)] string? zone = null, [StringLength(60)] string? team = null,
        [StringLength(100)] string? person = null)
    {
        var by = EnumCode.Parse<HistoryGrain>(grain);
        var asked = AskedDays.Of(from, to, zone, organisation, time, by == HistoryGrain.Day ? 31 : 366);
        if (!asked.OfOrganisation && asked.Days.Count > MostForeignDays)
            throw InsightRefusedException.OutOfRange("from", $"{asked.Days.From:yyyy-MM-dd}", $"at most {MostForeignDays} days before {asked.Days.To:yyyy-MM-dd} in a time zone that is not the organisation's");
        var sums = new Dictionary<string, SalesFigures>(StringComparer.Ordinal);
        void Add(DateOnly day, SalesFigures figures) => sums[Periods.Of(day, by)] = sums.GetValueOrDefault(Periods.Of(day, by)) + figures;
        var (first, last) = asked.Touched;
        if (asked.OfOrganisation)
        {
            foreach (var (day, figures) in await KeptAsync(db, first, last, team, person, cancellationToken)) Add(DateOnly.FromDayNumber(day), figures);
        }
        else
        {
            await foreach (var (part, figures) in credited.PartsAsync(first, last, Counts(asked), new CreditFilter(caller, team, person), cancellationToken))
                Add(asked.Calendar.DayOf(part.At), figures);
        }
        var currency = options.Value.BaseCurrency;
        var total = sums.Values.Aggregate(default(SalesFigures), (a, b) => a + b);
        return TypedResults.Ok(new SalesHistoryView(by, asked.Calendar.Zone, RangeView.Of(asked.Days), currency, SalesSumView.Of("", total, currency),
            [.. Periods.Of(asked.Days, by).Select(period => SalesSumView.Of(period, sums.GetValueOrDefault(period), currency))]));
    }

    public static async Task<Ok<Page<SalesOfCustomerView>>> CustomersAsync(
        InsightsDb db, CreditedSales credited, Caller caller, Cursors cursors, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time,
        CancellationToken cancellationToken, DateOnly? from = null, DateOnly? to = null, [StringLength(60)] string? zone = null, [StringLength(60)] string? team = null,
        [StringLength(100)] string? person = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time, 31);
        var list = $"sales:{asked.Start.UtcTicks}:{asked.End.UtcTicks}:{team}:{person}";
        var (first, last) = asked.Touched;
        var rows = await credited.ListAsync(first, last, Counts(asked), new CreditFilter(caller, team, person), cursors.KeyOf(cursor, list) ?? 0, limit + 1, cancellationToken);
        var names = await db.NamesOfSeenAsync([.. rows.Select(row => row.Customer)], cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, row => row.Customer, row => new SalesOfCustomerView(names[row.Customer].Id, names[row.Customer].Name,
            row.Figures.Orders, row.Figures.Lines, Money.ToMajor(row.Figures.Sales, currency), Money.ToMajor(row.Figures.Refunds, currency), Money.ToMajor(row.Figures.Net, currency),
            Money.ToMajor(row.Figures.Costed - row.Figures.Cost, currency), currency)));
    }

    /// <summary>Sums of days, from the read model.</summary>
    public static async Task<List<(int Day, SalesFigures Figures)>> KeptAsync(
        InsightsDb db, int first, int last, string? team, string? person, CancellationToken cancellationToken)
    {
        var rows = db.Sales.AsNoTracking().Where(s => s.Grain == Grain.Day && s.Period >= first && s.Period <= last);
        if (team is not null) rows = rows.Where(s => s.Team == team);
        if (person is not null) rows = rows.Where(s => s.Person == person);
        var days = await rows.GroupBy(s => s.Period).Select(same => new
        {
            same.Key, Orders = same.Sum(s => s.Orders), Lines = same.Sum(s => s.Lines), Sales = same.Sum(s => s.Sales), Refunds = same.Sum(s => s.Refunds),
            Cost = same.Sum(s => s.Cost), Costed = same.Sum(s => s.Costed),
        }).ToListAsync(cancellationToken);
        return days.ConvertAll(d => (d.Key, new SalesFigures(0, 0, d.Orders, d.Lines, d.Sales, d.Refunds, d.Cost, d.Costed)));
    }

    private static Func<OrderPart, bool> Counts(AskedDays asked)
    {
        var (from, to, start, end) = (asked.Days.From.DayNumber, asked.Days.To.DayNumber, asked.Start, asked.End);
        return asked.OfOrganisation ? part => part.Day >= from && part.Day <= to : part => part.At >= start && part.At < end;
    }
}
