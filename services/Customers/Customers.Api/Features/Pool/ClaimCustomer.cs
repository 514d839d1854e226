using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Pool;

/// <summary>
/// C6: takes a customer out of the pool. Of many claims at once one wins by the customer's version; nobody gets an eleventh on one
/// day by the unique index over person, day and ordinal.
/// </summary>
internal static class ClaimCustomer
{
    public static async Task<Results<Ok<PoolItemView>, Missing, Refused, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, CustomersDb db, Caller caller, TimeProvider time, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        await db.BeginOwnWriteAsync(cancellationToken);
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        var now = time.GetUtcNow();
        var (fromTeam, day, me) = (customer.Team, options.Value.DayOf(now), caller.Subject);
        if (customer.ClaimFor(me, caller.Team, now) is { } refusal) return new Refused(refusal);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        var used = await ClaimsHeld(db).Where(claim => claim.By == me && claim.Day == day).MaxAsync(claim => (int?)claim.Ordinal, cancellationToken) ?? 0;
        if (used >= options.Value.ClaimsPerDay)
        {
            return new Refused("pool.daily-cap", $"You have claimed {used} customers today; {options.Value.ClaimsPerDay} are allowed on one day.")
            {
                Facts = new Dictionary<string, object?> { ["cap"] = options.Value.ClaimsPerDay, ["day"] = day },
            };
        }
        var lastOwner = await db.LastOwnerAsync(customer, fromOwner: null, cancellationToken);
        db.PoolClaims.Add(PoolClaim.Of(me, day, used + 1, id, now));
        db.Tell(customer);
        db.Publish(new CustomerTransferred(id, null, me, fromTeam, customer.Team, "claimed from the pool", me, now, LastOwner: lastOwner), id);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(PoolItemView.Of(customer));
    }

    // Held until the end of the transaction, with the place where the next one goes: a person's claims of a day come one after the other.
    internal const string HeldOnSqlServer = "SELECT * FROM [PoolClaims] WITH (UPDLOCK, HOLDLOCK)";

    private static IQueryable<PoolClaim> ClaimsHeld(CustomersDb db) => db.IsSqlite ? db.PoolClaims : db.PoolClaims.FromSqlRaw(HeldOnSqlServer);
}
