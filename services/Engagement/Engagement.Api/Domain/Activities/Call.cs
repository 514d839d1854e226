using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Activities;

/// <summary>E1, E3: a call, from its plan to how it went; one that was only tried is done, too.</summary>
internal sealed class Call : Activity, IHasHistory
{
    private Call() : base(ActivityKind.Call) { }

    /// <summary>Whether somebody answered; not before it is done.</summary>
    public bool Reached { get; private set; }

    /// <summary>When the customer asked to be called again.</summary>
    public DateTimeOffset? CallBackAt { get; private set; }

    /// <summary>The guided conversation it was (E4).</summary>
    public Guid? ConversationId { get; private set; }

    public Guid HistorySubject => CustomerId;

    // E6: a telephone that rings is no contact.
    public override bool IsContact => base.IsContact && Reached;

    /// <summary>C9: whether it is an answered invitation by telephone.</summary>
    public bool IsAnsweredInvitation => Reached && Direction == ActivityDirection.Outbound && Purpose == ActivityPurpose.Invitation;

    // C21: what is logged is never changed, and says itself who wrote it down, and when.
    bool IHasHistory.ToldWhenEntered => State == ActivityState.Planned;

    public static Call Plan(ActivityPlan plan, string by, DateTimeOffset now)
    {
        var call = new Call();
        call.Begin(plan, by, now);
        return call;
    }

    public static Call Log(ActivityPlan plan, bool reached, ActivityResult result, DateTimeOffset? callBackAt, string by, DateTimeOffset now, Guid? conversationId = null)
    {
        var call = new Call { Reached = reached, CallBackAt = callBackAt, ConversationId = conversationId };
        call.Begin(plan, by, now);
        call.Record(result);
        return call;
    }

    public Refusal? Change(ActivityPlan plan) => ChangePlanned(plan);

    public Refusal? Begin(DateTimeOffset at) => BeginPlanned(at);

    /// <summary>When it began: where nobody says, when it was begun, or for when it was planned, so that it ends now at the latest.</summary>
    public DateTimeOffset BeganAt(CallResult result, DateTimeOffset now)
    {
        var latest = now.AddMinutes(-(result.Minutes ?? 0));
        return result.StartedAt ?? StartedAt ?? (PlannedAt < latest ? PlannedAt : latest);
    }

    public Refusal? Complete(CallResult result, DateTimeOffset now)
    {
        if (IsOver) return Refusal.Conflict("call.over", $"This call is {StateWord} already.");
        var began = BeganAt(result, now);
        // Nobody knows how long it took that was neither begun expressly nor planned with a length; a telephone that only rings takes no time.
        var known = PlannedMinutes is not null || (StartedAt is not null && result.StartedAt is null);
        var ended = result.Minutes is { } minutes ? began.AddMinutes(minutes) : result.Reached && known ? EndByPlan(began, now) : began;
        (Reached, CallBackAt) = (result.Reached, result.CallBackAt);
        End(new ActivityResult(
            began, ended < began ? began : ended, result.Outcome, result.Notes, result.Minutes, Timed: known || !result.Reached, result.Touchpoint, result.Participants));
        return null;
    }
}

/// <summary>How a planned call went.</summary>
/// <param name="Participants">Who took part after all; as planned when null.</param>
internal sealed record CallResult(
    bool Reached, DateTimeOffset? StartedAt, int? Minutes, string? Outcome, string? Notes, DateTimeOffset? CallBackAt, TouchpointUse? Touchpoint,
    IReadOnlyList<Participant>? Participants);
