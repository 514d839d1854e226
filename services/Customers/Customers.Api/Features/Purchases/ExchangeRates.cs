using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Purchases;

/// <param name="Rate">Units of the base currency for one unit of <paramref name="Currency"/>.</param>
public sealed record ExchangeRateRequest(
    [property: Required, RegularExpression("^[A-Z]{3}$", ErrorMessage = "A currency code of ISO 4217 is expected, such as EUR.")] string Currency,
    DateOnly ValidFrom,
    [property: Range(0.000001, 1_000_000)] decimal Rate);

public sealed record ExchangeRateView(Guid Id, string Currency, DateOnly ValidFrom, decimal Rate, string BaseCurrency, long Version) : IVersionedView;

/// <summary>C13: the rate table. A rate, once given, is never changed: orders were converted by it.</summary>
internal static class ExchangeRates
{
    public static async Task<Results<Created<ExchangeRateView>, Invalid, Refused>> AddAsync(
        ExchangeRateRequest request, CustomersDb db, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (request.Currency == options.Value.BaseCurrency)
            return new Invalid("currency", "The base currency needs no rate.", "rate.base-currency");
        if (await db.ExchangeRates.AnyAsync(rate => rate.Currency == request.Currency && rate.ValidFrom == request.ValidFrom, cancellationToken))
            return new Refused("rate.exists", $"There is a rate for {request.Currency} from {request.ValidFrom:yyyy-MM-dd} already; orders may have been converted by it.");
        var added = ExchangeRate.From(request.Currency, request.ValidFrom, request.Rate);
        db.ExchangeRates.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/purchases/rates?currency={added.Currency}", View(added, options.Value.BaseCurrency));
    }

    public static async Task<Ok<Page<ExchangeRateView>>> ListAsync(
        CustomersDb db, Cursors cursors, IOptions<CustomersOptions> options, CancellationToken cancellationToken,
        string? currency = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"rates:{currency}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rates = db.ExchangeRates.AsNoTracking().Where(rate => rate.Key > after);
        if (currency is not null) rates = rates.Where(rate => rate.Currency == currency);
        var rows = await rates.OrderBy(rate => rate.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, rate => rate.Key, rate => View(rate, options.Value.BaseCurrency)));
    }

    private static ExchangeRateView View(ExchangeRate rate, string baseCurrency) =>
        new(rate.Id, rate.Currency, rate.ValidFrom, rate.Rate, baseCurrency, rate.Version);
}
