using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>Replaces (PUT) or changes (PATCH) what people write about a customer.</summary>
internal static class ChangeCustomer
{
    public static async Task<Results<Ok<CustomerView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, CustomerRequest request, IfMatch ifMatch, CustomersDb db, CustomerForm form, FieldRegister register, DuplicateFinder finder, Caller caller, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        return await ApplyAsync(customer, request, db, form, register, finder, caller, time, cancellationToken);
    }

    public static async Task<Results<Ok<CustomerView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<CustomerRequest> patch, IfMatch ifMatch, CustomersDb db, CustomerForm form, FieldRegister register, DuplicateFinder finder, Caller caller, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        if (!patch.TryApply(CustomerRequest.Of(customer), out var request, out var problem)) return problem!;
        return await ApplyAsync(customer, request, db, form, register, finder, caller, time, cancellationToken);
    }

    private static async Task<Results<Ok<CustomerView>, Missing, Invalid, Refused, Stale>> ApplyAsync(
        Customer customer, CustomerRequest request, CustomersDb db, CustomerForm form, FieldRegister register, DuplicateFinder finder, Caller caller, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (form.Read(request, caller, out var data) is { } wrong) return new Invalid(wrong);
        if (await CustomValues.CheckReferencesAsync(db, data.Custom, register.Fields, cancellationToken) is { } nobody) return new Invalid(nobody);
        // A file stays in its owner's and team's hands until it is transferred (C6).
        data = data with { OwnerId = customer.OwnerId, Team = customer.Team };
        if (data.ExternalId is not null && data.ExternalId != customer.ExternalId
            && await db.AllCustomers.AnyAsync(c => c.ExternalId == data.ExternalId, cancellationToken))
            return new Refused("customer.external-id-taken", $"Another customer already has the external id '{data.ExternalId}'.");
        var looked = (customer.Name, customer.Phone, customer.Email, customer.NormalTaxId);
        if (customer.Change(data, caller.Subject, time.GetUtcNow()) is { } refusal) return refusal.Field is null ? new Refused(refusal) : new Invalid(refusal);
        if ((customer.Name, customer.Phone, customer.Email, customer.NormalTaxId) != looked)
        {
            // C16: a file that has come to look like another one is changed, and the pair is put on the list.
            var alike = await finder.FindAsync(Identifiers.Of(customer), customer.Id, byName: true, cancellationToken);
            await db.NoteAsync([.. alike.Select(other => (customer.Id, other.Id, other.Likeness))], time.GetUtcNow(), cancellationToken);
        }
        db.Publish(customer.ToEvent(customer.Version + 1), customer.Id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CustomerView.Of(customer));
    }
}
