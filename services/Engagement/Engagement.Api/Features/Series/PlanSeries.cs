using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Recurrence;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Series;

/// <summary>E1: plans a recurring activity, leaves occurrences out, ends it, and plans the rest of it anew.</summary>
internal static class PlanSeries
{
    public static async Task<Results<Created<SeriesView>, Invalid>> HandleAsync(
        SeriesRequest request, EngagementDb db, CustomerDesk customers, ColleagueDesk colleagues, Caller caller, HttpRequest http, TimeProvider time,
        IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (request.OriginalStart is not null) return new Invalid("originalStart", "Only a series that is planned anew had an occurrence before.", "series.original-start");
        var (series, wrong) = await ReadAsync(request, customers, colleagues, caller, time, options.Value, cancellationToken);
        if (series is null) return new Invalid(wrong!);
        Enter(series, db, time.GetUtcNow(), options.Value);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/activities/series/{series.Id}", SeriesView.Of(series, http.Language()));
    }

    /// <summary>This occurrence and the following are planned anew: the series ends before it and another one begins.</summary>
    public static async Task<Results<Created<SeriesView>, Missing, Invalid, Refused, Stale>> ReplanAsync(
        Guid id, SeriesRequest request, IfMatch ifMatch, EngagementDb db, CustomerDesk customers, ColleagueDesk colleagues, Caller caller, HttpRequest http, TimeProvider time,
        IOptions<EngagementOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Series.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } series) return new Missing("series", id);
        if (!ifMatch.Matches(series)) return new Stale(series.Version);
        if (request.CustomerId != series.CustomerId) return new Invalid("customerId", "A series stays with its customer.", "series.customer-fixed");
        var (next, wrong) = await ReadAsync(request, customers, colleagues, caller, time, options.Value, cancellationToken);
        if (next is null) return new Invalid(wrong!);
        // The first of the new ones may begin later than the one it takes the place of, or earlier; none stands twice.
        var from = request.OriginalStart ?? request.Start;
        if (CheckWall("originalStart", from) is { } odd) return new Invalid(odd);
        if (request.Start < from) from = request.Start;
        if (series.EndBefore(from, time.GetUtcNow()) is { } refusal) return new Refused(refusal);
        await CancelFromAsync(series, from, db, cancellationToken);
        Enter(next, db, time.GetUtcNow(), options.Value);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/activities/series/{next.Id}", SeriesView.Of(next, http.Language()));
    }

    public static async Task<Results<Ok<SeriesView>, Missing, Invalid, Refused, Stale>> EndAsync(
        Guid id, OccurrenceRequest request, IfMatch ifMatch, EngagementDb db, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Series.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } series) return new Missing("series", id);
        if (!ifMatch.Matches(series)) return new Stale(series.Version);
        if (CheckWall("originalStart", request.OriginalStart) is { } wrong) return new Invalid(wrong);
        if (series.EndBefore(request.OriginalStart, time.GetUtcNow()) is { } refusal) return new Refused(refusal);
        await CancelFromAsync(series, request.OriginalStart, db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SeriesView.Of(series, http.Language()));
    }

    public static async Task<Results<Ok<SeriesView>, Missing, Invalid, Refused, Stale>> ExceptAsync(
        Guid id, OccurrenceRequest request, IfMatch ifMatch, EngagementDb db, HttpRequest http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Series.SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } series) return new Missing("series", id);
        if (!ifMatch.Matches(series)) return new Stale(series.Version);
        if (CheckWall("originalStart", request.OriginalStart) is { } wrong) return new Invalid(wrong);
        if (series.Except(request.OriginalStart, time.GetUtcNow()) is { } refusal) return refusal.Kind == RefusalKind.Invalid ? new Invalid(refusal) : new Refused(refusal);
        var key = Occurrence.KeyOf(request.OriginalStart);
        var planned = await db.Activities.IgnoreQueryFilters().Where(a => a.SeriesId == id && a.OccurrenceKey == key && a.State == ActivityState.Planned).ToListAsync(cancellationToken);
        await CancelAsync(planned, db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(SeriesView.Of(series, http.Language()));
    }

    private static async Task<(ActivitySeries? Series, Refusal? Refusal)> ReadAsync(
        SeriesRequest request, CustomerDesk customers, ColleagueDesk colleagues, Caller caller, TimeProvider time, EngagementOptions options, CancellationToken cancellationToken)
    {
        var template = new ActivityTemplate(
            request.Kind, request.Direction, request.Purpose, request.Goal?.Trim(), request.Mode, request.Content, request.Place, request.Notes, request.Participants ?? [],
            request.RemindBefore, request.Meeting, request.Email, request.Message, request.Event);
        if (template.Check() is { } details) return (null, details);
        if (CheckWall("start", request.Start) is { } start) return (null, start);
        var when = new RecurringTime(request.Rule, request.Start, TimeSpan.FromMinutes(request.Minutes), request.TimeZone ?? options.TimeZone, []);
        if (when.Problems() is [var problem, ..]) return (null, Refusal.Invalid("rule", problem, $"This series cannot be planned: {problem}."));
        if (await customers.FindActiveAsync(request.CustomerId, cancellationToken) is not { } customer) return (null, CustomerDesk.Unknown(request.CustomerId));
        var (owner, unknown) = await colleagues.ResolveAsync(request.OwnerId, "ownerId", customer.Team, cancellationToken);
        return unknown is null
            ? (ActivitySeries.Plan(customer.Id, owner.Subject, owner.Team, template, when, caller.Subject, time.GetUtcNow()), null)
            : (null, unknown);
    }

    private static Refusal? CheckWall(string field, DateTime wall) => wall.Kind == DateTimeKind.Unspecified
        ? Moments.Plausible(field, new DateTimeOffset(wall, TimeSpan.Zero))
        : Refusal.Invalid(field, "series.start-with-offset", "A series lives on the wall clock of its zone: give its start without an offset.");

    private static void Enter(ActivitySeries series, EngagementDb db, DateTimeOffset now, EngagementOptions options)
    {
        db.Series.Add(series);
        db.MakeOccurrences(series, now.AddDays(options.SeriesHorizonDays), now);
    }

    private static async Task CancelFromAsync(ActivitySeries series, DateTime originalStart, EngagementDb db, CancellationToken cancellationToken)
    {
        var planned = await db.Activities.IgnoreQueryFilters().Where(a => a.SeriesId == series.Id && a.State == ActivityState.Planned).ToListAsync(cancellationToken);
        await CancelAsync([.. planned.Where(a => string.CompareOrdinal(a.OccurrenceKey, Occurrence.KeyOf(originalStart)) >= 0)], db, cancellationToken);
    }

    private static async Task CancelAsync(IReadOnlyList<Activity> activities, EngagementDb db, CancellationToken cancellationToken)
    {
        foreach (var activity in activities)
        {
            var follow = await db.FollowAsync(activity, cancellationToken);
            _ = activity.Cancel(null);
            follow();
            db.Tell(activity);
        }
    }
}
