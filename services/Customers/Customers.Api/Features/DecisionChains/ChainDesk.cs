using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.DecisionChains;

/// <summary>C11: reads the decision chain and changes it, one step a time, each against the version that was seen.</summary>
internal sealed class ChainDesk(CustomersDb db, IOptions<CustomersOptions> options, TimeProvider time, IHttpContextAccessor http)
{
    public static async Task<Results<Ok<DecisionChainView>, Missing>> GetAsync(Guid id, CustomersDb db, ChainDesk desk, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var chain = await db.DecisionChains.AsNoTracking().SingleOrDefaultAsync(c => c.CustomerId == id, cancellationToken);
        return TypedResults.Ok(await desk.ViewAsync(chain ?? DecisionChain.Of(id), cancellationToken));
    }

    public static Task<Results<Ok<DecisionChainView>, Missing, Invalid, Refused, Stale>> PlaceAsync(
        Guid id, Guid contactId, ChainMemberRequest request, IfMatch ifMatch, ChainDesk desk, CancellationToken cancellationToken) =>
        desk.DoAsync(id, ifMatch, chain => desk.PlaceAsync(chain, contactId, request, cancellationToken), cancellationToken);

    public static Task<Results<Ok<DecisionChainView>, Missing, Invalid, Refused, Stale>> RemoveAsync(
        Guid id, Guid contactId, IfMatch ifMatch, ChainDesk desk, CancellationToken cancellationToken) =>
        desk.DoAsync(id, ifMatch, chain => Task.FromResult(chain.Remove(contactId) ? null : NotInChain()), cancellationToken);

    public static Task<Results<Ok<DecisionChainView>, Missing, Invalid, Refused, Stale>> DescribeAsync(
        Guid id, ModeFactors factors, IfMatch ifMatch, ChainDesk desk, CancellationToken cancellationToken) =>
        desk.DoAsync(id, ifMatch, chain =>
        {
            chain.Describe(factors);
            return Task.FromResult<Refusal?>(null);
        }, cancellationToken);

    /// <summary>A fact that is added, so it needs no version.</summary>
    public static Task<Results<Ok<DecisionChainView>, Missing, Invalid, Refused, Stale>> MetAsync(
        Guid id, Guid contactId, MetRequest request, ChainDesk desk, CancellationToken cancellationToken) =>
        desk.DoAsync(id, new IfMatch(null), chain => Task.FromResult(desk.Met(chain, contactId, request)), cancellationToken);

    private async Task<Results<Ok<DecisionChainView>, Missing, Invalid, Refused, Stale>> DoAsync(
        Guid id, IfMatch ifMatch, Func<DecisionChain, Task<Refusal?>> step, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        await db.BeginOwnWriteAsync(cancellationToken);
        var chain = await db.DecisionChains.SingleOrDefaultAsync(c => c.CustomerId == id, cancellationToken);
        if (!ifMatch.Matches(chain)) return new Stale(chain?.Version ?? 0);
        if (chain is null) db.DecisionChains.Add(chain = DecisionChain.Of(id));
        if (await step(chain) is { } refusal)
        {
            if (refusal.Field is null) return new Refused(refusal);
            return new Invalid(refusal);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(await ViewAsync(chain, cancellationToken));
    }

    private async Task<Refusal?> PlaceAsync(DecisionChain chain, Guid contactId, ChainMemberRequest request, CancellationToken cancellationToken)
    {
        if (!await db.Contacts.AnyAsync(c => c.Id == contactId && c.CustomerId == chain.CustomerId, cancellationToken))
            return Refusal.Invalid("contactId", "chain.contact-unknown", "There is no such contact at this customer.");
        var covering = (request.CoveredBy ?? []).Distinct().ToArray();
        var staff = await db.Staff.Where(s => covering.Contains(s.Subject)).Select(s => s.Subject).ToListAsync(cancellationToken);
        if (Array.Find(covering, subject => !staff.Contains(subject)) is { } stranger)
            return Refusal.Invalid("coveredBy", "chain.staff-unknown", $"'{stranger}' is no member of staff.");
        return chain.Place(new ChainMember(contactId, request.Role, request.Attitude, request.ReportsTo, covering, null, request.Note));
    }

    private Refusal? Met(DecisionChain chain, Guid contactId, MetRequest request)
    {
        var now = time.GetUtcNow();
        if (request.At > now) return Refusal.Invalid("at", "chain.met-in-future", "Whom nobody has met yet has not been met.");
        return chain.Met(contactId, request.At ?? now) ? null : NotInChain();
    }

    private static Refusal NotInChain() => Refusal.Conflict("chain.not-in-chain", "This contact is not in the decision chain.");

    private async Task<DecisionChainView> ViewAsync(DecisionChain chain, CancellationToken cancellationToken)
    {
        var ids = chain.Members.Select(m => m.ContactId).ToArray();
        var contacts = ids.Length == 0 ? [] : await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.JobTitle })
            .ToDictionaryAsync(c => c.Id, c => (c.Name, c.JobTitle), cancellationToken);
        var covering = chain.Members.SelectMany(m => m.CoveredBy).Distinct().ToArray();
        var left = covering.Length == 0 ? [] : await db.Staff.Where(s => covering.Contains(s.Subject) && !s.Active).Select(s => s.Subject).ToHashSetAsync(cancellationToken);
        return DecisionChainView.Of(chain, contacts, left, TimeSpan.FromDays(options.Value.DeciderUnmetDays), time.GetUtcNow(), http.HttpContext!.Request.Language());
    }
}
