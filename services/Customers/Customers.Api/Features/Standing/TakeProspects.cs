using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Standing;

/// <summary>C5: whether a customer has an open opportunity decides about its heat; C6: how its deals stand, after how long the pool takes it.</summary>
internal sealed class TakeOpportunities(CustomersDb db, StandingSignal signal) : IHandleBatch<OpportunityChanged>
{
    private const string Open = "open";
    private const string Won = "won";

    public async Task HandleAsync(IReadOnlyList<Received<OpportunityChanged>> batch, CancellationToken cancellationToken)
    {
        var newest = batch.Select(r => r.Event).GroupBy(o => o.OpportunityId).Select(same => same.MaxBy(o => o.Version)!).ToList();
        var stands = await db.StandsForAsync(batch.Select(r => r.Event.CustomerId), cancellationToken);
        var ids = newest.Select(o => o.OpportunityId).ToArray();
        var known = await db.OpportunityMarks.Where(mark => ids.Contains(mark.SourceId)).ToDictionaryAsync(mark => mark.SourceId, cancellationToken);
        foreach (var opportunity in newest)
        {
            if (!stands.TryGetValue(opportunity.CustomerId, out var customerId)) continue;
            if (!known.TryGetValue(opportunity.OpportunityId, out var mark))
            {
                db.OpportunityMarks.Add(mark = new OpportunityMark { SourceId = opportunity.OpportunityId, CustomerId = customerId });
                if (opportunity.CustomerId != customerId) db.NoteCameLate(mark, opportunity.CustomerId);
            }
            else if (mark.Version >= opportunity.Version) continue;
            (mark.Version, mark.Open, mark.Won) = (opportunity.Version, opportunity.State == Open, opportunity.State == Open ? null : opportunity.State == Won);
            // C16: which of two files it belongs to, a merge or its undoing may have changed since it was told.
            db.FollowDeals(customerId, opportunity.OpportunityId);
            db.Touch(customerId, new Touch(ActivityAt: opportunity.ClosedAt ?? opportunity.CreatedAt, Reassess: true));
        }
        // E6: a step says where the customer is; a change that is none, and told after it, does not take that back.
        foreach (var step in batch.Select(r => r.Event))
        {
            if (step.CustomerPhase is not { } word || !EnumCode.TryParse<SalesPhase>(word, out var phase) || step.StageEnteredAt is not [.., var last] || !stands.TryGetValue(step.CustomerId, out var customerId)) continue;
            var entered = new Touch(Phase: (phase, last.At));
            db.Touch(customerId, entered);
            // C16: the merged file that it was said of has been told its phase, for when it stands for itself again.
            if (step.CustomerId != customerId) db.Touch(step.CustomerId, entered);
            // Nor does one that comes late: it was said of one file alone, and before what its deal has become.
            db.FollowDeals(customerId, step.OpportunityId);
        }
        db.AfterCommit(signal.Pulse);
    }
}

/// <summary>C5: a signed contract means that business is under way.</summary>
internal sealed class TakeContractAsBusiness(CustomersDb db, StandingSignal signal) : IHandle<ContractSigned>
{
    public async Task HandleAsync(Received<ContractSigned> received, CancellationToken cancellationToken)
    {
        var stands = await db.StandsForAsync([received.Event.CustomerId], cancellationToken);
        if (!stands.TryGetValue(received.Event.CustomerId, out var customerId)) return;
        db.Touch(customerId, new Touch(ActivityAt: received.Event.SignedAt, BusinessAt: received.Event.SignedAt));
        db.AfterCommit(signal.Pulse);
    }
}

/// <summary>C5: three complaints in 180 days make a problem customer.</summary>
internal sealed class TakeComplaints(CustomersDb db, StandingSignal signal) : IHandleBatch<ComplaintOpened>
{
    public Task HandleAsync(IReadOnlyList<Received<ComplaintOpened>> batch, CancellationToken cancellationToken) => CountAsync(db, signal,
        [.. batch.Select(received => received.Event).Where(opened => opened.CustomerId is not null)
            .Select(opened => new CustomersComplaint(opened.ComplaintId, opened.CustomerId!.Value, opened.At, opened.Imported))], cancellationToken);

    public static async Task CountAsync(CustomersDb db, StandingSignal signal, IReadOnlyCollection<CustomersComplaint> complaints, CancellationToken cancellationToken)
    {
        if (complaints.Count == 0) return;
        var stands = await db.StandsForAsync(complaints.Select(complaint => complaint.Customer), cancellationToken);
        // It may have been told of as a duplicate before.
        var ids = complaints.Select(complaint => complaint.Id).ToArray();
        var known = await db.ComplaintMarks.Where(mark => ids.Contains(mark.SourceId)).Select(mark => mark.SourceId).ToHashSetAsync(cancellationToken);
        foreach (var complaint in complaints)
        {
            if (!stands.TryGetValue(complaint.Customer, out var customerId) || !known.Add(complaint.Id)) continue;
            db.ComplaintMarks.Add(ComplaintMark.Of(complaint.Id, customerId, complaint.At));
            db.Touch(customerId, new Touch(Reassess: true, Quietly: complaint.Quietly));
        }
        db.AfterCommit(signal.Pulse);
    }
}

/// <summary>A complaint and whose it is; one of imported history counts quietly.</summary>
internal sealed record CustomersComplaint(Guid Id, Guid Customer, DateTimeOffset At, bool Quietly);

/// <summary>C5, S1: a complaint counts from when it was opened, though nobody knew then whose it was.</summary>
internal sealed class TakeAttributedComplaints(CustomersDb db, StandingSignal signal) : IHandle<ComplaintAttributed>
{
    public Task HandleAsync(Received<ComplaintAttributed> received, CancellationToken cancellationToken) =>
        TakeComplaints.CountAsync(
            db, signal, [new CustomersComplaint(received.Event.ComplaintId, received.Event.CustomerId, received.Event.OpenedAt, received.Event.Imported)], cancellationToken);
}

/// <summary>C5, S9: of a complaint that came twice the one that carries on counts, where it is known whose that is.</summary>
internal sealed class TakeMergedComplaints(CustomersDb db, StandingSignal signal) : IHandle<ComplaintMerged>
{
    public async Task HandleAsync(Received<ComplaintMerged> received, CancellationToken cancellationToken)
    {
        var merged = received.Event;
        if (merged.CustomerId is not { } id) return;
        if (await db.ComplaintMarks.SingleOrDefaultAsync(mark => mark.SourceId == merged.ComplaintId, cancellationToken) is { } known)
        {
            known.CountNoMore();
            db.Touch(known.CustomerId, new Touch(Reassess: true));
        }
        else
        {
            var stands = await db.StandsForAsync([id], cancellationToken);
            if (stands.TryGetValue(id, out var customerId)) db.ComplaintMarks.Add(ComplaintMark.OfDuplicate(merged.ComplaintId, customerId));
        }
        db.AfterCommit(signal.Pulse);
    }
}
