using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Duplicates;

/// <summary>C16: somebody has looked and says that the two are not the same customer; no scan brings the pair up again.</summary>
internal static class DismissDuplicate
{
    public static async Task<Results<Ok<DuplicatePairView>, Missing, Refused, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.DuplicatePairs.SingleOrDefaultAsync(pair => pair.Id == id, cancellationToken) is not { } pair) return new Missing("pair of duplicates", id);
        if (!ifMatch.Matches(pair)) return new Stale(pair.Version);
        if (pair.Dismiss(caller.Subject, time.GetUtcNow()) is { } refusal) return new Refused(refusal);
        await db.SaveChangesAsync(cancellationToken);
        var customers = await db.AllCustomers.AsNoTracking().Where(c => c.Id == pair.FirstId || c.Id == pair.SecondId).ToDictionaryAsync(c => c.Id, cancellationToken);
        return TypedResults.Ok(DuplicatePairView.Of(pair, customers));
    }
}
