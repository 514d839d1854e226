using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Geo;

/// <summary>Which end of a visit a position was taken at.</summary>
public enum AttendanceMark
{
    [Names("Check-in", "签到", "簽到")] CheckIn,
    [Names("Check-out", "签退", "簽退")] CheckOut,
}

/// <summary>One position as the device noted it. The device gives the id, so that a record sent twice is known again.</summary>
/// <param name="OccurredAt">By the device's clock, when it happened.</param>
/// <param name="ReceivedAt">By ours, when it came in: hours later for a visit in a cellar without network.</param>
/// <param name="At">Null where the device found no position.</param>
/// <param name="Place">How far that was from the customer's address as it was then.</param>
internal sealed record AttendanceFact(
    Guid Id, AttendanceMark Mark, DateTimeOffset OccurredAt, DateTimeOffset ReceivedAt, GeoPoint? At, double? AccuracyMetres, CheckInPlace? Place = null);

/// <summary>
/// E2: a visit's presence on the spot, folded from facts that may arrive late, in any order and more than once;
/// the result is the same whichever way they came.
/// </summary>
/// <param name="CheckIn">The earliest check-in.</param>
/// <param name="CheckOut">The latest check-out that is not before the check-in.</param>
/// <param name="Unmatched">Check-outs without a check-in before them: kept to be shown, used for nothing.</param>
internal sealed record Attendance(AttendanceFact? CheckIn, AttendanceFact? CheckOut, IReadOnlyList<AttendanceFact> Unmatched)
{
    /// <summary>Time on the spot; null until both ends are known.</summary>
    public TimeSpan? OnTheSpot => CheckIn is null || CheckOut is null ? null : CheckOut.OccurredAt - CheckIn.OccurredAt;

    public static Attendance Of(IEnumerable<AttendanceFact> facts)
    {
        // Of two copies of one record the first received is kept, so that a resend cannot rewrite what was there.
        var once = facts
            .GroupBy(fact => fact.Id)
            .Select(copies => copies.OrderBy(copy => copy.ReceivedAt).ThenBy(copy => copy.OccurredAt).First())
            .OrderBy(fact => fact.OccurredAt).ThenBy(fact => fact.Id)
            .ToList();
        var checkIn = once.Find(fact => fact.Mark == AttendanceMark.CheckIn);
        var outs = once.FindAll(fact => fact.Mark == AttendanceMark.CheckOut);
        var matched = checkIn is null ? [] : outs.FindAll(fact => fact.OccurredAt >= checkIn.OccurredAt);
        return new Attendance(checkIn, matched.LastOrDefault(), [.. outs.Except(matched)]);
    }
}
