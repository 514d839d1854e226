using CrmPlatform.Engagement.Domain.Geo;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E2: a visit, from its plan to its outcome.</summary>
internal sealed class Visit : Activity, IHasHistory
{
    private Visit() : base(ActivityKind.Visit) { }

    public string Goal { get; private set; } = "";

    public string? Mode { get; private set; }

    public string? Content { get; private set; }

    /// <summary>How far the sale has come with this customer.</summary>
    public VisitPhase? Phase { get; private set; }

    public IReadOnlyList<VisitMaterial> Materials { get; private set; } = [];

    public VisitPreparation? Preparation { get; private set; }

    public ConveyedPolicy? Conveys { get; private set; }

    public Guid HistorySubject => CustomerId;

    /// <summary>E2: all material is at hand and the visitor is dressed and minded for it.</summary>
    public bool IsPrepared => Materials.All(material => material.Ready) && Preparation is { DressDone: true, MindsetDone: true };

    /// <summary>Positions the device noted, however late and in whichever order they came.</summary>
    [Untold]
    public IReadOnlyList<AttendanceFact> Attendance { get; private set; } = [];

    public static Visit Plan(ActivityPlan plan, VisitPlan visit, string by, DateTimeOffset now)
    {
        var planned = new Visit();
        planned.Begin(plan, by, now);
        planned.Take(visit);
        return planned;
    }

    /// <summary>E1: a visit written down afterwards.</summary>
    public static Visit RecordLate(ActivityPlan plan, VisitPlan visit, ActivityResult result, string by, DateTimeOffset now)
    {
        var held = Plan(plan, visit, by, now);
        held.Record(result);
        return held;
    }

    public Refusal? Change(ActivityPlan plan, VisitPlan visit)
    {
        if (ChangePlanned(plan) is { } refusal) return refusal;
        Take(visit);
        return null;
    }

    /// <summary>E2: notes a position. The same record sent twice is noted once.</summary>
    /// <param name="live">The device has the visit before it and no time of its own to report.</param>
    public Refusal? Attend(AttendanceFact fact, bool live)
    {
        if (Attendance.Any(known => known.Id == fact.Id)) return null;
        if (State == ActivityState.Cancelled)
            return Refusal.Conflict("visit.cancelled", "This visit was cancelled; plan another one or record it as held.");
        if (live && fact.Mark == AttendanceMark.CheckOut && StartedAt is null)
            return Refusal.Conflict("visit.not-checked-in", "A visit cannot be checked out of before check-in.");
        if (live && State != (fact.Mark == AttendanceMark.CheckIn ? ActivityState.Planned : ActivityState.InProgress))
            return Refusal.Conflict("visit.already-attended", $"This visit is {StateWord}; a check that comes late says when it happened.");

        Attendance = [.. Attendance, fact];
        var present = Geo.Attendance.Of(Attendance);
        // A check-in that was under way proves that the visit was not missed after all.
        if (present.CheckIn is { } checkIn && State is ActivityState.Planned or ActivityState.Missed or ActivityState.InProgress)
            Start(checkIn.OccurredAt);
        // E2: in whichever order they come, the visit took as long as it was attended.
        if (State == ActivityState.Done && present is { CheckIn: { } began, CheckOut: { } left })
            End(new ActivityResult(began.OccurredAt, left.OccurredAt, Outcome, null));
        return null;
    }

    public Refusal? Complete(string outcome, string? notes, TouchpointUse? touchpoint, DateTimeOffset now)
    {
        if (IsOver) return Refusal.Conflict("visit.over", $"This visit is {StateWord} already.");
        if (State == ActivityState.Planned)
            return Refusal.Conflict("visit.not-checked-in", "A visit cannot be completed before check-in.");
        // The device whose clock said when it began may be ahead of ours.
        var ended = Geo.Attendance.Of(Attendance).CheckOut?.OccurredAt ?? EndByPlan(StartedAt!.Value, now);
        End(new ActivityResult(null, ended < StartedAt ? StartedAt!.Value : ended, outcome, notes, Touchpoint: touchpoint));
        return null;
    }

    private void Take(VisitPlan visit)
    {
        (Goal, Mode, Content, Phase) = (visit.Goal, visit.Mode, visit.Content, visit.Phase);
        (Materials, Preparation, Conveys) = (visit.Materials ?? [], visit.Preparation, visit.Conveys);
    }
}
