using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Visits;

/// <summary>A check-in or check-out.</summary>
/// <param name="OccurredAt">When it happened, by the device.</param>
/// <param name="ReceivedAt">When it came in.</param>
/// <param name="DistanceMetres">From the customer's address; null when that has no position, or the check none.</param>
/// <param name="MayBeInside">Outside by less than the receiver's own accuracy.</param>
public sealed record CheckView(
    AttendanceMark Mark, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, double? Latitude, double? Longitude, double? AccuracyMetres,
    CheckInStanding? Standing, long? DistanceMetres, bool MayBeInside);

/// <summary>A visit as clients see it.</summary>
/// <param name="MinutesSpent">From start to end.</param>
/// <param name="Prepared">All material is at hand, dress and mindset are ticked.</param>
/// <param name="RecordedAt">When it was written down; later than <paramref name="EndedAt"/> for a late record.</param>
public sealed record VisitView(
    Guid Id, Guid CustomerId, string OwnerId, string Team, ActivityState State, ActivityPurpose Purpose, string Goal, string? Mode, string? Content,
    string? Place, DateTimeOffset PlannedAt, int? Minutes, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int? MinutesSpent, string? Outcome,
    string? Notes, string? Reason, CheckView? CheckIn, CheckView? CheckOut, IReadOnlyList<CheckView> UnmatchedChecks, VisitPhase? Phase,
    IReadOnlyList<VisitMaterial> Materials, VisitPreparation? Preparation, bool Prepared, ConveyedPolicy? Conveys, IReadOnlyList<Participant> Participants,
    TouchpointMark? Touchpoint, AxesMark Axes, int? RemindBefore, Guid? SeriesId, string RecordedBy, DateTimeOffset RecordedAt, long Version) : IVersionedView, INamesCustomer
{
    /// <summary>What the customer is called now; null where that is not known here.</summary>
    public string? CustomerName { get; set; }

    Guid? INamesCustomer.Customer => CustomerId;

    internal static VisitView Of(Visit v)
    {
        var attendance = Attendance.Of(v.Attendance);
        return new VisitView(
            v.Id, v.CustomerId, v.OwnerId, v.Team, v.State, v.Purpose, v.Goal, v.Mode, v.Content, v.Place, v.PlannedAt, v.PlannedMinutes, v.StartedAt,
            v.EndedAt, v.MinutesSpent, v.Outcome, v.Notes, v.Reason, Check(attendance.CheckIn), Check(attendance.CheckOut),
            [.. attendance.Unmatched.Select(fact => Check(fact)!)], v.Phase, v.Materials, v.Preparation, v.IsPrepared, v.Conveys, v.Participants,
            v.Touchpoint is { } code ? new TouchpointMark(code, v.Experience) : null, new AxesMark(v.Party, v.Means, v.Timing), v.RemindBefore, v.SeriesId,
            v.RecordedBy, v.RecordedAt, v.Version);
    }

    private static CheckView? Check(AttendanceFact? fact) => fact is null ? null : new CheckView(
        fact.Mark, fact.OccurredAt, fact.ReceivedAt, fact.At?.Latitude, fact.At?.Longitude, fact.AccuracyMetres, fact.Place?.Standing,
        fact.Place?.DistanceMetres, fact.Place?.MayBeInside ?? false);
}
