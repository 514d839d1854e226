using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Policy;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Desk;

/// <summary>E9: judges what the caller grants a customer by the policy in force.</summary>
internal sealed class PromiseDesk(EngagementDb db, Caller caller)
{
    public IReadOnlyCollection<PromiserRole> Roles => [.. caller.Roles.Select(role => EnumCode.TryParse<PromiserRole>(role, out var known) ? known : (PromiserRole?)null).OfType<PromiserRole>()];

    public async Task<PromisePolicy> PolicyAsync(CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredPolicy.Name, StoredPolicy.Default, cancellationToken);
        return new PromisePolicy((int)stored.Version, stored.Value.Limits);
    }

    public async Task<AbcClass> ClassAsync(Guid customerId, CancellationToken cancellationToken) =>
        await db.AllCustomers.Where(customer => customer.Id == customerId).Select(customer => customer.Class).SingleOrDefaultAsync(cancellationToken);

    /// <summary>By how much a grant is beyond what the caller may give and beyond what stands promised to the customer; null when it is not.</summary>
    public async Task<PolicyExcess?> ExcessAsync(Guid customerId, PromiseTerm term, long amount, CancellationToken cancellationToken)
    {
        var policy = await PolicyAsync(cancellationToken);
        if (policy.Excesses([new PromisedTerm(term, amount)], Roles, await ClassAsync(customerId, cancellationToken)) is not [var excess, ..]) return null;
        var given = await db.Promises.IgnoreQueryFilters().AsNoTracking().Where(p => p.CustomerId == customerId && p.State == PromiseState.Given).ToListAsync(cancellationToken);
        return given.Any(promise => promise.MaySendToCustomer && promise.Approval.Terms.Any(promised => promised.Term == term && promised.Amount >= amount)) ? null : excess;
    }
}
