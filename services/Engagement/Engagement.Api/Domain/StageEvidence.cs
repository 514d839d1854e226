using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Domain.Activities;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>What the gates of the relationship stages ask for (C9), as it is gathered here.</summary>
public enum StageEvidence
{
    [Names("Phone invitation answered", "电话邀约已获回应", "電話邀約已獲回應")] PhoneInvitationAnswered,
    [Names("Visit held", "已拜访", "已拜訪")] VisitHeld,
    [Names("First field study made", "已初步调研", "已初步調研")] FieldStudyMade,
    [Names("Initial proposal sent", "已提交初步方案", "已提交初步方案")] ProposalSent,
    [Names("Demo given", "已演示", "已演示")] DemoGiven,
    [Names("Technical exchange held", "已技术交流", "已技術交流")] TechnicalExchangeHeld,
    [Names("Their need checked by us", "已核实对方需求", "已核實對方需求")] NeedChecked,
    [Names("Their ability to pay checked by us", "已核实对方支付能力", "已核實對方支付能力")] AbilityToPayChecked,
    [Names("Their payment credit checked by us", "已核实对方付款信用", "已核實對方付款信用")] PaymentCreditChecked,
    [Names("Our reputation checked by them", "对方已考察我方信誉", "對方已考察我方信譽")] ReputationChecked,
    [Names("Our reliability checked by them", "对方已考察我方可靠性", "對方已考察我方可靠性")] ReliabilityChecked,
    [Names("Our after-sales checked by them", "对方已考察我方售后", "對方已考察我方售後")] AfterSalesChecked,
    [Names("Needs analysed", "已做需求分析", "已做需求分析")] NeedsAnalysed,
    [Names("Formal design made", "已出正式设计", "已出正式設計")] FormalDesignMade,
    [Names("Evaluation passed", "已通过评审", "已通過評審")] EvaluationPassed,
}

internal static class StageEvidenceEvents
{
    /// <summary>C9: a held visit is shown by a visit and an answered invitation by a call, and by nothing else that is said of another kind.</summary>
    public static Refusal? CheckEvidence(this ActivityKind kind, IReadOnlyList<StageEvidence>? evidence)
    {
        foreach (var claimed in evidence ?? [])
        {
            ActivityKind? own = claimed switch { StageEvidence.VisitHeld => ActivityKind.Visit, StageEvidence.PhoneInvitationAnswered => ActivityKind.Call, _ => null };
            if (own is { } only && only != kind)
                return Refusal.Invalid("evidence", "activity.evidence-of-other-kind", $"'{EnumCode.Of(claimed)}' is shown by a {EnumCode.Of(only)} alone, entered at /api/v1/{EnumCode.Of(only)}s.");
        }
        return null;
    }

    public static StageEvidenceGathered ToEvent(this StageEvidence kind, Guid customerId, Guid sourceId, string by, DateTimeOffset at) =>
        new(customerId, EnumCode.Of(kind), sourceId, by, at);
}
