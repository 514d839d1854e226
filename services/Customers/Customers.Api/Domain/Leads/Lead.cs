using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum LeadState
{
    [Names("Open", "跟进中", "跟進中")] Open,
    [Names("Converted", "已转化", "已轉化")] Converted,
    [Names("Disqualified", "已排除", "已排除")] Disqualified,
}

/// <summary>C7: why nothing came of a lead.</summary>
public enum LeadLoss
{
    [Names("No need", "无需求", "無需求")] NoNeed,
    [Names("No money", "无购买力", "無購買力")] NoMoney,
    [Names("No authority", "无决定权", "無決定權")] NoAuthority,
    [Names("Bought elsewhere", "选择了竞争对手", "選擇了競爭對手")] Competitor,
    [Names("Could not be reached", "无法联系", "無法聯繫")] Unreachable,
    [Names("Known already", "重复线索", "重複線索")] Duplicate,
    [Names("Other", "其他", "其他")] Other,
}

/// <summary>A lead (C7): how a customer's file came to us, and what became of it.</summary>
public sealed class Lead : Entity, IHasHistory
{
    private Lead() { }

    public Guid CustomerId { get; private set; }

    public LeadSource Source { get; private set; }

    public LeadState State { get; private set; }

    /// <summary>The campaign, exhibition or list it came from.</summary>
    public string? Campaign { get; private set; }

    /// <summary>Engagement's campaign it came from: what it cost is shared by its leads (I11).</summary>
    public Guid? CampaignId { get; private set; }

    public string? Note { get; private set; }

    public LeadLoss? Loss { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The request of another service that made it, so that a repetition finds it.</summary>
    [Untold(Entirely = true)]
    public Guid? RequestId { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    public static Lead Enter(Guid customerId, LeadSource source, string? campaign, Guid? campaignId, string? note, string by, DateTimeOffset at, Guid? requestId = null) =>
        new() { CustomerId = customerId, Source = source, Campaign = campaign, CampaignId = campaignId, Note = note, CreatedBy = by, CreatedAt = at, RequestId = requestId };

    public Refusal? Convert(string by, DateTimeOffset at)
    {
        if (RefuseUnlessOpen() is { } refusal) return refusal;
        (State, ClosedBy, ClosedAt) = (LeadState.Converted, by, at);
        return null;
    }

    /// <summary>C7: with a reason, always.</summary>
    public Refusal? Disqualify(LeadLoss loss, string? reason, string by, DateTimeOffset at)
    {
        if (RefuseUnlessOpen() is { } refusal) return refusal;
        if (loss == LeadLoss.Other && string.IsNullOrWhiteSpace(reason))
            return Refusal.Invalid("reason", "lead.reason-missing", "For another reason than the listed ones, say in words which.");
        (State, Loss, Reason, ClosedBy, ClosedAt) = (LeadState.Disqualified, loss, reason, by, at);
        return null;
    }

    /// <summary>Somebody was wrong about it, or things have changed.</summary>
    public Refusal? Reopen()
    {
        if (State != LeadState.Disqualified) return Refusal.Conflict("lead.not-disqualified", "Only a disqualified lead is reopened.", ("state", EnumCode.Of(State)));
        (State, Loss, Reason, ClosedBy, ClosedAt) = (LeadState.Open, null, null, null, null);
        return null;
    }

    private Refusal? RefuseUnlessOpen() => State == LeadState.Open
        ? null
        : Refusal.Conflict("lead.closed", $"This lead is {EnumCode.Of(State)} already.", ("state", EnumCode.Of(State)));
}

/// <summary>How many of a source's leads became customers.</summary>
/// <param name="Received">All leads of the source in the period.</param>
/// <param name="Rate">Converted of all received, 0 to 1.</param>
/// <param name="DecidedRate">Converted of those that are decided, 0 to 1; null while none is.</param>
public sealed record SourceConversion(LeadSource Source, int Received, int Open, int Converted, int Disqualified, double Rate, double? DecidedRate)
{
    public static SourceConversion Of(LeadSource source, int open, int converted, int disqualified)
    {
        var (received, decided) = (open + converted + disqualified, converted + disqualified);
        return new SourceConversion(source, received, open, converted, disqualified,
            received == 0 ? 0 : (double)converted / received, decided == 0 ? null : (double)converted / decided);
    }
}
