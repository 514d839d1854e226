using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Forecasts;

/// <summary>By what a forecast is added up, beside the month.</summary>
public enum ForecastGrouping
{
    [Names("Owner", "负责人", "負責人")] Owner,
    [Names("Team", "团队", "團隊")] Team,
    [Names("All together", "合计", "合計")] Total,
}

/// <summary>One cell, in minor units of the base currency.</summary>
/// <param name="Month">First day of the month of the expected close; of what was won, of the day it was won.</param>
/// <param name="OpenMinor">Full amounts of what is open.</param>
/// <param name="WeightedMinor">Amount × probability, each opportunity rounded by itself.</param>
/// <param name="Overdue">Open ones whose expected day has passed.</param>
public sealed record ForecastLineView(
    string? OwnerId, string? Team, DateOnly Month, int OpenDeals, long OpenMinor, long WeightedMinor, int WonDeals, long WonMinor, int Overdue);

/// <summary>A weighted forecast.</summary>
/// <param name="Undated">Open opportunities without an expected close: in no month, and named.</param>
/// <param name="Unconverted">Opportunities in a currency without a rate: in no sum, and named.</param>
public sealed record ForecastView(string Currency, DateOnly AsOf, IReadOnlyList<ForecastLineView> Lines, IReadOnlyList<Guid> Undated, IReadOnlyList<Guid> Unconverted);

/// <summary>A rate from a day on, until a later one.</summary>
/// <param name="Nano">Units of the base currency for one unit of the other, times 10⁹: 7.0912 is 7091200000.</param>
public sealed record RateBody([property: RegularExpression("^[A-Z]{3}$")] string Currency, DateOnly From, [property: Range(1, long.MaxValue)] long Nano);

public sealed record RatesRequest([property: MaxLength(5000)] IReadOnlyList<RateBody> Rates);

public sealed record RatesView(string BaseCurrency, IReadOnlyList<RateBody> Rates, long Version) : IVersionedView;

/// <summary>E8: the weighted forecast per owner, team and month, and the rates behind it.</summary>
internal static class Forecasts
{
    public static void MapForecasts(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/forecast").WithTags("Forecast");
        group.MapGet("", ReadForecast.HandleAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("get-forecast").WithSummary("The weighted forecast per owner, team or all, by month.");
        group.MapGet("/rates", RatesAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("get-rates").WithSummary("Exchange rates to the base currency.");
        group.MapPut("/rates", PutRatesAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-rates").WithSummary("Replaces the exchange rates.");
    }

    private static async Task<Ok<RatesView>> RatesAsync(EngagementDb db, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredRates.Name, StoredRates.Default, cancellationToken);
        return TypedResults.Ok(View(options.Value.BaseCurrency, stored.Value, stored.Version));
    }

    private static async Task<Results<Ok<RatesView>, Invalid, Stale>> PutRatesAsync(
        RatesRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredRates.Name, StoredRates.Default, cancellationToken);
        if (ifMatch.Version is { } seen && seen != stored.Version) return new Stale(stored.Version);
        var rates = new StoredRates([.. request.Rates.Select(rate => new ExchangeRate(rate.Currency, rate.From, rate.Nano))]);
        try
        {
            var table = new RateTable(options.Value.BaseCurrency, rates.Rates);
            // One that is too large by the rates there are is no reason to keep those.
            var present = await deals.RatesAsync(cancellationToken);
            if ((await LargestAsync(db, cancellationToken)).Find(amount => table.IsTooLarge(amount, deals.Today, present)) is { Currency: { } currency } largest)
                return new Invalid("rates", $"By its rate a deal of {largest.Minor} minor units of {currency} comes to more than {Money.Most} of {options.Value.BaseCurrency}.", "rates.too-large");
        }
        catch (ArgumentException wrong)
        {
            return new Invalid("rates", wrong.Message, "rates.wrong");
        }
        var written = await db.WriteSettingAsync(StoredRates.Name, rates, cancellationToken, stored.Version);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(options.Value.BaseCurrency, rates, written.Version));
    }

    /// <summary>The largest amounts that are still reckoned with, by currency.</summary>
    private static async Task<List<Money>> LargestAsync(EngagementDb db, CancellationToken cancellationToken)
    {
        var deals = await db.Opportunities.IgnoreQueryFilters().Where(o => o.AmountMinor != null && o.State != DealState.Lost)
            .GroupBy(o => o.Currency).Select(same => new { same.Key, Most = same.Max(o => o.AmountMinor!.Value) }).ToListAsync(cancellationToken);
        var contracts = await db.Contracts.IgnoreQueryFilters().GroupBy(c => c.Currency).Select(same => new { same.Key, Most = same.Max(c => c.AmountMinor) }).ToListAsync(cancellationToken);
        return [.. deals.Concat(contracts).Select(largest => new Money(largest.Most, largest.Key))];
    }

    private static RatesView View(string baseCurrency, StoredRates stored, long version) =>
        new(baseCurrency, [.. stored.Rates.Select(rate => new RateBody(rate.Currency, rate.From, rate.Nano))], version);
}
