using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>A position at the beginning or end of a visit; everything may be left out by a device that knows nothing.</summary>
/// <param name="Id">Given by a device that sends later: the same record sent twice is noted once.</param>
/// <param name="At">When it happened, for a device that sends later; now when left out.</param>
public sealed record CheckRequest(
    Guid? Id = null,
    DateTimeOffset? At = null,
    [property: Range(-90, 90)] double? Latitude = null,
    [property: Range(-180, 180)] double? Longitude = null,
    [property: Range(0, 100_000)] double? AccuracyMetres = null);

/// <summary>E2: check-in and check-out. They are appended facts, so nobody needs to say which version of the visit was seen.</summary>
internal static class AttendVisit
{
    public static Task<Results<Ok<VisitView>, Missing, Invalid, Refused>> CheckInAsync(
        Guid id, CheckRequest? request, EngagementDb db, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken) =>
        NoteAsync(AttendanceMark.CheckIn, id, request ?? new CheckRequest(), db, time.GetUtcNow(), options.Value, cancellationToken);

    public static Task<Results<Ok<VisitView>, Missing, Invalid, Refused>> CheckOutAsync(
        Guid id, CheckRequest? request, EngagementDb db, TimeProvider time, IOptions<EngagementOptions> options, CancellationToken cancellationToken) =>
        NoteAsync(AttendanceMark.CheckOut, id, request ?? new CheckRequest(), db, time.GetUtcNow(), options.Value, cancellationToken);

    private static async Task<Results<Ok<VisitView>, Missing, Invalid, Refused>> NoteAsync(
        AttendanceMark mark, Guid id, CheckRequest request, EngagementDb db, DateTimeOffset now, EngagementOptions options, CancellationToken cancellationToken)
    {
        if (request.Latitude is null != request.Longitude is null)
            return new Invalid(request.Latitude is null ? "latitude" : "longitude", "A position has both latitude and longitude.", "position.half");
        if (Moments.Happened("at", request.At, now, options.ClockTolerance) is { } future) return new Invalid(future);
        if (await db.Visits.SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } visit) return new Missing("visit", id);

        var follow = await db.FollowAsync(visit, cancellationToken);
        var fact = await FactAsync(mark, request, visit, db, now, options, cancellationToken);
        if (visit.Attend(fact, live: request.At is null) is { } refusal) return new Refused(refusal);
        follow();
        db.Tell(visit);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(VisitView.Of(visit));
    }

    private static async Task<AttendanceFact> FactAsync(
        AttendanceMark mark, CheckRequest request, Visit visit, EngagementDb db, DateTimeOffset now, EngagementOptions options, CancellationToken cancellationToken)
    {
        CheckInPlace? place = null;
        GeoPoint? point = null;
        if (request is { Latitude: { } latitude, Longitude: { } longitude })
        {
            point = new GeoPoint(latitude, longitude);
            var customer = await db.AllCustomers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == visit.CustomerId, cancellationToken);
            place = CheckInPlace.Judge(point.Value, request.AccuracyMetres ?? 0, customer?.Position, options.CheckInRadiusMetres);
        }
        return new AttendanceFact(request.Id ?? Guid.CreateVersion7(), mark, request.At ?? now, now, point, request.AccuracyMetres, place);
    }
}
