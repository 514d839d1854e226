using CrmPlatform.Customers.Domain;
using static CrmPlatform.Customers.Domain.EvidenceKind;

namespace CrmPlatform.Customers.Tests.Stages;

/// <summary>C9 as a table: every move from every stage, with and without its evidence.</summary>
public sealed class StageRules
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<EvidenceKind> Everything = [.. Enum.GetValues<EvidenceKind>()];

    public static TheoryData<RelationshipStage, RelationshipStage> AllMoves()
    {
        var moves = new TheoryData<RelationshipStage, RelationshipStage>();
        foreach (var from in Enum.GetValues<RelationshipStage>())
            foreach (var to in Enum.GetValues<RelationshipStage>()) moves.Add(from, to);
        return moves;
    }

    [Theory]
    [MemberData(nameof(AllMoves))]
    public void With_all_evidence_only_the_next_stage_can_be_reached(RelationshipStage from, RelationshipStage to)
    {
        var customer = At(from);
        var refusal = customer.Advance(to, Everything, null, "nora", Now);
        Assert.Equal(to == from + 1, refusal is null);
        Assert.Equal(refusal is null ? to : from, customer.Stage);
        if (refusal is not null) Assert.Equal(from == RelationshipStage.Mature ? "stage.last" : "stage.not-next", refusal.Code);
    }

    [Theory]
    [MemberData(nameof(AllMoves))]
    public void Without_evidence_no_stage_can_be_left(RelationshipStage from, RelationshipStage to)
    {
        var customer = At(from);
        Assert.NotNull(customer.Advance(to, new HashSet<EvidenceKind>(), null, "nora", Now));
        Assert.Equal(from, customer.Stage);
    }

    public static TheoryData<RelationshipStage, EvidenceKind[]> Gates() => new()
    {
        { RelationshipStage.Stranger, [CustomerPlanMade, PhoneInvitationAnswered] },
        { RelationshipStage.Establishing, [VisitHeld, FieldStudyMade, ProposalSent] },
        {
            RelationshipStage.Evaluating,
            [DemoGiven, TechnicalExchangeHeld, NeedChecked, AbilityToPayChecked, PaymentCreditChecked, ReputationChecked, ReliabilityChecked, AfterSalesChecked]
        },
        { RelationshipStage.Growing, [NeedsAnalysed, FormalDesignMade, EvaluationPassed, ContractSigned] },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void Each_gate_needs_each_of_its_evidence_and_nothing_else(RelationshipStage from, EvidenceKind[] gate)
    {
        Assert.Null(At(from).Advance(from + 1, gate.ToHashSet(), null, "nora", Now));
        foreach (var lacking in gate)
        {
            var customer = At(from);
            var refusal = customer.Advance(from + 1, Everything.Except([lacking]).ToHashSet(), null, "nora", Now);
            Assert.Equal("stage.evidence-missing", refusal?.Code);
            var missing = Assert.IsAssignableFrom<IEnumerable<string>>(refusal!.Facts!["missingEvidence"]);
            Assert.Equal([ServiceDefaults.Vocabulary.EnumCode.Of(lacking)], missing);
            Assert.Equal(ServiceDefaults.Vocabulary.EnumCode.Of(from + 1), refusal.Facts["allowedNext"]);
        }
    }

    [Theory]
    [InlineData(RelationshipStage.Stranger)]
    [InlineData(RelationshipStage.Establishing)]
    [InlineData(RelationshipStage.Evaluating)]
    [InlineData(RelationshipStage.Growing)]
    [InlineData(RelationshipStage.Mature)]
    public void Any_stage_can_end_and_is_reopened_into_itself(RelationshipStage stage)
    {
        var customer = At(stage);
        Assert.Equal("stage.not-ended", customer.ReopenRelationship(null, "nora", Now)?.Code);
        Assert.Null(customer.EndRelationship("moved away", "nora", Now));
        Assert.Equal("stage.ended", customer.EndRelationship("again", "nora", Now)?.Code);
        Assert.Equal("stage.ended", customer.Advance(stage + 1, Everything, null, "nora", Now)?.Code);
        Assert.Null(customer.ReopenRelationship("came back", "nora", Now));
        Assert.Equal(stage, customer.Stage);
        Assert.Null(customer.EndedAt);
    }

    private static Customer At(RelationshipStage stage)
    {
        var customer = Customer.Open(
            new CustomerData { Kind = CustomerKind.Organisation, Role = CustomerRole.Supplier, Name = "X", Grade = ValueGrade.Ordinary, Team = "north" }, "ada", Now, Now);
        while (customer.Stage != stage) Assert.Null(customer.Advance(customer.Stage + 1, Everything, null, "ada", Now));
        return customer;
    }
}
