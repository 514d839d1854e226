using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

internal static class GetCustomer
{
    private static readonly PreparedQuery<CustomersDb, Func<CustomersDb, Guid, CancellationToken, Task<CustomerView?>>> ById = new(_ => EF.CompileAsyncQuery(
        (CustomersDb db, Guid id, CancellationToken cancellationToken) => db.Customers.Where(customer => customer.Id == id).Select(CustomerView.Columns).SingleOrDefault()));

    public static async Task<Results<Ok<CustomerView>, Missing>> HandleAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await ById.For(db)(db, id, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : new Missing("customer", id);
}
