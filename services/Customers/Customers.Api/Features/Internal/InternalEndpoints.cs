using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Internal;

/// <param name="Holds">Null when nothing was said.</param>
/// <param name="SaidAt">When the word was said that decides.</param>
internal sealed record ConsentAnswer(bool? Holds, DateTimeOffset? SaidAt);

/// <summary>
/// What other services may ask when their replica misses: the same state events they will get anyway, so that one piece of code
/// there takes both.
/// </summary>
internal static class InternalEndpoints
{
    public static void MapInternal(this WebApplication app)
    {
        var group = app.MapGroup("/internal").RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();
        group.MapGet("/customers/{id:guid}", CustomerAsync);
        group.MapGet("/customers/{id:guid}/consent", ConsentAsync);
    }

    // C20: whoever is about to write to somebody asks at that moment; a copy of consents elsewhere would be old when it mattered.
    private static async Task<Results<Ok<ConsentAnswer>, NotFound>> ConsentAsync(
        Guid id, Coded<ConsentPurpose> purpose, Coded<ConsentChannel> channel, CustomersDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        // C16: the words of a file that was merged are the survivor's.
        if (!(await db.StandsForAsync([id], cancellationToken)).TryGetValue(id, out var customer)) return TypedResults.NotFound();
        var said = await db.Consents.AsNoTracking().Where(consent => consent.CustomerId == customer && consent.Purpose == purpose.Value).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ConsentAnswer(
            Consent.Holds(said, purpose.Value, channel.Value, time.GetUtcNow()), Consent.LastWord(said, purpose.Value, channel.Value)?.At));
    }

    private static async Task<Results<Ok<CustomerChanged>, NotFound>> CustomerAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await db.AllCustomers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == id, cancellationToken) is { } customer
            ? TypedResults.Ok(customer.ToEvent(customer.Version))
            : TypedResults.NotFound();
}
