using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Purchases;

/// <summary>C13: takes an order into the ledger; given again, it changes nothing.</summary>
internal static class RecordPurchase
{
    public static async Task<Results<Created<PurchaseView>, Ok<PurchaseView>, Invalid, Refused>> HandleAsync(
        PurchaseRequest request, CustomersDb db, Ledger ledger, TimeProvider time, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (Read(request, options.Value.BaseCurrency, time.GetUtcNow(), out var entry) is { } wrong) return new Invalid(wrong);
        if (!await db.Customers.AnyAsync(customer => customer.Id == request.CustomerId, cancellationToken))
        {
            // An ERP knows nothing of our merges: what it books on the old id belongs to the survivor (C16).
            var survivor = await db.SurvivorOfAsync(request.CustomerId, cancellationToken);
            if (survivor is null || !await db.Customers.AnyAsync(customer => customer.Id == survivor.Id, cancellationToken))
                return new Invalid("customerId", $"There is no customer '{request.CustomerId}' that you may see.", "purchase.customer-unknown");
            entry = entry with { CustomerId = survivor.Id };
        }
        var booked = (await ledger.BookAsync([entry], imported: false, cancellationToken))[0];
        if (booked.Refusal is { } refusal) return new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        var view = PurchaseView.Of(booked.Order!, options.Value.BaseCurrency);
        return booked.NewLines.Count > 0 ? TypedResults.Created($"/api/v1/purchases/{view.Id}", view) : TypedResults.Ok(view);
    }

    internal static Refusal? Read(PurchaseRequest request, string baseCurrency, DateTimeOffset now, out LedgerEntry entry)
    {
        entry = null!;
        if (Order.FromTheFuture(request.OrderedAt, now) is { } future) return future;
        var currency = request.Currency ?? baseCurrency;
        var lines = new List<OrderLineData>(request.Lines.Count);
        foreach (var (index, line) in request.Lines.Index())
        {
            if (Currencies.ToMinor(line.Amount, currency) is not { } amount)
                return Refusal.Invalid($"lines[{index}].amount", "purchase.amount", $"An amount in {currency} has at most {Currencies.Decimals(currency)} decimals.");
            long? cost = null;
            if (line.Cost is { } given && (cost = Currencies.ToMinor(given, currency)) is null)
                return Refusal.Invalid($"lines[{index}].cost", "purchase.amount", $"An amount in {currency} has at most {Currencies.Decimals(currency)} decimals.");
            if (decimal.Truncate(line.Quantity * 1000) != line.Quantity * 1000)
                return Refusal.Invalid($"lines[{index}].quantity", "purchase.quantity", "A quantity has at most three decimals.");
            if (Order.PaidForReturn($"lines[{index}].amount", line.Quantity, amount) is { } paid) return paid;
            lines.Add(new OrderLineData(line.Ordinal ?? index + 1, line.Product.Trim(), line.Description, line.Quantity, amount, cost));
        }
        if (lines.GroupBy(line => line.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return Refusal.Invalid("lines", "purchase.ordinal-twice", $"Two lines have the ordinal {twice.Key}; it keeps the lines of an order apart.");
        entry = new LedgerEntry(request.CustomerId, request.OrderNumber.Trim(), request.OrderedAt, currency, lines);
        return null;
    }
}
