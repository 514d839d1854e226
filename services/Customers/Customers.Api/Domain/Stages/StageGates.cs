using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>C9: the order of the stages and what leaving each of them asks for.</summary>
public static class StageGates
{
    /// <summary>We check the customer, the customer checks us.</summary>
    public static IReadOnlyList<EvidenceKind> TwoWayCheck { get; } =
    [
        EvidenceKind.NeedChecked, EvidenceKind.AbilityToPayChecked, EvidenceKind.PaymentCreditChecked,
        EvidenceKind.ReputationChecked, EvidenceKind.ReliabilityChecked, EvidenceKind.AfterSalesChecked,
    ];

    /// <summary>The only stage to go to: the one after this, null after the last; a relationship that has ended goes back to the one it ended from.</summary>
    public static RelationshipStage? Next(RelationshipStage stage, bool hasEnded) => hasEnded ? stage : stage == RelationshipStage.Mature ? null : stage + 1;

    public static IReadOnlyList<EvidenceKind> ToLeave(RelationshipStage stage) => stage switch
    {
        RelationshipStage.Stranger => [EvidenceKind.CustomerPlanMade, EvidenceKind.PhoneInvitationAnswered],
        RelationshipStage.Establishing => [EvidenceKind.VisitHeld, EvidenceKind.FieldStudyMade, EvidenceKind.ProposalSent],
        RelationshipStage.Evaluating => [EvidenceKind.DemoGiven, EvidenceKind.TechnicalExchangeHeld, .. TwoWayCheck],
        // C9: mature is reached by one thing only, a signed contract.
        RelationshipStage.Growing => [EvidenceKind.NeedsAnalysed, EvidenceKind.FormalDesignMade, EvidenceKind.EvaluationPassed, EvidenceKind.ContractSigned],
        _ => [],
    };

    /// <summary>What is still missing before the next stage; a relationship is reopened without evidence.</summary>
    public static IReadOnlyList<EvidenceKind> Missing(RelationshipStage stage, bool hasEnded, IReadOnlySet<EvidenceKind> gathered) =>
        hasEnded ? [] : [.. ToLeave(stage).Where(kind => !gathered.Contains(kind))];

    /// <summary>C9: no stage is skipped and none is left without its evidence; the refusal names both.</summary>
    public static Refusal? Refuse(RelationshipStage from, bool hasEnded, RelationshipStage to, IReadOnlySet<EvidenceKind> gathered)
    {
        var next = Next(from, hasEnded);
        var missing = Missing(from, hasEnded, gathered).Select(EnumCode.Of).ToList();
        (string, object?)[] facts = [("stage", EnumCode.Of(from)), ("allowedNext", EnumCode.OfNullable(next)), ("missingEvidence", missing)];
        if (hasEnded) return Refusal.Conflict("stage.ended", $"The relationship ended in {EnumCode.Of(from)}; reopen it first.", facts);
        if (next is null) return Refusal.Conflict("stage.last", "The relationship is mature; no stage comes after it.", facts);
        if (to != next)
        {
            return Refusal.Conflict("stage.not-next",
                $"From {EnumCode.Of(from)} the only move is to {EnumCode.Of(next.Value)}{(missing.Count == 0 ? "" : $", which still needs: {string.Join(", ", missing)}")}.", facts);
        }
        return missing.Count == 0
            ? null
            : Refusal.Conflict("stage.evidence-missing", $"Before {EnumCode.Of(to)} this is still needed: {string.Join(", ", missing)}.", facts);
    }
}
