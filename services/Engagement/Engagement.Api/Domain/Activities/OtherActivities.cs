using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E1: an activity of another kind than visit and call, with what is particular to its kind.</summary>
internal abstract class OtherActivity(ActivityKind kind) : Activity(kind), IHasHistory
{
    private const int LongestSubject = 400;

    public Guid HistorySubject => CustomerId;

    /// <summary>What it was about, in a few words.</summary>
    public abstract string? Subject { get; }

    /// <summary>The subject that stands in the details of a kind; null where they have none.</summary>
    public static string? SubjectIn(object? details) => details switch
    {
        MeetingDetails meeting => meeting.Subject,
        EmailDetails email => email.Subject,
        WebDetails web => web.Page.Length <= LongestSubject ? web.Page : web.Page[..LongestSubject],
        FaxDetails fax => fax.Subject,
        EventDetails happening => happening.Name,
        _ => null,
    };

    public Refusal? Change(ActivityPlan plan) => ChangePlanned(plan);

    public Refusal? Begin(DateTimeOffset at) => BeginPlanned(at);

    /// <param name="endedAt">By its plan, at most now, when nobody says.</param>
    public Refusal? Complete(DateTimeOffset? endedAt, string? outcome, string? notes, TouchpointUse? touchpoint, DateTimeOffset now)
    {
        if (IsOver) return Refusal.Conflict($"{Word}.over", $"This {Word} is {StateWord} already.");
        // What was never begun expressly began when it was planned, or just now; without a planned length nobody knows how long it took.
        var latest = endedAt ?? now;
        var began = StartedAt ?? (PlannedAt < latest ? PlannedAt : latest);
        var timed = StartedAt is not null || endedAt is not null || PlannedMinutes is not null;
        End(new ActivityResult(began, endedAt ?? EndByPlan(began, now), outcome, notes, Timed: timed, Touchpoint: touchpoint));
        return null;
    }

    internal void Enter(ActivityPlan plan, ActivityResult? result, string by, DateTimeOffset now)
    {
        base.Begin(plan, by, now);
        if (result is not null) Record(result);
    }
}

/// <summary>An activity with the details of its kind.</summary>
internal abstract class OtherActivity<TDetails>(ActivityKind kind) : OtherActivity(kind) where TDetails : class
{
    public TDetails Details { get; private set; } = null!;

    public override string? Subject => SubjectIn(Details);

    public void Describe(TDetails details) => Details = details;

    protected static TActivity Enter<TActivity>(TActivity activity, ActivityPlan plan, TDetails details, ActivityResult? result, string by, DateTimeOffset now)
        where TActivity : OtherActivity<TDetails>
    {
        activity.Describe(details);
        activity.Enter(plan, result, by, now);
        return activity;
    }
}

internal sealed class Meeting() : OtherActivity<MeetingDetails>(ActivityKind.Meeting)
{
    public static Meeting Of(ActivityPlan plan, MeetingDetails details, ActivityResult? result, string by, DateTimeOffset now) =>
        Enter(new Meeting(), plan, details, result, by, now);
}

internal sealed class Email() : OtherActivity<EmailDetails>(ActivityKind.Email)
{
    public static Email Of(ActivityPlan plan, EmailDetails details, ActivityResult? result, string by, DateTimeOffset now) =>
        Enter(new Email(), plan, details, result, by, now);
}

internal sealed class Message() : OtherActivity<MessageDetails>(ActivityKind.Message)
{
    public static Message Of(ActivityPlan plan, MessageDetails details, ActivityResult? result, string by, DateTimeOffset now) =>
        Enter(new Message(), plan, details, result, by, now);
}

internal sealed class WebContact() : OtherActivity<WebDetails>(ActivityKind.Web)
{
    public static WebContact Of(ActivityPlan plan, WebDetails details, ActivityResult? result, string by, DateTimeOffset now) =>
        Enter(new WebContact(), plan, details, result, by, now);
}

internal sealed class Fax() : OtherActivity<FaxDetails>(ActivityKind.Fax)
{
    public static Fax Of(ActivityPlan plan, FaxDetails details, ActivityResult? result, string by, DateTimeOffset now) =>
        Enter(new Fax(), plan, details, result, by, now);
}

internal sealed class EventAttendance() : OtherActivity<EventDetails>(ActivityKind.Event)
{
    // E6: whoever did not come to the party was not spoken to.
    public override bool IsContact => base.IsContact && Details.Attended == true;

    public static EventAttendance Of(ActivityPlan plan, EventDetails details, ActivityResult? result, string by, DateTimeOffset now) =>
        Enter(new EventAttendance(), plan, details, result, by, now);
}
