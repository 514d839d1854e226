using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Segments;

internal static class SegmentEndpoints
{
    public static void MapSegments(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/segments").WithTags("Segments");
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("", Segments.ListAsync).WithName("list-segments").WithSummary("Lists and saved filters.");
        read.MapGet("/{id:guid}", Segments.GetAsync).WithName("get-segment").WithSummary("One segment.");
        read.MapGet("/{id:guid}/count", Members.CountAsync).WithName("count-segment").WithSummary("How many customers it has now.");
        read.MapGet("/{id:guid}/members", Members.ListAsync).WithName("list-members").WithSummary("Who is in it now.");
        var write = group.MapGroup("").RequirePermission(Permissions.CustomersWrite);
        write.MapPost("", Segments.CreateAsync).WithName("create-segment").WithSummary("Makes a list or saves a filter.");
        write.MapPut("/{id:guid}", Segments.PutAsync).RequireIfMatch().WithName("put-segment").WithSummary("Changes it; whoever does not see all customers, only what they made.");
        write.MapDelete("/{id:guid}", Segments.RemoveAsync).RequireIfMatch().WithName("remove-segment").WithSummary("Removes it; its customers stay. Whoever does not see all customers, only what they made.");
        write.MapPost("/{id:guid}/members", Members.AddAsync).WithName("add-members").WithSummary("Puts customers on a list.");
        write.MapDelete("/{id:guid}/members/{customerId:guid}", Members.RemoveAsync).WithName("remove-member").WithSummary("Takes a customer off a list.");
    }

    /// <summary>For the services that work through a segment: its members' ids.</summary>
    public static void MapInternalSegments(this WebApplication app) => app.MapGet("/internal/segments/{id:guid}/members", InternalAsync)
        .RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();

    private static async Task<Results<Ok<MembersPage>, NotFound>> InternalAsync(
        Guid id, CustomersDb db, CustomerSearch search, Cursors cursors, Caller caller, CancellationToken cancellationToken, int limit = 1000, string? cursor = null)
    {
        caller.SeeAll();
        if (await db.Set<Segment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } segment) return TypedResults.NotFound();
        return TypedResults.Ok(await Members.PageAsync(segment, db, search, cursors, Math.Clamp(limit, 1, 5000), cursor, cancellationToken));
    }
}
