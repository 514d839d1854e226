using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Abc;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Abc;

/// <summary>A customer's computed class and why; an override in Customers goes before it.</summary>
/// <param name="Sales">Of the year the class rests on.</param>
public sealed record ClassView(
    Guid CustomerId, string Name, AbcClass Class, int Year, decimal Sales, string Currency, string ReasonCode, SentenceView Reason, DateOnly AsOf);

public sealed record ClassSumView(AbcClass Class, string Name, long Customers, decimal Sales);

/// <param name="Report">Of the last classification, or that of the day asked for; null for callers who see some customers only, for it counts all of them.</param>
/// <param name="Classes">As they are today; none where a day was asked for.</param>
public sealed record ClassesView(DateOnly AsOf, ClassReport? Report, string Currency, [property: CsvTable] IReadOnlyList<ClassSumView> Classes);

internal static class ReadClasses
{
    /// <summary>How many customers each class has and what they bought in the year; the list of a class comes to the same.</summary>
    public static async Task<Results<Ok<ClassesView>, Missing>> SummaryAsync(
        InsightsDb db, Caller caller, AnswerCache cache, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken, DateOnly? asOf = null)
    {
        var found = asOf is { } day ? await OfDayAsync(db, day, cancellationToken) : await db.LastRunAsync(ClassifyCustomers.RunKind, cancellationToken);
        if (found is not { } run) return Analyses.NotYet(ClassifyCustomers.Path, null);
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        if (asOf is not null) return TypedResults.Ok(new ClassesView(run.AsOf, db.ReachesAll ? run.ReportAs<ClassReport>() : null, currency, []));
        var sums = await cache.GetAsync(caller, $"abc:{run.Key}", () => SumsAsync(db, cancellationToken));
        return TypedResults.Ok(new ClassesView(run.AsOf, db.ReachesAll ? run.ReportAs<ClassReport>() : null, currency,
            [.. sums.Select(s => new ClassSumView(s.Class, Terms.Name(s.Class, language), s.Customers, Money.ToMajor(s.Sales, currency)))]));
    }

    public static async Task<Ok<Page<ClassView>>> ListAsync(
        InsightsDb db, Cursors cursors, HttpRequest request, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [CodeOf<AbcClass>] string? @class = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"abc:{@class}";
        var after = cursors.Read<Position>(cursor, list);
        var wanted = EnumCode.ParseGiven<AbcClass>(@class);
        var found = after is { Unjudged: true } ? [] : await JudgedAsync(db, wanted, after, limit + 1, cancellationToken);
        var judged = found.Count;
        if (judged <= limit && wanted is null or AbcClass.C) found.AddRange(await UnjudgedAsync(db, after, limit + 1 - judged, calendar, cancellationToken));
        var names = await db.NamesAsync(found.Select(row => row.CustomerNo), cancellationToken);
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        return TypedResults.Ok(new Page<ClassView>(
            [.. found.Take(limit).Select(row => new ClassView(names[row.CustomerNo].Id, names[row.CustomerNo].Name, row.Class, row.Year, Money.ToMajor(row.Sales, currency), currency,
                row.ReasonCode, SentenceView.Of(row.ReasonEn, row.ReasonZhHans, row.ReasonZhHant, language), row.AsOf))],
            found.Count > limit ? cursors.Write(new Position(found[limit - 1].Sales, found[limit - 1].CustomerNo, limit > judged), list) : null));
    }

    /// <summary>Customers that have a class: active ones that stand for themselves.</summary>
    public static IQueryable<CustomerRow> Standing(IQueryable<CustomerRow> customers) =>
        customers.Where(c => c.Version > 0 && c.Status == "active" && !c.Erased && c.SurvivorNo == null);

    /// <summary>What was made of a day last, be it a look back.</summary>
    private static Task<AnalysisRun?> OfDayAsync(InsightsDb db, DateOnly day, CancellationToken cancellationToken) =>
        db.Runs.AsNoTracking().Where(r => (r.Kind == ClassifyCustomers.RunKind || r.Kind == ClassifyCustomers.LookBackKind) && r.Complete && r.AsOf == day)
            .OrderByDescending(r => r.Key).FirstOrDefaultAsync(cancellationToken);

    /// <summary>C4: C is everybody else, also who was never judged for want of sales.</summary>
    private static async Task<List<ClassSum>> SumsAsync(InsightsDb db, CancellationToken cancellationToken)
    {
        var judged = await Judged(db).GroupBy(c => c.Class).Select(same => new { same.Key, Customers = same.LongCount(), Sales = same.Sum(c => c.Sales) })
            .ToDictionaryAsync(same => same.Key, same => new ClassSum(same.Key, same.Customers, same.Sales), cancellationToken);
        var all = await Standing(db.Customers).LongCountAsync(cancellationToken);
        ClassSum Of(AbcClass one) => judged.GetValueOrDefault(one) ?? new ClassSum(one, 0, 0);
        var (a, b) = (Of(AbcClass.A), Of(AbcClass.B));
        return [a, b, Of(AbcClass.C) with { Customers = all - a.Customers - b.Customers }];
    }

    /// <summary>Class by class, each by its index, which a list of all classes at once would not be led by.</summary>
    private static async Task<List<ClassRow>> JudgedAsync(InsightsDb db, AbcClass? wanted, Position? after, int take, CancellationToken cancellationToken)
    {
        var found = new List<ClassRow>();
        foreach (var one in wanted is { } only ? [only] : Enum.GetValues<AbcClass>())
        {
            var rows = Judged(db).Where(c => c.Class == one);
            if (after is not null) rows = rows.Where(c => c.Sales <= after.Sales && (c.Sales < after.Sales || c.CustomerNo < after.No));
            found.AddRange(await rows.OrderByDescending(c => c.Sales).ThenByDescending(c => c.CustomerNo).Take(take).ToListAsync(cancellationToken));
        }
        return [.. found.OrderByDescending(c => c.Sales).ThenByDescending(c => c.CustomerNo).Take(take)];
    }

    /// <summary>They come last, as of the last classification; before the first one all are here.</summary>
    private static async Task<List<ClassRow>> UnjudgedAsync(InsightsDb db, Position? after, int take, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        var rows = Standing(db.Customers).AsNoTracking().Where(c => !db.Classes.Any(judged => judged.CustomerNo == c.No));
        if (after is { Unjudged: true }) rows = rows.Where(c => c.No < after.No);
        var numbers = await rows.OrderByDescending(c => c.No).Select(c => c.No).Take(take).ToListAsync(cancellationToken);
        if (numbers.Count == 0) return [];
        var asOf = (await db.LastRunAsync(ClassifyCustomers.RunKind, cancellationToken))?.AsOf ?? calendar.Today;
        var year = AbcClassification.LastFullYear(asOf);
        return numbers.ConvertAll(no => ClassifyCustomers.Row(AbcClassification.WithoutSales(no, year), year, 0, asOf));
    }

    private static IQueryable<ClassRow> Judged(InsightsDb db) => db.Classes.AsNoTracking().Where(c => Standing(db.Customers).Any(customer => customer.No == c.CustomerNo));

    private sealed record ClassSum(AbcClass Class, long Customers, long Sales);

    private sealed record Position(long Sales, long No, bool Unjudged);
}
