using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Keeps the replica of customers; the highest version wins.</summary>
internal sealed class TakeCustomers(InsightsDb db, FoldSignal signal, Accounts accounts, OrganisationCalendar calendar) : Fold<CustomerChanged>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<CustomerChanged>> batch, CancellationToken cancellationToken)
    {
        var newest = batch.Select(received => received.Event).GroupBy(e => e.CustomerId).Select(same => same.MaxBy(e => e.Version)!).ToList();
        var numbers = await Db.NumbersAsync(newest.Select(e => e.CustomerId), cancellationToken);
        var rows = await Db.ReplicasAsync(numbers.Values, cancellationToken);
        var changed = new List<CustomerRow>(newest.Count);
        var counted = new List<(CustomerRow? Before, CustomerRow After)>();
        var (moved, taken) = (new List<long>(), new List<CustomerRow>());
        foreach (var told in newest)
        {
            var no = numbers[told.CustomerId];
            var before = rows.GetValueOrDefault(no);
            if (before is not null && before.Version >= told.Version) continue;
            var after = Read(told, no, before);
            if (before is null || CountedBy(before) != CountedBy(after)) counted.Add((before, after));
            if (before is not { Version: > 0 } || (before.Team, before.OwnerId) != (after.Team, after.OwnerId)) taken.Add(after);
            if (before is not null && (before.Team, before.OwnerId) != (after.Team, after.OwnerId)) moved.Add(before.SurvivorNo ?? no);
            changed.Add(after);
        }
        var delta = await CountAsync(counted, cancellationToken);
        // Whose sums a customer's sales belong to changes with its owner.
        var affected = moved.Count == 0 ? [] : await Db.Ledgers.Where(l => EF.Parameter(moved.ToArray()).Contains(l.CustomerNo)).Select(l => l.CustomerNo).ToArrayAsync(cancellationToken);
        var then = await accounts.ReadAsync(affected, cancellationToken);
        await Db.UpsertAsync(changed, cancellationToken);
        await TakeLeads.FollowAsync(Db, taken, delta, cancellationToken);
        await AddUpAsync(delta, cancellationToken);
        if (affected.Length > 0) await accounts.WriteAsync(then, await accounts.ReadAsync(affected, cancellationToken), cancellationToken);
    }

    /// <summary>Handovers are read only where something that is counted has changed, which most changes of a customer do not do.</summary>
    private async Task<TallyDelta> CountAsync(List<(CustomerRow? Before, CustomerRow After)> customers, CancellationToken cancellationToken)
    {
        var delta = new TallyDelta();
        if (customers.Count == 0) return delta;
        var first = await FirstOwners.ReadAsync(Db, [.. customers.Select(customer => customer.After.No)], cancellationToken);
        foreach (var (before, after) in customers)
        {
            if (before is not null) CountCustomer(delta, before, -1, calendar, first);
            CountCustomer(delta, after, 1, calendar, first);
        }
        return delta;
    }

    private static (bool Active, bool Won, DateTimeOffset At, string Team, string? Owner) CountedBy(CustomerRow row) => (row.IsActive, row.IsWon, row.CreatedAt, row.Team, row.OwnerId);

    /// <summary>C6: a customer of today is its owner's; as a new one it stays with who won it.</summary>
    public static void CountCustomer(TallyDelta delta, CustomerRow row, int sign, OrganisationCalendar calendar, FirstOwners first)
    {
        delta.Sign = sign;
        if (row.IsActive) delta.Now(Measure.Customers, row.Team, row.OwnerId);
        if (!row.IsWon) return;
        var won = first.Of(row);
        delta.On(Measure.NewCustomers, calendar.DayOf(row.CreatedAt), won.Team, won.Person);
    }

    private CustomerRow Read(CustomerChanged e, long no, CustomerRow? before) => new()
    {
        Gen = Db.Generation,
        No = no,
        Id = e.CustomerId,
        Version = e.Version,
        Kind = e.Kind,
        Role = e.Role,
        Channel = e.Channel,
        Name = before is { Erased: true } ? "" : e.Name,
        OwnerId = e.OwnerId,
        Team = e.Team,
        Grade = e.Grade,
        Stage = e.Stage,
        Class = e.Class,
        Zone = e.Zone,
        Status = e.Status,
        Source = e.Source,
        ReferredBy = e.ReferredBy,
        Region = e.Region,
        CreatedAt = e.CreatedAt,
        Cooperation = e.Cooperation,
        Loyalty = e.LoyaltyScore,
        Erased = before?.Erased ?? false,
        SurvivorNo = before?.SurvivorNo,
    };
}

/// <summary>C20: the name goes and stays gone, here and in the tables every service has; sums stay.</summary>
internal sealed class TakeErasures(InsightsDb db, FoldSignal signal, OrganisationCalendar calendar, Erasure erasure, CurrentGeneration current) : Fold<CustomerErased>(db, signal)
{
    public override async Task HandleAsync(IReadOnlyList<Received<CustomerErased>> batch, CancellationToken cancellationToken)
    {
        await current.EnterAsync(Db, cancellationToken);
        foreach (var customer in batch.Select(received => received.Event.CustomerId).Distinct())
        {
            var number = await Db.CustomerNumbers.Where(n => n.Id == customer).Select(n => n.No).SingleOrDefaultAsync(cancellationToken);
            var names = await Db.All<CustomerRow>().Where(c => c.No == number && c.Name != "").Select(c => c.Name).ToListAsync(cancellationToken);
            await erasure.ReplaceAsync(new ErasedPerson(customer) { Words = names }, cancellationToken);
        }
        await base.HandleAsync(batch, cancellationToken);
    }

    public override async Task ApplyAsync(IReadOnlyList<Received<CustomerErased>> batch, CancellationToken cancellationToken)
    {
        var numbers = await Db.NumbersAsync(batch.Select(received => received.Event.CustomerId), cancellationToken);
        var rows = await Db.ReplicasAsync(numbers, cancellationToken);
        var first = await FirstOwners.ReadAsync(Db, rows.Keys, cancellationToken);
        var delta = new TallyDelta();
        foreach (var row in rows.Values)
        {
            TakeCustomers.CountCustomer(delta, row, -1, calendar, first);
            (row.Erased, row.Name) = (true, "");
            TakeCustomers.CountCustomer(delta, row, 1, calendar, first);
        }
        await Db.UpsertAsync([.. rows.Values], cancellationToken);
        await AddUpAsync(delta, cancellationToken);
        // How somebody found out what the customer spends may name people.
        var erased = rows.Keys.ToArray();
        await Db.Wallets.Where(w => EF.Parameter(erased).Contains(w.CustomerNo) && w.Source != null)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Source, (string?)null).SetProperty(w => w.Version, w => w.Version + 1), cancellationToken);
    }
}
