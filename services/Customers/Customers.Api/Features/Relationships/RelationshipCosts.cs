using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Relationships;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Relationships;

/// <param name="Amount">Major units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217; the base currency when left out.</param>
public sealed record RelationshipCostRequest(
    RelationshipCostKind Kind,
    [property: Range(0.0, 1_000_000_000_000)] decimal Amount,
    [property: RegularExpression("^[A-Z]{3}$", ErrorMessage = "Three capital letters of ISO 4217 are expected.")] string? Currency = null,
    [property: StringLength(400)] string? Note = null,
    DateTimeOffset? At = null);

/// <summary>A cost as it was booked, in major units of the base currency.</summary>
public sealed record RelationshipCostView(Guid Id, Guid CustomerId, RelationshipCostKind Kind, decimal Amount, string Currency, string? Note, string By, DateTimeOffset At)
{
    internal static RelationshipCostView Of(RelationshipCost cost, string currency) =>
        new(cost.SourceId, cost.CustomerId, cost.Kind, Currencies.ToMajor(cost.AmountMinor, currency), currency, cost.Note, cost.By, cost.At);
}

/// <summary>C10: a discount or remedy that no event tells of, entered by hand.</summary>
internal static class EnterRelationshipCost
{
    public static async Task<Results<Created<RelationshipCostView>, Missing, Invalid, Refused>> HandleAsync(
        Guid id, RelationshipCostRequest request, CustomersDb db, RelationshipAccounts accounts, Caller caller, TimeProvider time, IOptions<CustomersOptions> options,
        CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        var (currency, at) = (request.Currency ?? options.Value.BaseCurrency, request.At ?? time.GetUtcNow());
        if (at > time.GetUtcNow() + TimeSpan.FromMinutes(5)) return new Invalid("at", "A cost is entered once it has come about.", "relationship.cost-to-come");
        if (Currencies.ToMinor(request.Amount, currency) is not { } minor)
            return new Invalid("amount", $"An amount in {currency} has at most {Currencies.Decimals(currency)} decimals.", "relationship.amount");
        if (await accounts.RateAsync(currency, at, cancellationToken) is not { } rate)
            return new Refused("relationship.rate-missing", $"There is no exchange rate for {currency} on {at:yyyy-MM-dd}; enter one first.");
        if (Currencies.Convert(minor, currency, options.Value.BaseCurrency, rate) is not { } inBase)
            return new Invalid("amount", $"This comes to more in {options.Value.BaseCurrency} than the books can hold.", "relationship.amount");
        var cost = RelationshipCost.Of(id, Guid.CreateVersion7(), request.Kind, inBase, request.Note, caller.Subject, at);
        db.RelationshipCosts.Add(cost);
        db.Note(id, BookedCosts.Entity, cost.SourceId, ByHandHistory.Created, null, caller, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/customers/{id}/relationship", RelationshipCostView.Of(cost, options.Value.BaseCurrency));
    }
}

/// <summary>C10: the costs one by one. What was entered wrongly is taken out, and entered anew where it was another one; what it said stays in the history (C21).</summary>
internal static class BookedCosts
{
    public const string Entity = "relationship-cost";

    /// <summary>What was booked last comes first.</summary>
    public static async Task<Results<Ok<Page<RelationshipCostView>>, Missing>> ListAsync(
        Guid id, CustomersDb db, Cursors cursors, IOptions<CustomersOptions> options, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var list = $"relationship-costs:{id}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var rows = await db.RelationshipCosts.AsNoTracking().Where(c => c.CustomerId == id && c.Key < before).OrderByDescending(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, c => c.Key, c => RelationshipCostView.Of(c, options.Value.BaseCurrency)));
    }

    public static async Task<Results<NoContent, Missing, Refused>> RemoveAsync(
        Guid id, Guid costId, CustomersDb db, Caller caller, TimeProvider time, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        if (await db.RelationshipCosts.SingleOrDefaultAsync(c => c.SourceId == costId && c.CustomerId == id, cancellationToken) is not { } cost) return new Missing("cost", costId);
        var said = RelationshipCostView.Of(cost, options.Value.BaseCurrency);
        db.Remove(cost);
        db.Note(id, Entity, costId, ByHandHistory.Deleted,
        [
            new("kind", EnumCode.Of(said.Kind), null), new("amount", said.Amount.ToString(CultureInfo.InvariantCulture), null), new("currency", said.Currency, null),
            new("note", said.Note, null), new("by", said.By, null), new("at", said.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), null),
        ], caller, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>C10: what Service grants to make good for something is a cost of the relationship; points and apologies cost nothing here.</summary>
internal sealed class TakeRemedies(CustomersDb db, RelationshipAccounts accounts, IOptions<CustomersOptions> options) : IHandle<RemedyBooked>
{
    private const string Discount = "discount";

    /// <exception cref="InvalidOperationException">The rate table has no rate, or none that can be true; the delivery is tried again and can be replayed once there is one.</exception>
    public async Task HandleAsync(Received<RemedyBooked> received, CancellationToken cancellationToken)
    {
        var booked = received.Event;
        if (booked.AmountMinor is not { } amount) return;
        if ((await db.StandsForAsync([booked.CustomerId], cancellationToken)).GetValueOrDefault(booked.CustomerId) is var customerId && customerId == Guid.Empty) return;
        var currency = booked.Currency ?? options.Value.BaseCurrency;
        var rate = await accounts.RateAsync(currency, booked.At, cancellationToken) ?? throw new InvalidOperationException($"There is no exchange rate for {currency} on {booked.At:yyyy-MM-dd}");
        var inBase = Currencies.Convert(amount, currency, options.Value.BaseCurrency, rate)
            ?? throw new InvalidOperationException($"At the exchange rate for {currency} on {booked.At:yyyy-MM-dd} a remedy is worth more than can be true");
        db.RelationshipCosts.Add(RelationshipCost.Of(
            customerId, booked.RemedyId, booked.Kind == Discount ? RelationshipCostKind.Discount : RelationshipCostKind.Remedy, inBase, booked.Kind, booked.By, booked.At));
    }
}
