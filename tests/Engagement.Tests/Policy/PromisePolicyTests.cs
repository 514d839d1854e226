using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CsCheck;

namespace CrmPlatform.Engagement.Tests.Policy;

public class PromisePolicyTests
{
    private const string Author = "li";
    private const string Colleague = "wang";
    private static readonly DateTimeOffset Noon = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    private static PromiseApproval Promise(PromiserRole role, AbcClass customerClass, params PromisedTerm[] terms) =>
        PromiseApproval.Judge(PromisePolicy.Default, Author, [role], customerClass, terms);

    [Theory]
    [InlineData(PromiseTerm.Discount, PromiserRole.Sales, AbcClass.A, 1500, PromiseStanding.Effective)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Sales, AbcClass.A, 1501, PromiseStanding.Pending)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Sales, AbcClass.B, 800, PromiseStanding.Effective)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Sales, AbcClass.B, 801, PromiseStanding.Pending)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Sales, AbcClass.C, 300, PromiseStanding.Effective)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Sales, AbcClass.C, 301, PromiseStanding.Pending)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Manager, AbcClass.C, 1000, PromiseStanding.Effective)]
    [InlineData(PromiseTerm.Discount, PromiserRole.Agent, AbcClass.A, 1, PromiseStanding.Pending)]
    [InlineData(PromiseTerm.PaymentDays, PromiserRole.Sales, AbcClass.A, 60, PromiseStanding.Effective)]
    [InlineData(PromiseTerm.PaymentDays, PromiserRole.Sales, AbcClass.C, 31, PromiseStanding.Pending)] // the line for all classes
    [InlineData(PromiseTerm.CostChange, PromiserRole.Sales, AbcClass.A, 1, PromiseStanding.Pending)]
    [InlineData(PromiseTerm.CostChange, PromiserRole.Manager, AbcClass.B, 500_000, PromiseStanding.Effective)]
    public void What_is_within_the_policy_counts_and_what_is_beyond_waits(
        PromiseTerm term, PromiserRole role, AbcClass customerClass, long amount, PromiseStanding standing)
    {
        var promise = Promise(role, customerClass, new PromisedTerm(term, amount));
        Assert.Equal(standing, promise.Standing);
        Assert.Equal(standing == PromiseStanding.Effective, promise.MaySendToCustomer);
    }

    [Fact]
    public void Every_term_beyond_the_policy_is_named_with_what_would_be_right()
    {
        var promise = Promise(PromiserRole.Sales, AbcClass.B,
            new(PromiseTerm.Discount, 900), new(PromiseTerm.PaymentDays, 20), new(PromiseTerm.CostChange, 100));
        Assert.Equal([new PolicyExcess(PromiseTerm.Discount, 900, 800), new(PromiseTerm.CostChange, 100, 0)], promise.Excesses);
        Assert.Equal(1, promise.PolicyVersion);
    }

    [Fact]
    public void Of_several_roles_the_most_generous_counts_and_without_one_nothing_is_granted()
    {
        Assert.Equal(2000, PromisePolicy.Default.Most(PromiseTerm.Discount, [PromiserRole.Sales, PromiserRole.Manager], AbcClass.A));
        Assert.Equal(0, PromisePolicy.Default.Most(PromiseTerm.Discount, [], AbcClass.A));
        Assert.Equal(0, new PromisePolicy(1, []).Most(PromiseTerm.Discount, [PromiserRole.Admin], AbcClass.A));
    }

    [Theory]
    [InlineData(true, true, "promise.author-cannot-approve")]
    [InlineData(true, false, "promise.author-cannot-approve")]
    [InlineData(false, false, "promise.approval-not-permitted")]
    [InlineData(false, true, null)]
    public void A_promise_is_approved_by_somebody_permitted_who_is_not_its_author(bool isAuthor, bool mayApprove, string? code)
    {
        var promise = Promise(PromiserRole.Sales, AbcClass.C, new PromisedTerm(PromiseTerm.Discount, 2000));
        var person = isAuthor ? Author : Colleague;
        Assert.Equal(code, promise.RefusalOf(person, mayApprove)?.Code);
        if (code is not null)
        {
            Assert.Throws<InvalidOperationException>(() => promise.Approve(person, mayApprove, Noon));
            return;
        }
        var approved = promise.Approve(person, mayApprove, Noon);
        Assert.True(approved.MaySendToCustomer);
        Assert.Equal((Colleague, Noon), (approved.DecidedBy, approved.DecidedAt));
        Assert.Equal("promise.not-pending", approved.RefusalOf(Colleague, true)?.Code);
        Assert.False(promise.Decline(person, mayApprove, Noon).MaySendToCustomer);
    }

    [Fact]
    public void An_approval_covers_lower_terms_but_not_higher_or_other_ones()
    {
        var approved = Promise(PromiserRole.Sales, AbcClass.C, new PromisedTerm(PromiseTerm.Discount, 2000)).Approve(Colleague, true, Noon);
        PromiseApproval Revise(PromiseTerm term, long amount) =>
            approved.Revise(PromisePolicy.Default, Author, [PromiserRole.Sales], AbcClass.C, [new(term, amount)]);
        Assert.True(Revise(PromiseTerm.Discount, 1500).MaySendToCustomer);
        Assert.False(Revise(PromiseTerm.Discount, 2001).MaySendToCustomer);
        Assert.False(Revise(PromiseTerm.CostChange, 1500).MaySendToCustomer);
        Assert.True(Revise(PromiseTerm.PaymentDays, 30).MaySendToCustomer); // within policy anyway
    }

    [Fact]
    public void Whoever_changes_a_promise_cannot_approve_it_and_neither_can_its_first_author()
    {
        var changed = Promise(PromiserRole.Sales, AbcClass.C, new PromisedTerm(PromiseTerm.Discount, 2000))
            .Revise(PromisePolicy.Default, Colleague, [PromiserRole.Sales], AbcClass.C, [new(PromiseTerm.Discount, 3000)]);
        Assert.Equal("promise.author-cannot-approve", changed.RefusalOf(Colleague, true)?.Code);
        Assert.Equal("promise.author-cannot-approve", changed.RefusalOf(Author, true)?.Code);
        Assert.Null(changed.RefusalOf("zhao", true));
    }

    [Fact]
    public void Less_is_never_refused_where_more_is_granted()
    {
        Gen.Select(Any.Of<PromiseTerm>(), Any.Of<PromiserRole>(),
            Any.Of<AbcClass>(), Gen.Long[0, 6_000_000], Gen.Long[0, 6_000_000]).Sample((term, role, customerClass, a, b) =>
        {
            var more = Promise(role, customerClass, new PromisedTerm(term, Math.Max(a, b)));
            var less = Promise(role, customerClass, new PromisedTerm(term, Math.Min(a, b)));
            Assert.True(less.MaySendToCustomer || !more.MaySendToCustomer);
        });
    }

    [Fact]
    public void A_policy_is_data_that_is_checked()
    {
        Assert.Empty(PromisePolicy.Default.Problems());
        var bad = new PromisePolicy(2,
        [
            new(PromiseTerm.Discount, PromiserRole.Sales, 10_001),
            new(PromiseTerm.PaymentDays, PromiserRole.Sales, -1),
            new(PromiseTerm.PaymentDays, PromiserRole.Sales, 5),
        ]);
        Assert.Equal(["policy.limit-negative", "policy.discount-above-whole", "policy.limit-repeated"], bad.Problems());
        Assert.Throws<ArgumentException>(() => Promise(PromiserRole.Sales, AbcClass.A, new(PromiseTerm.Discount, 1), new(PromiseTerm.Discount, 2)));
        Assert.Throws<ArgumentException>(() => Promise(PromiserRole.Sales, AbcClass.A, new PromisedTerm(PromiseTerm.Discount, -1)));
    }
}
