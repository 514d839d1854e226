using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Contacts;

/// <summary>C3: somebody at a customer.</summary>
internal static class AddContact
{
    public static async Task<Results<Created<ContactView>, Missing, Invalid, Refused>> HandleAsync(
        Guid id, ContactRequest request, CustomersDb db, ContactForm form, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        if (form.Read(request, known: [], out var data) is { } wrong) return new Invalid(wrong);
        var contact = Contact.At(id, data, time.GetUtcNow());
        db.Contacts.Add(contact);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/contacts/{contact.Id}", ContactView.Of(contact));
    }
}
