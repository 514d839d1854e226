using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Contacts;

/// <summary>The people at a customer, in the order they were entered.</summary>
internal static class ListContacts
{
    public static async Task<Results<Ok<Page<ContactView>>, Missing>> HandleAsync(
        Guid id, CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var list = $"contacts:{id}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await db.Contacts.AsNoTracking().Where(c => c.CustomerId == id && c.Key > after)
            .OrderBy(c => c.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, c => c.Key, ContactView.Of));
    }
}
