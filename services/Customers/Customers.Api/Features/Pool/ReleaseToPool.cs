using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Pool;

/// <summary>C6: whoever has a customer may give it back for anybody to claim.</summary>
internal static class ReleaseToPool
{
    public static async Task<Results<Ok<PoolItemView>, Missing, Refused, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        var owner = customer.OwnerId;
        if (customer.ReleaseIntoPool() is { } refusal) return new Refused(refusal);
        db.Tell(customer);
        db.Publish(new CustomerTransferred(id, owner, null, customer.Team, customer.Team, "released into the pool", caller.Subject, time.GetUtcNow()), id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(PoolItemView.Of(customer));
    }
}
