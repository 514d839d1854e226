using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Contacts;

internal static class RemoveContact
{
    public static async Task<Results<NoContent, Missing, Stale>> HandleAsync(Guid id, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (await db.Contacts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contact) return new Missing("contact", id);
        if (!ifMatch.Matches(contact)) return new Stale(contact.Version);
        db.Contacts.Remove(contact);
        // C11: whoever is gone decides nothing any more.
        if (await db.DecisionChains.SingleOrDefaultAsync(c => c.CustomerId == contact.CustomerId, cancellationToken) is { } chain) chain.Remove(id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
