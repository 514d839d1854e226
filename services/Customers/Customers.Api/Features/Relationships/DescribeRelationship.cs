using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Relationships;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Relationships;

/// <summary>
/// C10: the type of the relationship, its tests and its bonds. A type that does not fit is kept, because the world may be so; the answer
/// says which test fails.
/// </summary>
internal sealed class DescribeRelationship(CustomersDb db, RelationshipAccounts accounts, IOptions<CustomersOptions> options, IHttpContextAccessor http)
{
    public static async Task<Results<Ok<RelationshipView>, Missing>> GetAsync(Guid id, CustomersDb db, DescribeRelationship describe, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var known = await db.Relationships.AsNoTracking().SingleOrDefaultAsync(r => r.CustomerId == id, cancellationToken);
        return TypedResults.Ok(await describe.ViewAsync(known ?? Relationship.With(id), cancellationToken));
    }

    public static async Task<Results<Ok<RelationshipView>, Missing, Refused, Stale>> PutAsync(
        Guid id, RelationshipRequest request, IfMatch ifMatch, CustomersDb db, DescribeRelationship describe, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } refusal) return new Refused(refusal);
        return await describe.WriteAsync(id, request, ifMatch, cancellationToken);
    }

    private async Task<Results<Ok<RelationshipView>, Missing, Refused, Stale>> WriteAsync(Guid id, RelationshipRequest request, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        var known = await db.Relationships.SingleOrDefaultAsync(r => r.CustomerId == id, cancellationToken);
        if (!ifMatch.Matches(known)) return new Stale(known?.Version ?? 0);
        if (known is null) db.Relationships.Add(known = Relationship.With(id));
        known.Describe(request.Type, request.Tests ?? new FitAnswers(), request.Bonds ?? [], request.Note);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(known, cancellationToken));
    }

    private async Task<RelationshipView> ViewAsync(Relationship relationship, CancellationToken cancellationToken) => RelationshipView.Of(
        relationship, await accounts.OfAsync(relationship.CustomerId, cancellationToken), options.Value.BaseCurrency, http.HttpContext!.Request.Language());
}
