using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Abc;
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

/// <param name="Report">Of the last classification.</param>
public sealed record ClassesView(DateOnly AsOf, ClassReport Report, string Currency, IReadOnlyList<ClassSumView> Classes);

internal static class ReadClasses
{
    /// <summary>How many customers each class has and what they bought; the list of a class comes to the same. Who never was more than C is in none.</summary>
    public static async Task<Results<Ok<ClassesView>, Missing>> SummaryAsync(
        InsightsDb db, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        if (await db.RunAsync(ClassifyCustomers.RunKind, null, cancellationToken) is not { } run) return Analyses.NotYet(ClassifyCustomers.Path, null);
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        var sums = await Seen(db).GroupBy(c => c.Class).Select(same => new { same.Key, Customers = same.LongCount(), Sales = same.Sum(c => c.Sales) }).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ClassesView(run.AsOf, run.ReportAs<ClassReport>(), currency,
            [.. sums.OrderBy(s => s.Key).Select(s => new ClassSumView(s.Key, Terms.Name(s.Key, language), s.Customers, Money.ToMajor(s.Sales, currency)))]));
    }

    public static async Task<Ok<Page<ClassView>>> ListAsync(
        InsightsDb db, Cursors cursors, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [CodeOf<AbcClass>] string? @class = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"abc:{@class}";
        var after = cursors.Read<Position>(cursor, list);
        var rows = Seen(db);
        if (EnumCode.ParseGiven<AbcClass>(@class) is { } wanted) rows = rows.Where(c => c.Class == wanted);
        if (after is not null) rows = rows.Where(c => c.Sales <= after.Sales && (c.Sales < after.Sales || c.CustomerNo < after.No));
        var found = await rows.OrderByDescending(c => c.Sales).ThenByDescending(c => c.CustomerNo).Take(limit + 1).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(found.Select(row => row.CustomerNo), cancellationToken);
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        return TypedResults.Ok(new Page<ClassView>(
            [.. found.Take(limit).Select(row => new ClassView(names[row.CustomerNo].Id, names[row.CustomerNo].Name, row.Class, row.Year, Money.ToMajor(row.Sales, currency), currency,
                row.ReasonCode, SentenceView.Of(row.ReasonEn, row.ReasonZhHans, row.ReasonZhHant, language), row.AsOf))],
            found.Count > limit ? cursors.Write(new Position(found[limit - 1].Sales, found[limit - 1].CustomerNo), list) : null));
    }

    private static IQueryable<ClassRow> Seen(InsightsDb db) => db.Classes.AsNoTracking().Where(c => db.Customers.Any(customer => customer.No == c.CustomerNo && customer.SurvivorNo == null));

    private sealed record Position(long Sales, long No);
}
