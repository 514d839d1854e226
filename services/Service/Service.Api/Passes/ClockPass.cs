using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>
/// S5: fires warnings, breaches and escalations whose time has come; found by the index on when a clock has something to do. After a start it
/// ends, too, what runs for somebody who was erased (C20).
/// </summary>
internal sealed class ClockPass(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, ClockShelf clocks, Roster roster, TimeProvider time, ILogger<ClockPass> log)
    : Pass("clocks", scopes, options, time, log)
{
    private const int Chunk = 100;
    private static readonly TimeSpan LaterOn = TimeSpan.FromMinutes(10);

    private readonly HashSet<Guid> unendable = [];
    private bool noneLeftOpen;

    protected override async Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        if (await FireDueAsync(scope, db, cancellationToken)) return true;
        if (noneLeftOpen) return false;
        noneLeftOpen = await EndLeftOpenAsync(scope, db, cancellationToken);
        return !noneLeftOpen;
    }

    private async Task<bool> FireDueAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await db.AllComplaints.Where(complaint => complaint.NextAt <= now).OrderBy(complaint => complaint.NextAt).Take(Chunk).ToListAsync(cancellationToken);
        if (due.Count == 0) return false;
        var rules = await clocks.ReadAsync(db, cancellationToken);
        var page = await roster.ReadAsync(db, cancellationToken);
        var bell = scope.GetRequiredService<ClockBell>();
        foreach (var complaint in due)
        {
            try
            {
                bell.Fire(complaint, rules, page, now);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One that cannot be computed must not hold up the others.
                Log.LogError(failure, "The clocks of complaint {ComplaintId} cannot be computed; they are tried again later", complaint.Id);
                await PostponeAsync(db, complaint, now, cancellationToken);
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        return due.Count == Chunk;
    }

    // One by one: what cannot be read or written holds up no other.
    private async Task<bool> EndLeftOpenAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var left = await db.LeftOpen().Where(row => !unendable.Contains(row.Id)).Take(Chunk).ToListAsync(cancellationToken);
        var acts = scope.GetRequiredService<ComplaintActs>();
        foreach (var (id, at) in left.Select(row => (row.Id, row.At)))
        {
            try
            {
                db.ChangeTracker.Clear();
                var complaint = await db.AllComplaints.SingleAsync(complaint => complaint.Id == id, cancellationToken);
                await db.EndAsync([complaint], at, cancellationToken);
                await acts.SaveAsync(complaint, cancellationToken);
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or DbUpdateConcurrencyException))
            {
                Log.LogError(failure, "Complaint {ComplaintId} of somebody who was erased cannot be ended; it is tried again after the next start", id);
                await db.RollbackAsync();
                unendable.Add(id);
            }
        }
        return left.Count == 0;
    }

    private static async Task PostponeAsync(ComplaintsDb db, Complaint complaint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        db.Entry(complaint).State = EntityState.Detached;
        var later = now + LaterOn;
        await db.BeginWriteAsync(cancellationToken);
        await db.AllComplaints.Where(c => c.Id == complaint.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextAt, later), cancellationToken);
        await db.CommitAsync(cancellationToken);
    }
}
