using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Policy;

/// <summary>Whether a promise counts.</summary>
public enum PromiseStanding
{
    [Names("Waiting for approval", "待审批", "待審批")] Pending,
    [Names("Effective", "已生效", "已生效")] Effective,
    [Names("Declined", "已驳回", "已駁回")] Declined,
}

/// <summary>
/// E9: a promise beyond policy is pending until somebody with the permission, who is not its author, approves it;
/// until then it must not be sent to the customer. An approval is of the terms as they were: changed terms are judged anew.
/// </summary>
/// <param name="Authors">Who made the promise, and who changed it since, by token subject.</param>
/// <param name="PolicyVersion">The policy it was judged by; a later one does not reach back.</param>
/// <param name="DecidedBy">Who approved or declined; null for a promise within policy and a pending one.</param>
internal sealed record PromiseApproval(
    PromiseStanding Standing, IReadOnlyList<string> Authors, IReadOnlyList<PromisedTerm> Terms,
    IReadOnlyList<PolicyExcess> Excesses, int PolicyVersion,
    string? DecidedBy = null, DateTimeOffset? DecidedAt = null)
{
    public bool MaySendToCustomer => Standing == PromiseStanding.Effective;

    /// <summary>Judges a promise by its author's roles and the customer's class.</summary>
    /// <exception cref="ArgumentException">A term stands twice or is negative.</exception>
    public static PromiseApproval Judge(
        PromisePolicy policy, string author, IReadOnlyCollection<PromiserRole> roles, AbcClass customerClass, IReadOnlyList<PromisedTerm> terms)
    {
        if (terms.DistinctBy(term => term.Term).Count() != terms.Count) throw new ArgumentException("promise.term-repeated", nameof(terms));
        if (terms.Any(term => term.Amount < 0)) throw new ArgumentException("promise.term-negative", nameof(terms));
        var excesses = policy.Excesses(terms, roles, customerClass);
        return new(excesses.Count == 0 ? PromiseStanding.Effective : PromiseStanding.Pending, [author], terms, excesses, policy.Version);
    }

    /// <summary>Why this person cannot decide on the promise; null when they can.</summary>
    public Refusal? RefusalOf(string person, bool mayApprove)
    {
        if (Standing != PromiseStanding.Pending)
            return Refusal.Conflict("promise.not-pending", "Only a pending promise is approved or declined.");
        // E9: not by its author, whatever else they may do.
        if (Authors.Contains(person))
            return Refusal.Forbidden("promise.author-cannot-approve", "A promise is approved by somebody other than its author.");
        return mayApprove ? null : Refusal.Forbidden("promise.approval-not-permitted", "The permission to approve promises is missing.");
    }

    /// <exception cref="InvalidOperationException">See <see cref="RefusalOf"/>.</exception>
    public PromiseApproval Approve(string by, bool mayApprove, DateTimeOffset at) => Decide(PromiseStanding.Effective, by, mayApprove, at);

    /// <inheritdoc cref="Approve"/>
    public PromiseApproval Decline(string by, bool mayApprove, DateTimeOffset at) => Decide(PromiseStanding.Declined, by, mayApprove, at);

    /// <summary>
    /// Other terms for the same promise, judged by today's policy. Whoever changes them becomes an author too and so cannot approve it.
    /// Approved terms that are only lowered stay approved.
    /// </summary>
    public PromiseApproval Revise(
        PromisePolicy policy, string reviser, IReadOnlyCollection<PromiserRole> roles, AbcClass customerClass, IReadOnlyList<PromisedTerm> terms)
    {
        var revised = Judge(policy, reviser, roles, customerClass, terms);
        var covered = Standing == PromiseStanding.Effective
            && terms.All(term => Terms.FirstOrDefault(before => before.Term == term.Term) is { } before && term.Amount <= before.Amount);
        var authors = Authors.Contains(reviser) ? Authors : [.. Authors, reviser];
        return covered ? this with { Terms = terms, Authors = authors } : revised with { Authors = authors };
    }

    private PromiseApproval Decide(PromiseStanding standing, string by, bool mayApprove, DateTimeOffset at)
    {
        if (RefusalOf(by, mayApprove) is { } refusal) throw new InvalidOperationException($"{refusal.Code}: {refusal.Detail}");
        return this with { Standing = standing, DecidedBy = by, DecidedAt = at };
    }
}
