using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Policy;

/// <summary>What a promise grants the customer.</summary>
public enum PromiseTerm
{
    [Names("Discount", "折扣", "折扣")] Discount,
    [Names("Days of payment", "账期", "賬期")] PaymentDays,
    [Names("Cost change", "增加费用", "增加費用")] CostChange,
}

/// <summary>Roles for which the policy has limits.</summary>
public enum PromiserRole
{
    [Names("Agent", "客服人员", "客服人員")] Agent,
    [Names("Sales", "销售人员", "銷售人員")] Sales,
    [Names("Manager", "经理", "經理")] Manager,
    [Names("Administrator", "管理员", "管理員")] Admin,
}

/// <summary>One limit of the policy. A null class holds for all classes without a line of their own.</summary>
/// <param name="Most">Basis points of discount, days until payment, or minor units of the base currency of cost taken over.</param>
internal sealed record PolicyLimit(PromiseTerm Term, PromiserRole Role, long Most, AbcClass? Class = null);

/// <summary>What is promised, in the units of <see cref="PolicyLimit.Most"/>; several terms may stand in one promise, each once.</summary>
internal sealed record PromisedTerm(PromiseTerm Term, long Amount);

/// <summary>A term beyond what its author may grant alone.</summary>
internal sealed record PolicyExcess(PromiseTerm Term, long Promised, long Most);

/// <summary>E9: up to where a person may promise alone. The limits are data with a version; what no line allows needs approval.</summary>
internal sealed record PromisePolicy(int Version, IReadOnlyList<PolicyLimit> Limits)
{
    /// <summary>The limits the service begins with.</summary>
    public static PromisePolicy Default { get; } = DomainData.Embedded<PromisePolicy>("promise-policy.json");

    /// <summary>What is wrong with a policy, as stable codes; empty when it can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var codes = new List<string>();
        if (Limits.Any(limit => limit.Most < 0)) codes.Add("policy.limit-negative");
        if (Limits.Any(limit => limit is { Term: PromiseTerm.Discount, Most: > 10_000 })) codes.Add("policy.discount-above-whole");
        if (Limits.DistinctBy(limit => (limit.Term, limit.Role, limit.Class)).Count() != Limits.Count) codes.Add("policy.limit-repeated");
        return codes;
    }

    /// <summary>
    /// Up to what somebody with these roles may promise a customer of a class; the most generous role counts. 0 where nothing is
    /// said.
    /// </summary>
    public long Most(PromiseTerm term, IEnumerable<PromiserRole> roles, AbcClass customerClass) =>
        roles.Select(role =>
            Limits.FirstOrDefault(limit => limit.Term == term && limit.Role == role && limit.Class == customerClass)
            ?? Limits.FirstOrDefault(limit => limit.Term == term && limit.Role == role && limit.Class is null))
            .Max(limit => limit?.Most) ?? 0;

    /// <summary>The terms beyond the policy; none: the promise counts at once.</summary>
    public IReadOnlyList<PolicyExcess> Excesses(
        IEnumerable<PromisedTerm> promised, IReadOnlyCollection<PromiserRole> roles, AbcClass customerClass) =>
        [.. promised
            .Select(term => new PolicyExcess(term.Term, term.Amount, Most(term.Term, roles, customerClass)))
            .Where(excess => excess.Promised > excess.Most)];
}
