using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <param name="Custom">Values of custom fields by their code, as text; a field that is left out, null or blank has none afterwards.</param>
public sealed record CustomerFieldsRequest([property: Required, MaxLength(100)] IReadOnlyDictionary<string, string?> Custom);

/// <summary>What the organisation's own fields say about a customer.</summary>
/// <param name="Version">The customer's: the values are a part of its file.</param>
public sealed record CustomerFieldsView(Guid CustomerId, IReadOnlyDictionary<string, string> Custom, long Version) : IVersionedView
{
    internal static CustomerFieldsView Of(Customer c) => new(c.Id, CustomFields.Plain(c.Custom), c.Version);
}

/// <summary>C19: the values of a customer's custom fields alone, for programs that know nothing else of it.</summary>
internal static class CustomerFields
{
    public static async Task<Results<Ok<CustomerFieldsView>, Missing>> GetAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Customers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == id, cancellationToken) is { } found
            ? TypedResults.Ok(CustomerFieldsView.Of(found))
            : new Missing("customer", id);

    public static Task<Results<Ok<CustomerFieldsView>, Missing, Invalid, Denied, Refused, Stale>> PutAsync(
        Guid id, CustomerFieldsRequest request, IfMatch ifMatch, ChangeCustomer change, CancellationToken cancellationToken) =>
        change.DoAsync(id, ifMatch, customer => (CustomerRequest.Of(customer) with { Custom = request.Custom }, null), CustomerFieldsView.Of, cancellationToken);
}
