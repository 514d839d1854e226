using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>S3: offers the complaints in the queues again, when somebody should be there, and at once when the roster changes.</summary>
internal sealed class OfferPass(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, Roster roster, ClockShelf clocks, TimeProvider time, ILogger<OfferPass> log)
    : Pass("offers", scopes, options, time, log)
{
    private const int Chunk = 50;

    private long? seen;

    protected override async Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        await NoticeAsync(db, now, cancellationToken);
        var waiting = await db.AllComplaints.Where(complaint => complaint.OfferAt <= now).OrderBy(complaint => complaint.OfferAt).Take(Chunk).ToListAsync(cancellationToken);
        if (waiting.Count == 0) return false;
        var classes = await Customers.ClassesAsync(db, waiting, cancellationToken);
        var rules = await clocks.ReadAsync(db, cancellationToken);
        var assigner = scope.GetRequiredService<Assigner>();
        await db.BeginWriteAsync(cancellationToken);
        await assigner.TakeTurnAsync(waiting.Count, cancellationToken);
        foreach (var complaint in waiting)
        {
            var decision = assigner.Offer(complaint, classes.GetValueOrDefault(complaint.Id), now);
            if (decision.RaisesAlarm)
            {
                // Still nobody: that is told once, when it entered the queue. Only the time of the next offer is new.
                var next = decision.NextChance ?? now + Complaint.OfferEvery;
                await db.AllComplaints.Where(c => c.Id == complaint.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.OfferAt, next), cancellationToken);
                continue;
            }
            complaint.Settle(rules, now);
            db.Tell(complaint);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
        return waiting.Count == Chunk;
    }

    private async Task NoticeAsync(ComplaintsDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stamp = (await roster.ReadAsync(db, cancellationToken)).Stamp;
        if (seen == stamp) return;
        await db.BeginWriteAsync(cancellationToken);
        await db.AllComplaints.Where(complaint => complaint.OfferAt > now).ExecuteUpdateAsync(set => set.SetProperty(complaint => complaint.OfferAt, now), cancellationToken);
        await db.CommitAsync(cancellationToken);
        seen = stamp;
    }
}
