using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Policy;

/// <summary>How a promise stands.</summary>
public enum PromiseState
{
    [Names("Waiting for approval", "待审批", "待審批")] Pending,
    [Names("Given", "已承诺", "已承諾")] Given,
    [Names("Kept", "已兑现", "已兌現")] Kept,
    [Names("Broken", "已违约", "已違約")] Broken,
    [Names("Refused", "已驳回", "已駁回")] Refused,
    [Names("Withdrawn", "已撤回", "已撤回")] Withdrawn,
}

/// <summary>E9: that a promise was confirmed in writing after it was given by word of mouth.</summary>
internal sealed record WrittenConfirmation(string Channel, string Reference, string By, DateTimeOffset SentAt);

/// <summary>E9: what was promised to whom, by when, by whom.</summary>
internal sealed class Promise : CustomerThing, IHasHistory
{
    private Promise() { }

    public string Text { get; private set; } = "";

    /// <summary>Who is to keep it, by token subject.</summary>
    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }

    public PromiseState State { get; private set; }

    public PromiseApproval Approval { get; private set; } = null!;

    /// <summary>Cost taken over, in the base currency; null when there is none.</summary>
    public long? CostMinor { get; private set; }

    public string Currency { get; private set; } = "";

    public string? DecisionNote { get; private set; }

    public WrittenConfirmation? Written { get; private set; }

    public Guid? OpportunityId { get; private set; }

    public string? Result { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The task that was made when it was overdue.</summary>
    public Guid? TaskId { get; private set; }

    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>When there is something to do about it next; null when nothing is.</summary>
    [Untold]
    public DateTimeOffset? LookAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    /// <summary>E9: while it is pending, or was refused, it must not reach the customer.</summary>
    public bool MaySendToCustomer => State is PromiseState.Given or PromiseState.Kept && Approval.MaySendToCustomer;

    public bool IsOverdue(DateTimeOffset now) => State == PromiseState.Given && DueAt < now;

    public static Promise Make(
        Guid customerId, string text, string ownerId, string team, DateTimeOffset dueAt, Guid? opportunityId, PromiseApproval approval, string currency, string by, DateTimeOffset now)
    {
        var promise = new Promise { Text = text, OwnerId = ownerId, Team = team, DueAt = dueAt, OpportunityId = opportunityId, Currency = currency, CreatedBy = by, CreatedAt = now };
        promise.Belong(customerId);
        promise.Follow(approval);
        return promise;
    }

    /// <summary>E9: other terms are judged anew; the text and the day may change as long as it is not closed.</summary>
    public Refusal? Revise(string text, string ownerId, string team, DateTimeOffset dueAt, PromiseApproval approval)
    {
        if (State is not (PromiseState.Pending or PromiseState.Given)) return Closed();
        var (stood, look, moved) = (State, LookAt, dueAt != DueAt);
        (Text, OwnerId, Team) = (text, ownerId, team);
        if (moved) (DueAt, EscalatedAt) = (dueAt, null);
        // What was confirmed in writing was confirmed in those terms.
        if (!approval.Terms.SequenceEqual(Approval.Terms)) Written = null;
        Follow(approval);
        // Other words or another owner are no other day: the manager hears when it was to be, and not again.
        if (!moved && State == stood) LookAt = look;
        return null;
    }

    public Refusal? Decide(bool approve, string by, bool mayApprove, string? note, DateTimeOffset at)
    {
        if (Approval.RefusalOf(by, mayApprove) is { } refusal) return refusal;
        DecisionNote = note;
        Follow(approve ? Approval.Approve(by, mayApprove, at) : Approval.Decline(by, mayApprove, at));
        if (!approve) ClosedAt = at;
        return null;
    }

    /// <summary>E9: the written confirmation after an oral exchange; a pending promise is not sent.</summary>
    public Refusal? ConfirmInWriting(WrittenConfirmation written)
    {
        if (!MaySendToCustomer)
            return Refusal.Conflict("promise.not-to-be-sent", $"This promise is {State.ToString().ToLowerInvariant()}; it must not be sent to the customer.");
        Written = written;
        return null;
    }

    public Refusal? Close(PromiseState end, string? result, DateTimeOffset at)
    {
        var allowed = State == PromiseState.Given || (State == PromiseState.Pending && end == PromiseState.Withdrawn);
        if (!allowed) return State == PromiseState.Pending ? Refusal.Conflict("promise.pending", "It does not count before it is approved; it can be withdrawn.") : Closed();
        (State, Result, ClosedAt, LookAt) = (end, result, at, null);
        return null;
    }

    /// <summary>It has just become overdue, or counts anew: a task comes first, and only the look after that one tells the manager.</summary>
    public bool WantsTask => TaskId is null || LookAt == DueAt;

    /// <summary>E9: overdue: a task first.</summary>
    public void NoteTask(Guid taskId, DateTimeOffset escalateAt) => (TaskId, LookAt) = (taskId, escalateAt > DueAt ? escalateAt : DueAt.AddTicks(1));

    /// <summary>E9: then the manager hears of it.</summary>
    public void NoteEscalation(DateTimeOffset at) => (EscalatedAt, LookAt) = (at, null);

    public void HandTo(string ownerId, string team) => (OwnerId, Team) = (ownerId, team);

    private void Follow(PromiseApproval approval)
    {
        Approval = approval;
        State = approval.Standing switch { PromiseStanding.Effective => PromiseState.Given, PromiseStanding.Declined => PromiseState.Refused, _ => PromiseState.Pending };
        CostMinor = approval.Terms.FirstOrDefault(term => term.Term == PromiseTerm.CostChange)?.Amount;
        // E9: of one time the manager hears once.
        LookAt = State == PromiseState.Given && EscalatedAt is null ? DueAt : null;
    }

    private Refusal Closed() => Refusal.Conflict("promise.closed", $"This promise is {State.ToString().ToLowerInvariant()} already.");
}

internal static class PromiseEvents
{
    public static PromiseChanged ToEvent(this Promise p, long version) => new(
        p.Id, version, p.CustomerId, p.OwnerId, p.Team, p.Text, EnumCode.Of(p.State), p.DueAt, p.CostMinor, p.CostMinor is null ? null : p.Currency);

    public static TimelineEntry ToEntry(this Promise p, string by, DateTimeOffset at) =>
        TimelineEntry.Of(TimelineKind.Promise, p.CustomerId, at, p.Id, EnumCode.Of(p.State), p.Text, by, new { state = p.State, p.DueAt, p.Result });
}
