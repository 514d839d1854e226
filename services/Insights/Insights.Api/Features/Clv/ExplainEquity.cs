using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Equity;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Clv;

/// <summary>I4: how a customer moved equity between two runs.</summary>
public enum Movement
{
    [Names("New", "新增", "新增")] New,
    [Names("Lost", "流失", "流失")] Lost,
    [Names("Grown", "增长", "增長")] Grown,
    [Names("Shrunk", "减少", "減少")] Shrunk,
}

public sealed record MovementView(Movement Movement, string Name, long Customers, decimal Amount);

/// <summary>Before, what moved it, and after: before + all movements = after, exactly.</summary>
public sealed record EquityChangeView(
    Guid FromRun, DateOnly From, Guid ToRun, DateOnly To, decimal Before, decimal After, string Currency, [property: CsvTable] IReadOnlyList<MovementView> Movements, int Unchanged);

public sealed record MovedCustomerView(Guid CustomerId, string Name, decimal Amount);

/// <summary>I4: why equity changed between two runs.</summary>
internal static class ExplainEquity
{
    public static async Task<Results<Ok<EquityChangeView>, Missing>> HandleAsync(
        InsightsDb db, Caller caller, EquityChanges changes, HttpRequest request, IOptions<InsightsOptions> options, CancellationToken cancellationToken, Guid? fromRun = null, Guid? toRun = null)
    {
        if (await ChangeAsync(db, caller, changes, fromRun, toRun, cancellationToken) is not { } found) return NoPair(fromRun, toRun);
        var (from, to, change) = found;
        var (currency, language) = (options.Value.BaseCurrency, request.Language());
        return TypedResults.Ok(new EquityChangeView(from.Id, from.AsOf, to.Id, to.AsOf, Money.ToMajor(change.Before, currency), Money.ToMajor(change.After, currency), currency,
            [.. Enum.GetValues<Movement>().Select(m => new MovementView(m, Terms.Name(m, language), Of(change, m).Customers.Count, Money.ToMajor(Of(change, m).Amount, currency)))],
            change.Unchanged));
    }

    private static Missing NoPair(Guid? fromRun, Guid? toRun) => fromRun is null && toRun is null
        ? Missing.Saying("Two value runs are needed to compare. POST /api/v1/insights/clv makes one.")
        : new Missing("pair of value runs", $"{fromRun?.ToString() ?? "first"} to {toRun?.ToString() ?? "last"}");

    /// <summary>The customers behind a movement, the largest first; they come to the same.</summary>
    public static async Task<Results<Ok<Page<MovedCustomerView>>, Missing>> CustomersAsync(
        InsightsDb db, Caller caller, EquityChanges changes, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, [CodeOf<Movement>] string movement = "new", Guid? fromRun = null,
        Guid? toRun = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await ChangeAsync(db, caller, changes, fromRun, toRun, cancellationToken) is not { } found) return NoPair(fromRun, toRun);
        var list = $"equity-change:{found.From.Key}:{found.To.Key}:{movement}";
        var done = (int)(cursors.KeyOf(cursor, list) ?? 0);
        var moved = Of(found.Change, EnumCode.Parse<Movement>(movement)).Customers;
        var rows = moved.Skip(done).Take(limit).ToList();
        var names = await db.NamesOfSeenAsync([.. rows.Select(row => row.Customer)], cancellationToken);
        // Runs never change, so a place in the list stays what it was.
        return TypedResults.Ok(cursors.PageByKey(
            [.. moved.Skip(done).Take(limit + 1).Select((row, i) => (Row: row, Place: (long)done + i + 1))], limit, list, item => item.Place,
            item => new MovedCustomerView(names[item.Row.Customer].Id, names[item.Row.Customer].Name, Money.ToMajor(item.Row.Value, options.Value.BaseCurrency))));
    }

    private static EquityMovement Of(EquityChange change, Movement movement) => movement switch
    {
        Movement.New => change.New,
        Movement.Lost => change.Lost,
        Movement.Grown => change.Grown,
        _ => change.Shrunk,
    };

    /// <summary>The run of the last day against the one before it, when nothing is said.</summary>
    private static async Task<(AnalysisRun From, AnalysisRun To, EquityChange Change)?> ChangeAsync(
        InsightsDb db, Caller caller, EquityChanges changes, Guid? fromRun, Guid? toRun, CancellationToken cancellationToken)
    {
        if (await db.ValueRunAsync(toRun, cancellationToken) is not { } to) return null;
        var from = fromRun is not null
            ? await db.ValueRunAsync(fromRun, cancellationToken)
            : await db.RunBeforeAsync(to, cancellationToken);
        if (from is null) return null;
        if (from.AsOf > to.AsOf) throw InsightRefusedException.OutOfRange("fromRun", $"{from.AsOf:yyyy-MM-dd}", $"a run of a day up to {to.AsOf:yyyy-MM-dd}");
        return (from, to, await changes.GetAsync(caller, from.Key, to.Key,
            async () => CustomerEquity.Explain(await ValuesAsync(db, from, cancellationToken), await ValuesAsync(db, to, cancellationToken))));
    }

    private static async Task<List<CustomerValue>> ValuesAsync(InsightsDb db, AnalysisRun run, CancellationToken cancellationToken) =>
        await db.Values.AsNoTracking().Where(v => v.RunKey == run.Key).Select(v => new CustomerValue(v.CustomerNo, v.Total)).ToListAsync(cancellationToken);
}
