using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>Why a visit does not take place.</summary>
public sealed record NoVisitRequest([property: StringLength(400)] string? Reason = null);

/// <summary>E1: a visit that does not take place: cancelled by one of the two, or nobody came.</summary>
internal static class CancelVisit
{
    public static Task<Results<Ok<VisitView>, Missing, Refused, Stale>> CancelAsync(
        Guid id, NoVisitRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        EndAsync(id, ifMatch, db, visit => visit.Cancel(request?.Reason), cancellationToken);

    public static Task<Results<Ok<VisitView>, Missing, Refused, Stale>> MissAsync(
        Guid id, NoVisitRequest? request, IfMatch ifMatch, EngagementDb db, CancellationToken cancellationToken) =>
        EndAsync(id, ifMatch, db, visit => visit.Miss(request?.Reason), cancellationToken);

    private static async Task<Results<Ok<VisitView>, Missing, Refused, Stale>> EndAsync(
        Guid id, IfMatch ifMatch, EngagementDb db, Func<Visit, Refusal?> end, CancellationToken cancellationToken)
    {
        if (await db.Visits.SingleOrDefaultAsync(v => v.Id == id, cancellationToken) is not { } visit) return new Missing("visit", id);
        if (!ifMatch.Matches(visit)) return new Stale(visit.Version);
        var follow = await db.FollowAsync(visit, cancellationToken);
        if (end(visit) is { } refusal) return new Refused(refusal);
        follow();
        db.Tell(visit);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(VisitView.Of(visit));
    }
}
