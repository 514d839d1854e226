using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// S5: after service levels or a calendar changed, the clocks of all open complaints are computed anew from their events, in pieces, by
/// a job that survives a kill.
/// </summary>
internal sealed class Resettling(ClockShelf clocks, TimeProvider time) : IJobWork
{
    public const string JobKind = "complaints-resettle";
    private const int Chunk = 200;

    internal sealed record Nothing;

    internal sealed record Progress(long Key, long Done);

    /// <summary>Part of the next save, together with what makes it necessary.</summary>
    public static async Task QueueAsync(ComplaintsDb db, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        await Stamps.RenewAsync(db, Stamps.ServiceLevels, cancellationToken);
        db.QueueJob(JobKind, new Nothing(), Caller.ForJob(caller.Subject, caller.Name, null, RowScope.All), time, signal);
    }

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        while (await PieceAsync(context, cancellationToken))
        {
        }
    }

    private async Task<bool> PieceAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
        var job = await context.JobAsync(db, cancellationToken);
        var progress = job.CheckpointAs<Progress>() ?? new Progress(0, 0);
        var rules = await clocks.ReadAsync(db, cancellationToken);
        var open = await db.AllComplaints.Where(c => c.IsOpen && c.Key > progress.Key).OrderBy(c => c.Key).Take(Chunk).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var complaint in open)
        {
            complaint.Settle(rules, now);
            db.Tell(complaint);
        }
        if (open.Count == 0)
        {
            job.Succeed(new { settled = progress.Done }, now);
        }
        else
        {
            progress = new Progress(open[^1].Key, progress.Done + open.Count);
            job.Advance(progress, progress.Done, progress.Done, 0, 50);
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody works on one of them; the piece is done again on what is there now.
            return true;
        }
        return open.Count > 0;
    }
}
