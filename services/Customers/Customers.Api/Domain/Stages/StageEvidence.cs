using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum EvidenceOrigin
{
    [Names("Event", "系统事件", "系統事件")] Event,
    [Names("Recorded by hand", "人工记录", "人工記錄")] ByHand,
}

/// <summary>Something that happened and opens a gate (C9): gathered from an event, or recorded by hand with a reason.</summary>
public sealed class StageEvidence : Entity, IHasHistory
{
    private StageEvidence() { }

    public Guid CustomerId { get; private set; }

    public EvidenceKind Kind { get; private set; }

    public EvidenceOrigin Origin { get; private set; }

    /// <summary>The visit, call, contract or plan it rests on.</summary>
    public Guid? SourceId { get; private set; }

    public string? Reason { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static StageEvidence FromEvent(Guid customerId, EvidenceKind kind, Guid sourceId, string by, DateTimeOffset at) =>
        new() { CustomerId = customerId, Kind = kind, Origin = EvidenceOrigin.Event, SourceId = sourceId, By = by, At = at };

    public static StageEvidence ByHand(Guid customerId, EvidenceKind kind, string reason, string by, DateTimeOffset at) =>
        new() { CustomerId = customerId, Kind = kind, Origin = EvidenceOrigin.ByHand, Reason = reason, By = by, At = at };

    public void ForgetReason() => Reason = Reason is null ? null : "erased";
}
