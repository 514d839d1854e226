using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Segments;

/// <summary>C19: who is in a segment. A saved filter is asked anew; a list knows its members.</summary>
internal static class Members
{
    private static readonly CustomerRows<Guid> Ids = new(customer => customer.Id);

    /// <summary>The newest first, as far as the caller sees.</summary>
    public static async Task<Results<Ok<MembersPage>, Missing>> ListAsync(
        Guid id, CustomersDb db, CustomerSearch search, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        if (await db.Set<Segment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } segment) return new Missing("segment", id);
        return TypedResults.Ok(await PageAsync(segment, db, search, cursors, limit, cursor, cancellationToken));
    }

    public static async Task<Results<Ok<SegmentCountView>, Missing>> CountAsync(Guid id, CustomersDb db, CustomerSearch search, CancellationToken cancellationToken)
    {
        if (await db.Set<Segment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } segment) return new Missing("segment", id);
        var count = CriteriaForm.CriteriaOf(segment) is { } criteria ? await search.CountAsync(criteria, cancellationToken) : await OnList(db, id).LongCountAsync(cancellationToken);
        return TypedResults.Ok(new SegmentCountView(id, count));
    }

    public static async Task<Results<Ok<MembersAddedView>, Missing, Invalid, Refused>> AddAsync(
        Guid id, AddMembersRequest request, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Set<Segment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } segment) return new Missing("segment", id);
        if (segment.Kind != SegmentKind.List) return new Refused("segment.dynamic", "A saved filter has the members that match it; none can be added.");
        // C16: who says the id of before a merge means the survivor.
        var stands = await db.StandsForAsync(request.CustomerIds, cancellationToken);
        var wanted = request.CustomerIds.Select(customer => stands.GetValueOrDefault(customer, customer)).Distinct().ToArray();
        var known = await db.Customers.AsNoTracking().Where(c => wanted.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        if (request.CustomerIds.FirstOrDefault(customer => !known.ContainsKey(stands.GetValueOrDefault(customer, customer))) is var unknown && unknown != default)
            return new Invalid("customerIds", $"There is no customer '{unknown}' that you may see.", "segment.customer-unknown");
        // C20: nobody would see that an erased one is on the list.
        if (known.Values.Select(customer => customer.RefuseUnlessActive()).FirstOrDefault(refusal => refusal is not null) is { } inactive) return new Refused(inactive);
        var there = await db.Set<SegmentMember>().Where(m => m.SegmentId == id && wanted.Contains(m.CustomerId)).Select(m => m.CustomerId).ToHashSetAsync(cancellationToken);
        var added = wanted.Where(customer => !there.Contains(customer)).ToList();
        db.AddRange(added.Select(customer => new SegmentMember { SegmentId = id, CustomerId = customer, By = caller.Subject, At = time.GetUtcNow() }));
        foreach (var customer in added) db.NoteListed(id, customer, caller, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(new MembersAddedView(added.Count));
    }

    public static async Task<Results<NoContent, Missing>> RemoveAsync(Guid id, Guid customerId, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var customer = await db.NowAsync(customerId, cancellationToken);
        var rows = await db.Set<SegmentMember>().Where(m => m.SegmentId == id && m.CustomerId == customer).ToListAsync(cancellationToken);
        if (rows.Count == 0 || !await db.Customers.AnyAsync(c => c.Id == customer, cancellationToken)) return new Missing("member", customerId);
        db.RemoveRange(rows);
        db.NoteUnlisted(id, customer, caller, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    internal static async Task<MembersPage> PageAsync(
        Segment segment, CustomersDb db, CustomerSearch search, Cursors cursors, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var list = $"members:{segment.Id}:{segment.Version}";
        if (CriteriaForm.CriteriaOf(segment) is { } criteria)
        {
            var rows = await search.PageAsync(criteria, null, cursors.Read<PagePosition>(cursor, list), limit, Ids, cancellationToken);
            return new MembersPage([.. rows.Take(limit).Select(placed => placed.Row)], rows.Count > limit ? cursors.Write(rows[limit - 1].Position, list) : null);
        }
        var before = cursors.Read<PagePosition>(cursor, list)?.Key ?? long.MaxValue;
        var members = await OnList(db, segment.Id).Where(c => c.Key < before).OrderByDescending(c => c.Key).Take(limit + 1).Select(c => new { c.Key, c.Id }).ToListAsync(cancellationToken);
        return new MembersPage([.. members.Take(limit).Select(m => m.Id)], members.Count > limit ? cursors.Write(new PagePosition(members[limit - 1].Key), list) : null);
    }

    private static IQueryable<Customer> OnList(CustomersDb db, Guid id) =>
        db.Customers.Where(c => c.Status == CustomerStatus.Active && db.Set<SegmentMember>().Any(m => m.SegmentId == id && m.CustomerId == c.Id));
}
