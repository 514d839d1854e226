using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain.Timelines;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Interventions;

/// <summary>I5: what came of it.</summary>
public enum InterventionOutcome
{
    [Names("Retained", "已挽留", "已挽留")] Retained,
    [Names("Lost", "已流失", "已流失")] Lost,
    [Names("False alarm", "误报", "誤報")] FalseAlarm,
    [Names("Not reached", "未联系上", "未聯絡上")] NotReached,
}

/// <summary>Why a customer may be lost, in words.</summary>
internal sealed record WarningReason(string Code, Wording Words);

/// <summary>I5: what is undertaken after a churn warning; one for each warning.</summary>
internal sealed class Intervention : CustomerThing, IHasHistory
{
    private Intervention() { }

    public Guid WarningId { get; private set; }

    /// <summary>Probability that the customer is still alive, 0 to 1.</summary>
    public double Probability { get; private set; }

    public IReadOnlyList<WarningReason> Reasons { get; private set; } = [];

    public long ValueAtRiskMinor { get; private set; }

    public string Currency { get; private set; } = "";

    public string ProposedAction { get; private set; } = "";

    public string? OwnerId { get; private set; }

    public string Team { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private set; }

    public Guid TaskId { get; private set; }

    public InterventionOutcome? Outcome { get; private set; }

    /// <summary>What was done.</summary>
    public string? Note { get; private set; }

    public string? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static Intervention Open(Guid customerId, string? ownerId, string team, Guid warningId, double probability, IReadOnlyList<WarningReason> reasons,
        long valueAtRiskMinor, string currency, string proposedAction, Guid taskId, DateTimeOffset now)
    {
        var intervention = new Intervention
        {
            WarningId = warningId, Probability = probability, Reasons = reasons, ValueAtRiskMinor = valueAtRiskMinor, Currency = currency, ProposedAction = proposedAction,
            OwnerId = ownerId, Team = team, TaskId = taskId, OpenedAt = now,
        };
        intervention.Belong(customerId);
        return intervention;
    }

    public Refusal? End(InterventionOutcome outcome, string? note, string by, DateTimeOffset at)
    {
        if (EndedAt is not null) return Refusal.Conflict("intervention.ended", "This intervention has ended.");
        (Outcome, Note, EndedBy, EndedAt) = (outcome, note, by, at);
        return null;
    }

    /// <summary>C20: nobody is left to be kept; nothing came of it, and it is none that anybody would measure by.</summary>
    public void GiveUp(string by, DateTimeOffset at)
    {
        if (EndedAt is null) (EndedBy, EndedAt) = (by, at);
    }

    public void HandTo(string? ownerId, string team) => (OwnerId, Team) = (ownerId, team);

    public InterventionEnded ToEvent() => new(WarningId, CustomerId, EnumCode.Of(Outcome!.Value), EndedBy!, EndedAt!.Value);

    public TimelineEntry ToEntry() => TimelineEntry.Of(TimelineKind.Intervention, CustomerId, EndedAt!.Value, Id, EnumCode.Of(Outcome!.Value), Note, EndedBy, new { outcome = Outcome, ProposedAction });
}
