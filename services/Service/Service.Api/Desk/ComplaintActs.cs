using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;

namespace CrmPlatform.Service.Desk;

/// <summary>What follows every act on a complaint: its clocks are computed anew, and others learn its state.</summary>
internal sealed class ComplaintActs(ComplaintsDb db, ClockShelf clocks, TimeProvider time)
{
    /// <summary>Settles the complaint and makes its new state part of the next save.</summary>
    public async Task SettleAsync(Complaint complaint, CancellationToken cancellationToken)
    {
        complaint.Settle(await clocks.ReadAsync(db, cancellationToken), time.GetUtcNow());
        db.Tell(complaint);
    }

    public async Task SaveAsync(Complaint complaint, CancellationToken cancellationToken)
    {
        await SettleAsync(complaint, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
