using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <param name="OwnerId">Token subject of the new account manager; null leaves it to the team.</param>
/// <param name="Team">The new team; the new owner's when left out, else the present one.</param>
public sealed record TransferRequest(
    [property: StringLength(100)] string? OwnerId = null,
    [property: StringLength(60)] string? Team = null,
    [property: StringLength(400)] string? Reason = null);

/// <summary>C6: hands a customer over; the transfer is recorded. To hand it to those who have it is none.</summary>
internal static class TransferCustomer
{
    public static async Task<Results<Ok<CustomerView>, Missing, Invalid, Refused, Stale>> HandleAsync(
        Guid id, TransferRequest request, IfMatch ifMatch, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        var team = request.Team;
        if (request.OwnerId is not null)
        {
            var owner = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Subject == request.OwnerId, cancellationToken);
            if (owner is not { Active: true })
                return new Invalid(NamedInFile.NoOwner(request.OwnerId));
            team ??= owner.Team;
        }
        var (fromOwner, fromTeam, wasInPool) = (customer.OwnerId, customer.Team, customer.InPool);
        if (customer.TransferTo(request.OwnerId, team ?? customer.Team, time.GetUtcNow()) is { } refusal)
            return refusal.Field is null ? new Refused(refusal) : new Invalid(refusal);
        var lastOwner = await db.LastOwnerAsync(customer, fromOwner, cancellationToken);
        db.Tell(customer);
        if (wasInPool || (fromOwner, fromTeam) != (customer.OwnerId, customer.Team))
            db.Publish(new CustomerTransferred(id, fromOwner, customer.OwnerId, fromTeam, customer.Team, request.Reason, caller.Subject, time.GetUtcNow(), LastOwner: lastOwner), id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CustomerView.Of(customer));
    }
}
