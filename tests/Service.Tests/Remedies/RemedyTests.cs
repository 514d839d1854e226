using CrmPlatform.Service.Domain.Remedies;
using CsCheck;

namespace CrmPlatform.Service.Tests.Remedies;

public sealed class RemedyTests
{
    private static readonly Decider Li = new("li", ["agent"]);
    private static readonly Decider Wang = new("wang", ["agent", "manager"]);
    private static readonly Decider Chen = new("chen", ["admin"]);
    private static readonly RemedyLimits Limits = RemedyLimits.Default;

    [Theory]
    [InlineData(RemedyKind.Refund, 20_000, 0, RemedyState.Approved)]
    [InlineData(RemedyKind.Refund, 20_001, 0, RemedyState.AwaitingApproval)]
    [InlineData(RemedyKind.Refund, 10_000, 10_001, RemedyState.AwaitingApproval)]
    [InlineData(RemedyKind.Points, 1_000, 0, RemedyState.Approved)]
    [InlineData(RemedyKind.Discount, 1_001, 0, RemedyState.AwaitingApproval)]
    [InlineData(RemedyKind.Apology, 0, 0, RemedyState.Approved)]
    public void Within_the_limit_of_the_role_it_is_granted_at_once_and_above_it_waits(RemedyKind kind, long amount, long before, RemedyState expected) =>
        Assert.Equal(expected, Remedy.Propose(new RemedyTerms(kind, amount, "late"), Li, before, Limits).Value.State);

    [Fact]
    public void Nobody_approves_his_own_proposal_whatever_his_roles() =>
        Gen.Select(Gen.OneOf("agent", "sales", "manager", "admin").Array[0, 4], Gen.Long[1, 10_000_000]).Sample((roles, amount) =>
        {
            var outcome = Remedy.Propose(new RemedyTerms(RemedyKind.Refund, amount, "late"), new Decider("li", roles), 0, Limits);
            if (outcome.IsAccepted && outcome.Value.State == RemedyState.AwaitingApproval)
                Assert.Equal("remedy.four-eyes", outcome.Value.Approve(new Decider("li", ["admin"]), 0, Limits).Refusal?.Code);
            else
                Assert.True(outcome.Refusal is { Code: "remedy.beyond-every-limit" } || amount <= Limits.Of(roles, RemedyKind.Refund));
        });

    [Fact]
    public void Whatever_is_granted_is_within_the_limit_of_whoever_granted_it() =>
        Gen.Select(Gen.Enum<RemedyKind>(), Gen.Long[1, 10_000], Gen.Long[0, 6_000_000]).Sample((kind, amount, before) =>
        {
            var terms = new RemedyTerms(kind, kind == RemedyKind.Apology ? 0 : amount, "late");
            foreach (var proposer in new[] { Li, Wang, Chen })
            {
                if (Remedy.Propose(terms, proposer, before, Limits) is not { IsAccepted: true, Value: var remedy })
                    continue;
                foreach (var approver in new[] { Li, Wang, Chen })
                {
                    var decided = remedy.State == RemedyState.Approved ? remedy : remedy.Approve(approver, before, Limits) is { IsAccepted: true, Value: var approved } ? approved : null;
                    if (decided is null)
                        continue;
                    var decider = new[] { Li, Wang, Chen }.Single(d => d.Id == decided.DecidedBy);
                    Assert.True(kind == RemedyKind.Apology || before + amount <= Limits.Of(decider.Roles, kind));
                }
            }
        });

    [Fact]
    public void Above_the_limit_somebody_whose_limit_suffices_decides()
    {
        var remedy = Remedy.Propose(new RemedyTerms(RemedyKind.Refund, 600_000, "late"), Li, 0, Limits).Value;
        var refusal = remedy.Approve(Wang, 0, Limits).Refusal;
        Assert.Equal("remedy.beyond-limit", refusal?.Code);
        Assert.Contains("admin", refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal("chen", remedy.Approve(Chen, 0, Limits).Value.DecidedBy);
        Assert.Equal("remedy.beyond-limit", remedy.Approve(Chen, 4_500_000, Limits).Refusal?.Code);
        Assert.Equal("remedy.beyond-every-limit", Remedy.Propose(new RemedyTerms(RemedyKind.Refund, 6_000_000, "late"), Li, 0, Limits).Refusal?.Code);
        Assert.Equal("remedy.beyond-every-limit", Remedy.Propose(new RemedyTerms(RemedyKind.Refund, long.MaxValue, "late"), Li, 5, Limits).Refusal?.Code);
    }

    [Fact]
    public void A_remedy_is_booked_once()
    {
        var approved = Remedy.Propose(new RemedyTerms(RemedyKind.Points, 100, "late"), Li, 0, Limits).Value;
        var booked = approved.Book("ledger-7").Value;
        Assert.Equal(booked, booked.Book("ledger-7").Value);
        Assert.Equal("remedy.already-booked", booked.Book("ledger-8").Refusal?.Code);
        Assert.Equal("remedy.already-decided", booked.Withdraw("li").Refusal?.Code);
    }

    [Fact]
    public void A_decision_stands()
    {
        var waiting = Remedy.Propose(new RemedyTerms(RemedyKind.Points, 5_000, "late"), Li, 0, Limits).Value;
        Assert.Equal("remedy.not-approved", waiting.Book("x").Refusal?.Code);
        Assert.Equal("remedy.reason-missing", waiting.Reject(Wang, " ").Refusal?.Code);
        Assert.Equal("remedy.four-eyes", waiting.Reject(Li, "no").Refusal?.Code);
        var rejected = waiting.Reject(Wang, "too much").Value;
        Assert.Equal(("too much", false), (rejected.RejectedBecause, rejected.CountsAsGranted));
        Assert.Equal("remedy.already-decided", rejected.Approve(Chen, 0, Limits).Refusal?.Code);
        Assert.Equal("remedy.already-decided", rejected.Reject(Chen, "x").Refusal?.Code);
        Assert.Equal("remedy.not-yours", waiting.Withdraw("wang").Refusal?.Code);
        Assert.Equal(RemedyState.Withdrawn, waiting.Withdraw("li").Value.State);
        Assert.True(waiting.Approve(Wang, 0, Limits).Value.CountsAsGranted);
    }

    [Theory]
    [InlineData(RemedyKind.Refund, 0, "late", "amount")]
    [InlineData(RemedyKind.Apology, 5, "late", "amount")]
    [InlineData(RemedyKind.Discount, 10_001, "late", "amount")]
    [InlineData((RemedyKind)77, 1, "late", "kind")]
    [InlineData(RemedyKind.Refund, 1, "", "reason")]
    public void Terms_that_make_no_sense_are_refused(RemedyKind kind, long amount, string reason, string field) =>
        Assert.Equal([field], Remedy.Propose(new RemedyTerms(kind, amount, reason), Chen, 0, Limits).Refusal!.FieldNames());
}
