using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Purchases;

internal static class ReadPurchases
{
    public static async Task<Results<Ok<PurchaseView>, Missing>> OneAsync(
        Guid id, CustomersDb db, IOptions<CustomersOptions> options, CancellationToken cancellationToken) =>
        await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Id == id, cancellationToken) is { } order
            ? TypedResults.Ok(PurchaseView.Of(order, options.Value.BaseCurrency))
            : new Missing("purchase", id);

    /// <summary>Newest first; of one customer, or by order number. C16: who asks for a merged customer asks for the survivor, which has its orders now.</summary>
    public static async Task<Ok<Page<PurchaseView>>> ListAsync(
        CustomersDb db, Cursors cursors, IOptions<CustomersOptions> options, CancellationToken cancellationToken,
        Guid? customerId = null, string? orderNumber = null, DateTimeOffset? from = null, DateTimeOffset? before = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"purchases:{customerId}:{orderNumber}:{from?.UtcTicks}:{before?.UtcTicks}";
        var after = cursors.Read<Position>(cursor, list);
        var orders = db.Orders.AsNoTracking();
        if (customerId is { } asked && await db.NowAsync(asked, cancellationToken) is var customer) orders = orders.Where(order => order.CustomerId == customer);
        if (orderNumber is not null) orders = orders.Where(order => order.Number == orderNumber);
        if (from is not null) orders = orders.Where(order => order.OrderedAt >= from);
        if (before is not null) orders = orders.Where(order => order.OrderedAt < before);
        if (after is not null)
            orders = orders.Where(order => order.OrderedAt <= after.At && (order.OrderedAt < after.At || order.Key < after.Key));
        var rows = await orders.OrderByDescending(order => order.OrderedAt).ThenByDescending(order => order.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].OrderedAt, rows[limit - 1].Key), list) : null;
        return TypedResults.Ok(new Page<PurchaseView>([.. rows.Take(limit).Select(order => PurchaseView.Of(order, options.Value.BaseCurrency))], next));
    }

    private sealed record Position(DateTimeOffset At, long Key);
}
