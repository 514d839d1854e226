using CrmPlatform.Engagement.Domain.Recurrence;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>What each activity of a series is like; exactly the details of its kind are there.</summary>
internal sealed record ActivityTemplate(
    ActivityKind Kind, ActivityDirection Direction, ActivityPurpose Purpose, string? Goal, string? Mode, string? Content, string? Place, string? Notes,
    IReadOnlyList<Participant> Participants, int? RemindBefore, MeetingDetails? Meeting, EmailDetails? Email, MessageDetails? Message, EventDetails? Event)
{
    public string Title => Goal ?? Meeting?.Subject ?? Email?.Subject ?? Event?.Name ?? Message?.Text ?? "";

    /// <summary>What it is about; of calls, which have no words for it, their purpose.</summary>
    public string TitleIn(Language language) => Kind == ActivityKind.Call ? Terms.Name(Purpose, language) : Title;

    public Refusal? Check()
    {
        if (Kind == ActivityKind.Visit && Goal is "") return Refusal.Invalid("goal", "visit.goal-missing", "A visit has a goal.");
        bool fits = Kind switch
        {
            ActivityKind.Call => Goal is null && Meeting is null && Email is null && Message is null && Event is null,
            ActivityKind.Visit => Goal is not null && Meeting is null && Email is null && Message is null && Event is null,
            ActivityKind.Meeting => Meeting is not null && Goal is null && Email is null && Message is null && Event is null,
            ActivityKind.Email => Email is not null && Goal is null && Meeting is null && Message is null && Event is null,
            ActivityKind.Message => Message is not null && Goal is null && Meeting is null && Email is null && Event is null,
            ActivityKind.Event => Event is not null && Goal is null && Meeting is null && Email is null && Message is null,
            _ => false,
        };
        return fits ? null : Refusal.Invalid("kind", "series.details", "A series is of calls, visits (goal), meetings, e-mails, messages or events, each with the details of its kind and no others.");
    }

    public Activity Plan(ActivityPlan plan, string by, DateTimeOffset now) => Kind switch
    {
        ActivityKind.Call => Call.Plan(plan, by, now),
        ActivityKind.Visit => Visit.Plan(plan, new VisitPlan(Goal!, Mode, Content), by, now),
        ActivityKind.Meeting => Activities.Meeting.Of(plan, Meeting!, null, by, now),
        ActivityKind.Email => Activities.Email.Of(plan, Email!, null, by, now),
        ActivityKind.Message => Activities.Message.Of(plan, Message!, null, by, now),
        ActivityKind.Event => EventAttendance.Of(plan, Event!, null, by, now),
        _ => throw new InvalidOperationException($"There are no series of kind {Kind}."),
    };
}

/// <summary>E1: a recurring activity. Its occurrences stand in diaries as activities of their own, made some weeks ahead, each once.</summary>
internal sealed class ActivitySeries : CustomerThing, IHasHistory
{
    private ActivitySeries() { }

    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public ActivityTemplate Template { get; private set; } = null!;

    public RecurringTime When { get; private set; } = null!;

    /// <summary>Occurrences that begin before this have been made.</summary>
    [Untold]
    public DateTimeOffset MadeUntil { get; private set; }

    /// <summary>Nothing is left to be made, and its last occurrence is over.</summary>
    public bool Ended { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Grows with each change of its times, for calendars of others.</summary>
    public int Sequence { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static ActivitySeries Plan(Guid customerId, string ownerId, string team, ActivityTemplate template, RecurringTime when, string by, DateTimeOffset now)
    {
        var series = new ActivitySeries { OwnerId = ownerId, Team = team, Template = template, When = when, CreatedBy = by, CreatedAt = now, ChangedAt = now };
        series.Belong(customerId);
        series.MadeUntil = new DateTimeOffset(when.Start, TimeSpan.Zero).AddDays(-2);
        return series;
    }

    /// <summary>The activities to be made now, up to a horizon.</summary>
    public IReadOnlyList<Activity> Make(DateTimeOffset horizon, DateTimeOffset now)
    {
        if (Ended || horizon <= MadeUntil) return [];
        var made = When.Between(MadeUntil, horizon).Select(occurrence =>
        {
            var minutes = (int)(occurrence.Ends - occurrence.Starts).TotalMinutes;
            var plan = new ActivityPlan(CustomerId, OwnerId, Team, Template.Direction, Template.Purpose, occurrence.Starts, minutes == 0 ? null : minutes,
                Template.Place, Template.Notes, Template.Participants, null, null, Template.RemindBefore);
            var activity = Template.Plan(plan, CreatedBy, now);
            activity.OccurIn(Id, occurrence.Key);
            return activity;
        }).ToList();
        MadeUntil = horizon - MadeUntil > RecurringTime.FurthestHorizon ? MadeUntil + RecurringTime.FurthestHorizon : horizon;
        CloseWhenOver(now);
        return made;
    }

    /// <summary>Leaves one occurrence out.</summary>
    public Refusal? Except(DateTime originalStart, DateTimeOffset now)
    {
        if (Ended) return Refusal.Conflict("series.ended", "This series has ended.");
        if (When.Except.Contains(originalStart)) return Refusal.Conflict("series.left-out", "This occurrence is left out already.");
        if (!When.Happens(originalStart)) return Refusal.Invalid("originalStart", "series.no-occurrence", "The series has no occurrence that begins then by its rule.");
        Change(When with { Except = [.. When.Except, originalStart] }, now);
        return null;
    }

    /// <summary>Ends it before an occurrence: this one and the following do not happen, or are planned anew in a series of their own.</summary>
    public Refusal? EndBefore(DateTime originalStart, DateTimeOffset now)
    {
        if (Ended) return Refusal.Conflict("series.ended", "This series has ended.");
        // It may end later than it is made; an end after its own would let it go on.
        if (When.GoesOn(originalStart)) Change(When.EndingBefore(originalStart), now);
        CloseWhenOver(now);
        return null;
    }

    public void HandTo(string ownerId, string team) => (OwnerId, Team) = (ownerId, team);

    private void CloseWhenOver(DateTimeOffset now) => Ended = !When.GoesOn(MadeUntil < now ? MadeUntil : now);

    private void Change(RecurringTime when, DateTimeOffset now) => (When, ChangedAt, Sequence) = (when, now, Sequence + 1);
}
