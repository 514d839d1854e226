using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

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

    private static Task<Results<Ok<VisitView>, Missing, Refused, Stale>> EndAsync(Guid id, IfMatch ifMatch, EngagementDb db, Func<Visit, Refusal?> end, CancellationToken cancellationToken) =>
        db.MoveAsync(id, "visit", ifMatch, end, VisitView.Of, cancellationToken);
}
