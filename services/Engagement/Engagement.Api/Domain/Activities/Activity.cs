using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E1: one contact with a customer, whatever its kind: planned, under way, or how it went.</summary>
internal abstract class Activity : CustomerThing
{
    protected Activity(ActivityKind kind)
    {
        Kind = kind;
        (Party, Means, Timing) = ContactAxes.Of(kind);
    }

    public ActivityKind Kind { get; private set; }

    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public ActivityDirection Direction { get; private set; }

    public ActivityPurpose Purpose { get; private set; }

    public ContactParty Party { get; private set; }

    public ContactMeans Means { get; private set; }

    public ContactTiming Timing { get; private set; }

    public ActivityState State { get; private set; }

    /// <summary>Where it stands in diaries and on the timeline: when it began, or is to begin.</summary>
    public DateTimeOffset At { get; private set; }

    public DateTimeOffset PlannedAt { get; private set; }

    public int? PlannedMinutes { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int? MinutesSpent { get; private set; }

    public string? Place { get; private set; }

    public string? Outcome { get; private set; }

    public string? Notes { get; private set; }

    /// <summary>Why it was cancelled or missed.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it was written down; with the times it happened at this shows late records.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    public string RecordedBy { get; private set; } = "";

    public IReadOnlyList<Participant> Participants { get; private set; } = [];

    /// <summary>E1: code of the touchpoint it happened at.</summary>
    public string? Touchpoint { get; private set; }

    /// <summary>How it was experienced there, on the touchpoint's scale.</summary>
    public int? Experience { get; private set; }

    /// <summary>Minutes before it begins at which its owner is reminded.</summary>
    public int? RemindBefore { get; private set; }

    /// <summary>When the reminder is due; null once it was given.</summary>
    [Untold]
    public DateTimeOffset? RemindAt { get; private set; }

    /// <summary>The series it is an occurrence of.</summary>
    public Guid? SeriesId { get; private set; }

    /// <summary>Names the occurrence within its series; there is one activity of an occurrence.</summary>
    [Untold]
    public string? OccurrenceKey { get; private set; }

    public bool IsOver => State is ActivityState.Done or ActivityState.Missed or ActivityState.Cancelled;

    /// <summary>E6: whether the customer was spoken to; what only was tried or is a machine's doing does not count.</summary>
    public virtual bool IsContact => State == ActivityState.Done && Party == ContactParty.Human;

    protected void Begin(ActivityPlan plan, string by, DateTimeOffset now)
    {
        Belong(plan.CustomerId);
        (RecordedBy, RecordedAt) = (by, now);
        Take(plan);
    }

    protected void Take(ActivityPlan plan)
    {
        // E12: a reminder is given once, whatever else is changed afterwards.
        if ((plan.At, plan.RemindBefore) != (At, RemindBefore)) RemindAt = plan.RemindBefore is { } minutes ? plan.At.AddMinutes(-minutes) : null;
        (OwnerId, Team, Direction, Purpose) = (plan.OwnerId, plan.Team, plan.Direction, plan.Purpose);
        (At, PlannedAt, PlannedMinutes) = (plan.At, plan.At, plan.Minutes);
        (Place, Notes, Participants) = (plan.Place, plan.Notes, plan.Participants ?? []);
        (Touchpoint, Experience) = (plan.Touchpoint?.Code, plan.Touchpoint?.Experience);
        RemindBefore = plan.RemindBefore;
        var axes = ContactAxes.Of(Kind);
        (Party, Means, Timing) = (plan.Axes?.Party ?? axes.Party, plan.Axes?.Means ?? axes.Means, plan.Axes?.Timing ?? axes.Timing);
    }

    /// <summary>Makes it an occurrence of a series.</summary>
    public void OccurIn(Guid seriesId, string occurrenceKey) => (SeriesId, OccurrenceKey) = (seriesId, occurrenceKey);

    public void Reminded() => RemindAt = null;

    /// <summary>Gives what is still planned to somebody else.</summary>
    public void HandTo(string ownerId, string team) => (OwnerId, Team) = (ownerId, team);

    /// <summary>E1: writes down at once how it went, perhaps days later; both times are kept.</summary>
    protected void Record(ActivityResult result) => End(result);

    protected Refusal? RefuseUnlessPlanned() => State == ActivityState.Planned
        ? null
        : Refusal.Conflict($"{Word}.not-planned", $"Only a planned {Word} can be changed; this one is {StateWord}.");

    protected Refusal? ChangePlanned(ActivityPlan plan)
    {
        if (RefuseUnlessPlanned() is { } refusal) return refusal;
        Take(plan);
        return null;
    }

    protected Refusal? BeginPlanned(DateTimeOffset at)
    {
        if (RefuseUnlessPlanned() is { } refusal) return refusal;
        Start(at);
        return null;
    }

    protected void Start(DateTimeOffset at)
    {
        State = ActivityState.InProgress;
        (StartedAt, At, RemindAt) = (at, at, null);
    }

    /// <summary>C10: when it ended, where nobody says: by its plan. It did not last until somebody wrote it down.</summary>
    protected DateTimeOffset EndByPlan(DateTimeOffset began, DateTimeOffset now) =>
        PlannedMinutes is { } minutes && began.AddMinutes(minutes) is var planned && planned < now ? planned : now;

    protected void End(ActivityResult result)
    {
        State = ActivityState.Done;
        RemindAt = null;
        StartedAt = result.StartedAt ?? StartedAt;
        At = StartedAt ?? At;
        EndedAt = result.EndedAt;
        MinutesSpent = result.Minutes ?? (result.Timed && StartedAt is { } start ? (int)Math.Round((result.EndedAt - start).TotalMinutes, MidpointRounding.AwayFromZero) : null);
        Outcome = result.Outcome;
        Notes = result.Notes ?? Notes;
        if (result.Touchpoint is { } met) (Touchpoint, Experience) = (met.Code, met.Experience);
        Participants = result.Participants ?? Participants;
    }

    public Refusal? Cancel(string? reason)
    {
        if (IsOver) return Refusal.Conflict($"{Word}.over", $"This {Word} is {StateWord}; it cannot be cancelled any more.");
        (State, Reason, RemindAt) = (ActivityState.Cancelled, reason, null);
        return null;
    }

    public Refusal? Miss(string? reason)
    {
        if (State != ActivityState.Planned)
            return Refusal.Conflict($"{Word}.not-planned", $"Only a planned {Word} can be missed; this one is {StateWord}.");
        (State, Reason, RemindAt) = (ActivityState.Missed, reason, null);
        return null;
    }

    protected string Word => Kind.ToString().ToLowerInvariant();

    protected string StateWord => State == ActivityState.InProgress ? "in progress" : State.ToString().ToLowerInvariant();
}
