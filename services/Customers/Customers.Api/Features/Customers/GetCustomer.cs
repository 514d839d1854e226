using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

internal static class GetCustomer
{
    public static async Task<Results<Ok<CustomerView>, Missing>> HandleAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Customers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == id, cancellationToken) is { } found
            ? TypedResults.Ok(CustomerView.Of(found))
            : new Missing("customer", id);
}
