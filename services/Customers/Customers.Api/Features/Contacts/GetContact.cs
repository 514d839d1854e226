using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Contacts;

internal static class GetContact
{
    public static async Task<Results<Ok<ContactView>, Missing>> HandleAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } contact
            ? TypedResults.Ok(ContactView.Of(contact))
            : new Missing("contact", id);
}
