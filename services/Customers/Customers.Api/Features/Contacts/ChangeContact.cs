using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Contacts;

/// <summary>Replaces (PUT) or changes (PATCH) what people write about a contact.</summary>
internal static class ChangeContact
{
    public static async Task<Results<Ok<ContactView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, ContactRequest request, IfMatch ifMatch, CustomersDb db, ContactForm form, CancellationToken cancellationToken)
    {
        if (await db.Contacts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contact) return new Missing("contact", id);
        if (!ifMatch.Matches(contact)) return new Stale(contact.Version);
        return await ApplyAsync(contact, request, db, form, cancellationToken);
    }

    public static async Task<Results<Ok<ContactView>, Missing, Invalid, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<ContactRequest> patch, IfMatch ifMatch, CustomersDb db, ContactForm form, CancellationToken cancellationToken)
    {
        if (await db.Contacts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contact) return new Missing("contact", id);
        if (!ifMatch.Matches(contact)) return new Stale(contact.Version);
        if (!patch.TryApply(ContactRequest.Of(contact), out var request, out var problem)) return problem!;
        return await ApplyAsync(contact, request, db, form, cancellationToken);
    }

    private static async Task<Results<Ok<ContactView>, Missing, Invalid, Refused, Stale>> ApplyAsync(
        Contact contact, ContactRequest request, CustomersDb db, ContactForm form, CancellationToken cancellationToken)
    {
        // C20: an erased customer's people are erased with it; what were written of them now would stay for good.
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.Id == contact.CustomerId, cancellationToken);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        if (form.Read(request, contact.Points, out var data) is { } wrong) return new Invalid(wrong);
        contact.Change(data);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ContactView.Of(contact));
    }
}
