using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Satisfaction;

/// <param name="YearlySpend">On what we sell, with us and with others, in the base currency.</param>
/// <param name="Source">How it is known.</param>
public sealed record WalletRequest([property: Range(0.01, 1e13)] decimal YearlySpend, [property: StringLength(200)] string? Source = null);

/// <param name="Share">客户份额: our part of it in the last twelve months, 0 to 1.</param>
public sealed record WalletView(Guid Id, Guid CustomerId, decimal YearlySpend, decimal BoughtOfUs, double Share, string Currency, string? Source, long Version) : IVersionedView;

/// <summary>I4: share of customer 客户份额. What a customer spends elsewhere no event tells; somebody has to find it out.</summary>
internal static class Wallets
{
    private const int Chunk = 1000;

    public static async Task<Results<Ok<WalletView>, Missing>> OneAsync(
        Guid customerId, InsightsDb db, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        if (await db.FindCustomerAsync(customerId, cancellationToken) is not { } customer) return new Missing("customer", customerId);
        return await db.Wallets.AsNoTracking().SingleOrDefaultAsync(w => w.CustomerNo == customer.No, cancellationToken) is { } wallet
            ? TypedResults.Ok(await ViewAsync(db, wallet, customer, calendar, options.Value.BaseCurrency, cancellationToken))
            : new Missing("wallet of customer", customerId);
    }

    public static async Task<Results<Ok<WalletView>, Missing, Refused, Stale>> PutAsync(
        Guid customerId, WalletRequest request, IfMatch ifMatch, InsightsDb db, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken)
    {
        if (await db.FindCustomerAsync(customerId, cancellationToken) is not { } customer) return new Missing("customer", customerId);
        // C20: who was erased stays so; how something is known of somebody may name people.
        if (customer.Erased && request.Source is not null) return new Refused("customer.erased", "This customer was erased: what it spends may be noted, and not from whom that is known.");
        var wallet = await db.Wallets.SingleOrDefaultAsync(w => w.CustomerNo == customer.No, cancellationToken);
        if (!ifMatch.Matches(wallet)) return new Stale(wallet?.Version ?? 0);
        var minor = Money.ToMinor(request.YearlySpend, options.Value.BaseCurrency);
        if (minor == 0) throw InsightRefusedException.OutOfRange("yearlySpend", request.YearlySpend, $"the least amount of {options.Value.BaseCurrency} or more");
        if (wallet is null) db.Wallets.Add(wallet = Wallet.Estimate(customer.No, minor, request.Source));
        else wallet.Change(minor, request.Source);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(db, wallet, customer, calendar, options.Value.BaseCurrency, cancellationToken));
    }

    private static async Task<WalletView> ViewAsync(InsightsDb db, Wallet wallet, CustomerRow customer, OrganisationCalendar calendar, string currency, CancellationToken cancellationToken)
    {
        var bought = (await BoughtAsync(db, [customer.No], calendar.Today, cancellationToken)).GetValueOrDefault(customer.No);
        return new WalletView(wallet.Id, customer.Id, Money.ToMajor(wallet.YearlySpend, currency), Money.ToMajor(bought, currency),
            Share(bought, wallet.YearlySpend), currency, wallet.Source, wallet.Version);
    }

    /// <summary>Those of customers that stand for themselves and that the caller may see.</summary>
    public static IQueryable<Wallet> Known(InsightsDb db) => db.Wallets.AsNoTracking().Where(w => w.YearlySpend > 0 && db.Reached.Any(c => c.No == w.CustomerNo && c.SurvivorNo == null));

    public static double Share(long bought, long yearlySpend) => Math.Clamp((double)bought / yearlySpend, 0, 1);

    /// <summary>What these customers bought in the last year, with what was sold to those merged into them.</summary>
    public static async Task<Dictionary<long, long>> BoughtAsync(InsightsDb db, long[] customers, DateOnly today, CancellationToken cancellationToken)
    {
        var since = today.AddYears(-1).DayNumber;
        var bought = new Dictionary<long, long>();
        foreach (var chunk in customers.Chunk(Chunk))
        {
            var families = await db.FamiliesAsync(chunk, cancellationToken);
            var members = families.Keys.ToArray();
            foreach (var member in await db.All<PurchaseRow>().Where(p => EF.Parameter(members).Contains(p.CustomerNo) && p.Day > since).GroupBy(p => p.CustomerNo)
                .Select(same => new { same.Key, Net = same.Sum(p => p.Sales - p.Refunds) }).ToListAsync(cancellationToken))
                bought[families[member.Key]] = bought.GetValueOrDefault(families[member.Key]) + member.Net;
        }
        return bought;
    }
}
