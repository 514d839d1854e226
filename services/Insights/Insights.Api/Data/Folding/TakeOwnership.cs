using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>C6: what was sold is credited to who had the customer then, and the customer itself to who had it first, so a handover may change past sums.</summary>
internal sealed class TakeHandovers(InsightsDb db, FoldSignal signal, Accounts accounts, OrganisationCalendar calendar) : Fold<CustomerTransferred>(db, signal)
{
    public override async Task ApplyAsync(IReadOnlyList<Received<CustomerTransferred>> batch, CancellationToken cancellationToken)
    {
        var numbers = await Db.NumbersAsync(batch.Select(received => received.Event.CustomerId), cancellationToken);
        var affected = numbers.Values.ToArray();
        affected = await Db.Ledgers.Where(l => EF.Parameter(affected).Contains(l.CustomerNo)).Select(l => l.CustomerNo).ToArrayAsync(cancellationToken);
        var before = await accounts.ReadAsync(affected, cancellationToken);
        var (delta, customers) = (new TallyDelta(), await Db.ReplicasAsync(numbers.Values, cancellationToken));
        var first = await FirstOwners.ReadAsync(Db, numbers.Values, cancellationToken);
        foreach (var customer in customers.Values) TakeCustomers.CountCustomer(delta, customer, -1, calendar, first);
        await Db.UpsertAsync([.. batch.Select(received => new HandoverRow
        {
            Gen = Db.Generation,
            Id = received.MessageId,
            Version = 1,
            CustomerNo = numbers[received.Event.CustomerId],
            At = received.Event.At,
            FromTeam = received.Event.FromTeam,
            FromOwner = received.Event.FromOwner,
            ToTeam = received.Event.ToTeam,
            ToOwner = received.Event.ToOwner,
        })], cancellationToken);
        first = await FirstOwners.ReadAsync(Db, numbers.Values, cancellationToken);
        foreach (var customer in customers.Values) TakeCustomers.CountCustomer(delta, customer, 1, calendar, first);
        await AddUpAsync(delta, cancellationToken);
        if (affected.Length > 0) await accounts.WriteAsync(before, await accounts.ReadAsync(affected, cancellationToken), cancellationToken);
    }
}

/// <summary>C16: a merged customer's lines count with its survivor's.</summary>
internal sealed class TakeMerges(InsightsDb db, FoldSignal signal, MergedAccounts merged) : Fold<CustomersMerged>(db, signal)
{
    public override Task ApplyAsync(IReadOnlyList<Received<CustomersMerged>> batch, CancellationToken cancellationToken) => merged.NoteAsync(
        [.. batch.Select(r => new MergeNews(r.Event.MergeId, r.Event.SurvivorId, r.Event.MergedId, r.Event.At, Undone: false))], cancellationToken);
}

/// <summary>C16: an undone merge is as if it had never been.</summary>
internal sealed class TakeUndoneMerges(InsightsDb db, FoldSignal signal, MergedAccounts merged) : Fold<CustomerMergeUndone>(db, signal)
{
    public override Task ApplyAsync(IReadOnlyList<Received<CustomerMergeUndone>> batch, CancellationToken cancellationToken) => merged.NoteAsync(
        [.. batch.Select(r => new MergeNews(r.Event.MergeId, r.Event.SurvivorId, r.Event.MergedId, null, Undone: true))], cancellationToken);
}
