using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

/// <summary>C20: erases somebody at a customer, who may have been removed before.</summary>
internal static class EraseContact
{
    public static async Task<Results<NoContent, Missing, Invalid, Stale>> HandleAsync(
        Guid id, EraseRequest request, IfMatch ifMatch, CustomersDb db, ContactEraser eraser, CancellationToken cancellationToken)
    {
        var contact = await db.Contacts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if ((contact?.CustomerId ?? await eraser.WasAtAsync(id, cancellationToken)) is not { } customer) return new Missing("contact", id);
        if (!ifMatch.Matches(contact)) return new Stale(contact?.Version ?? 0);
        if (request.Confirm != id) return new Invalid("confirm", "Repeat the contact's id: an erasure cannot be undone.", "erasure.not-confirmed");
        await eraser.EraseAsync(id, contact, customer, cancellationToken);
        return TypedResults.NoContent();
    }
}
