using System.Text.Json;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Segments;

/// <summary>C19: named groups of customers; lists and saved filters.</summary>
internal static class Segments
{
    public static async Task<Ok<Page<SegmentView>>> ListAsync(
        CustomersDb db, Cursors cursors, CancellationToken cancellationToken, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var after = cursors.KeyOf(cursor, "segments") ?? 0;
        var rows = await db.Set<Segment>().AsNoTracking().Where(s => s.Key > after).OrderBy(s => s.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, "segments", s => s.Key, SegmentView.Of));
    }

    public static async Task<Results<Ok<SegmentView>, Missing>> GetAsync(Guid id, CustomersDb db, CancellationToken cancellationToken) =>
        await db.Set<Segment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is { } segment
            ? TypedResults.Ok(SegmentView.Of(segment))
            : new Missing("segment", id);

    public static async Task<Results<Created<SegmentView>, Invalid, Refused>> CreateAsync(
        SegmentRequest request, CustomersDb db, FieldRegister register, Caller caller, TimeProvider time, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (await TakenAsync(db, request.Name, null, cancellationToken)) return Taken(request.Name);
        var segment = Segment.Of(request.Kind, caller.Subject, time.GetUtcNow());
        if (Write(segment, request, register, options.Value.Region) is { } wrong) return wrong;
        db.Add(segment);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/segments/{segment.Id}", SegmentView.Of(segment));
    }

    public static async Task<Results<Ok<SegmentView>, Missing, Denied, Invalid, Refused, Stale>> PutAsync(
        Guid id, SegmentRequest request, IfMatch ifMatch, CustomersDb db, FieldRegister register, Caller caller, IOptions<CustomersOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Set<Segment>().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } segment) return new Missing("segment", id);
        if (!IsTheirs(segment, caller)) return NotYours();
        if (!ifMatch.Matches(segment)) return new Stale(segment.Version);
        if (request.Kind != segment.Kind) return new Refused("segment.kind", "A list does not become a filter, nor a filter a list.");
        if (await TakenAsync(db, request.Name, id, cancellationToken)) return Taken(request.Name);
        if (Write(segment, request, register, options.Value.Region) is { } wrong) return wrong;
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SegmentView.Of(segment));
    }

    public static async Task<Results<NoContent, Missing, Denied, Stale>> RemoveAsync(
        Guid id, IfMatch ifMatch, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Set<Segment>().SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } segment) return new Missing("segment", id);
        if (!IsTheirs(segment, caller)) return NotYours();
        if (!ifMatch.Matches(segment)) return new Stale(segment.Version);
        db.Remove(segment);
        var members = await db.Set<SegmentMember>().Where(m => m.SegmentId == id).ToListAsync(cancellationToken);
        db.RemoveRange(members);
        foreach (var customer in members.Select(member => member.CustomerId).Distinct()) db.NoteUnlisted(id, customer, caller, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    // X1: everybody reads a segment, and other teams and campaigns work by it.
    private static bool IsTheirs(Segment segment, Caller caller) => caller.SeesAll || segment.CreatedBy == caller.Subject;

    private static Denied NotYours() =>
        new("segment.not-yours", "Somebody else made this segment. Only they, and whoever sees all customers, change or remove it; make one of your own.");

    private static Invalid? Write(Segment segment, SegmentRequest request, FieldRegister register, string region)
    {
        if (CriteriaForm.Check(request.Criteria, "criteria", register, region) is { } wrong) return new Invalid(wrong);
        var criteria = request.Criteria is null ? null : JsonSerializer.Serialize(request.Criteria, Json.Tolerant);
        return segment.Change(request.Name, request.Description, criteria) is { } refusal ? new Invalid(refusal) : null;
    }

    private static Task<bool> TakenAsync(CustomersDb db, string name, Guid? except, CancellationToken cancellationToken) =>
        db.Set<Segment>().AnyAsync(s => s.Name == name.Trim() && s.Id != except, cancellationToken);

    private static Refused Taken(string name) => new("segment.name-taken", $"There is a segment '{name}' already.");
}
