using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Internal;

/// <summary>
/// What other services may ask when their replica misses: the same state events they will get anyway, so that one piece of code
/// there takes both.
/// </summary>
internal static class InternalEndpoints
{
    public static void MapInternal(this WebApplication app)
    {
        var group = app.MapGroup("/internal").RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();
        group.MapGet("/customers/{id:guid}", CustomerAsync);
    }

    private static async Task<Results<Ok<CustomerChanged>, NotFound>> CustomerAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await db.AllCustomers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == id, cancellationToken) is { } customer
            ? TypedResults.Ok(customer.ToEvent(customer.Version))
            : TypedResults.NotFound();
}
