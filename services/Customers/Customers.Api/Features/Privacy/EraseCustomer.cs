using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

/// <param name="Confirm">The id of who is erased once more: this cannot be undone.</param>
public sealed record EraseRequest([property: Required] Guid Confirm);

/// <summary>C20: erases the person. The books (orders, points, counts) stay and say nothing of whose they were.</summary>
internal static class EraseCustomer
{
    public static async Task<Results<NoContent, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, EraseRequest request, IfMatch ifMatch, CustomersDb db, CustomerEraser eraser, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        if (request.Confirm != id) return new Invalid("confirm", "Repeat the customer's id: an erasure cannot be undone.", "erasure.not-confirmed");
        return await eraser.EraseAsync(customer, cancellationToken) is { } refusal ? new Refused(refusal) : TypedResults.NoContent();
    }
}
