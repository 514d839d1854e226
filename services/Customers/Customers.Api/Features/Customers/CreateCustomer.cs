using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>C1: opens a file, once its category has been chosen.</summary>
internal static class CreateCustomer
{
    public static async Task<Results<Created<CustomerView>, Invalid, Refused>> HandleAsync(
        CustomerRequest request, CustomersDb db, CustomerForm form, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (form.Read(request, caller, out var data) is { } wrong) return new Invalid(wrong);
        if (data.ExternalId is not null && await db.AllCustomers.AnyAsync(c => c.ExternalId == data.ExternalId, cancellationToken))
            return new Refused("customer.external-id-taken", $"Another customer already has the external id '{data.ExternalId}'.");

        var customer = Customer.Open(data, caller.Subject, time.GetUtcNow(), time.GetUtcNow());
        db.Customers.Add(customer);
        db.Publish(customer.ToEvent(version: 1), customer.Id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/customers/{customer.Id}", CustomerView.Of(customer));
    }
}
