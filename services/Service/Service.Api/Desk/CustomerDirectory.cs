using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>The Customers service, asked when the replica does not know somebody who was entered a moment ago.</summary>
internal sealed class CustomersClient(HttpClient http)
{
    public async Task<CustomerChanged?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (http.BaseAddress is null) return null;
        using var answer = await http.GetAsync($"/internal/customers/{id}", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<CustomerChanged>(Json.Tolerant, cancellationToken);
    }
}

/// <summary>The replica with its read-through: a miss is asked for once and the answer kept.</summary>
internal sealed class CustomerDirectory(ComplaintsDb db, CustomersClient customers, IServiceScopeFactory scopes)
{
    /// <summary>
    /// The customer, or who they were merged into; null when nobody knows the id. Not to be called inside a transaction: what the
    /// Customers service answers is kept by a save of its own.
    /// </summary>
    public async Task<KnownCustomer?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var customer = await KnownAsync(id, cancellationToken);
        // Of a merge that was undone and made again the other way round the two states may be told in turn: for a moment each leads to the other.
        for (var link = 0; link < CustomerStates.LongestChain && customer?.MergedInto is { } survivor; link++) customer = await KnownAsync(survivor, cancellationToken);
        return customer;
    }

    /// <summary>An address of more files than this is nobody's own, whoever they were merged into.</summary>
    private const int MostOfOneAddress = 20;

    /// <summary>The one customer with this mail address, merged files counting as who they were merged into; null when there is none, or several.</summary>
    public async Task<KnownCustomer?> FindByEmailAsync(string? email, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(email)) return null;
        var (given, lower) = (email.Trim(), email.Trim().ToLowerInvariant());
        var found = await db.Customers.AsNoTracking().Where(customer => (customer.Email == given || customer.Email == lower) && (customer.Status == "active" || customer.MergedInto != null))
            .Take(MostOfOneAddress + 1).ToListAsync(cancellationToken);
        if (found.Count > MostOfOneAddress) return null;
        KnownCustomer? only = null;
        foreach (var file in found)
        {
            // C20: whoever is gone has no address; whoever is left of those who had it may be the only one.
            if ((file.MergedInto is null ? file : await FindAsync(file.CustomerId, cancellationToken)) is not { IsGone: false } customer) continue;
            if (only is not null && only.CustomerId != customer.CustomerId) return null;
            only = customer;
        }
        return only;
    }

    private async Task<KnownCustomer?> KnownAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken) is { } known) return known;
        if (await customers.FindAsync(id, cancellationToken) is not { } state) return null;
        await KeepAsync(state, cancellationToken);
        return await ReadAsync(id, cancellationToken);
    }

    private Task<KnownCustomer?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        db.Customers.AsNoTracking().SingleOrDefaultAsync(customer => customer.CustomerId == id, cancellationToken);

    private async Task KeepAsync(CustomerChanged state, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var own = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
        own.Customers.Add(CustomerStates.Apply(new KnownCustomer { CustomerId = state.CustomerId }, state));
        try
        {
            await own.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The event came meanwhile, or another request asked too; either way it is there now.
        }
    }
}

internal static class CustomerStates
{
    /// <summary>A merge of a merge of a merge; longer chains are a mistake in the data and not followed.</summary>
    public const int LongestChain = 8;

    /// <summary>X1: whether somebody's right reaches the customer.</summary>
    public static bool IsSeenBy(this KnownCustomer customer, Caller caller) =>
        caller.SeesAll || customer.OwnerId == caller.Subject || (caller.SeesTeam && customer.Team == caller.TeamOrNone);

    /// <summary>Of many the customers, or who they were merged into (C16), by the id asked for; who is not known here is not in it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, KnownCustomer>> StandForAsync(this ComplaintsDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, KnownCustomer>();
        var asked = ids;
        for (var link = 0; link < LongestChain && asked.Length > 0; link++)
        {
            foreach (var customer in await db.Customers.AsNoTracking().Where(customer => asked.Contains(customer.CustomerId)).ToListAsync(cancellationToken)) known[customer.CustomerId] = customer;
            asked = [.. known.Values.Select(customer => customer.MergedInto).OfType<Guid>().Where(id => !known.ContainsKey(id)).Distinct()];
        }
        return ids.Where(known.ContainsKey).Distinct().ToDictionary(id => id, id => Survivor(known[id]));

        KnownCustomer Survivor(KnownCustomer customer)
        {
            for (var link = 0; link < LongestChain && customer.MergedInto is { } into && known.TryGetValue(into, out var survivor); link++) customer = survivor;
            return customer;
        }
    }

    /// <summary>C16: by which id what belongs to this one stands now: its survivor's, where it was merged.</summary>
    public static async Task<Guid> StandsAsAsync(this ComplaintsDb db, Guid id, CancellationToken cancellationToken) =>
        (await db.StandForAsync([id], cancellationToken)).TryGetValue(id, out var customer) ? customer.CustomerId : id;

    public const string Erased = "erased";

    private const string Active = "active";

    public static KnownCustomer Apply(KnownCustomer customer, CustomerChanged state)
    {
        // C20: by what the person was known as, the erasure finds what they said without an account; it takes it away itself.
        if (state.Status != Erased || customer.Status is Erased or "")
            (customer.Name, customer.Email, customer.Phone) = (state.Name, state.Email, state.Phone);
        // C16: of a merge it may be told before the file's own states, and among these may be one of before it; only the undoing takes that back.
        if (state.MergedInto is not null || (customer.Status, state.Status) is not (Active, Active)) customer.MergedInto = state.MergedInto;
        (customer.SourceVersion, customer.Language) = (state.Version, state.Language);
        (customer.Class, customer.OwnerId, customer.Team, customer.Status) = (state.Class, state.OwnerId, state.Team, state.Status);
        return customer;
    }

    /// <summary>C20: the person was erased here; nothing told of them before is taken any more.</summary>
    public static bool IsForgotten(KnownCustomer customer) => customer is { Status: Erased, Name: Complaint.Erased };

    /// <summary>What of <paramref name="had"/> is no longer the customer's.</summary>
    public static IEnumerable<EarlierReach> Earlier(KnownCustomer customer, IEnumerable<string?> had) =>
        from value in had.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim().ToLowerInvariant()).Distinct()
        where value != customer.Phone && !string.Equals(value, customer.Email, StringComparison.OrdinalIgnoreCase)
        select new EarlierReach { CustomerId = customer.CustomerId, Value = value };
}
