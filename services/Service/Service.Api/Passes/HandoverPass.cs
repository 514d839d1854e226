using CrmPlatform.Service.Data;
using CrmPlatform.Service.Desk;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Passes;

/// <summary>S3: offers the open complaints of whoever is away, or has left, to the others.</summary>
internal sealed class HandoverPass(IServiceScopeFactory scopes, IOptions<ComplaintsOptions> options, Roster roster, ClockShelf clocks, TimeProvider time, ILogger<HandoverPass> log)
    : Pass("handovers", scopes, options, time, log)
{
    private const int Chunk = 50;

    protected override async Task<bool> RunAsync(IServiceProvider scope, ComplaintsDb db, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await db.Handovers.Where(handover => handover.DueAt <= now).OrderBy(handover => handover.DueAt).FirstOrDefaultAsync(cancellationToken);
        if (due is null) return false;
        var page = await roster.ReadAsync(db, cancellationToken);
        var isThere = page.Agents.FirstOrDefault(agent => agent.Id == due.StaffId) is { } agent && !agent.IsAbsent(now);
        var theirs = isThere ? [] : await db.AllComplaints.Where(complaint => complaint.AssigneeId == due.StaffId && complaint.IsOpen)
            .OrderBy(complaint => complaint.QueueAt).Take(Chunk).ToListAsync(cancellationToken);
        if (theirs.Count < Chunk) db.Handovers.Remove(due);
        if (theirs.Count > 0) await OfferAsync(scope, db, theirs, now, cancellationToken);
        else await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task OfferAsync(IServiceProvider scope, ComplaintsDb db, List<Complaint> complaints, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var classes = await Customers.ClassesAsync(db, complaints, cancellationToken);
        var rules = await clocks.ReadAsync(db, cancellationToken);
        var (assigner, alarm) = (scope.GetRequiredService<Assigner>(), scope.GetRequiredService<AlarmBell>());
        await db.BeginWriteAsync(cancellationToken);
        await assigner.TakeTurnAsync(complaints.Count, cancellationToken);
        foreach (var complaint in complaints)
        {
            var decision = assigner.Assign(complaint, [complaint.AssigneeId!], classes.GetValueOrDefault(complaint.Id), "system", now, assigner.TeamByHand(complaint));
            if (decision.RaisesAlarm) await alarm.RingAsync(complaint, decision, now, cancellationToken);
            complaint.Settle(rules, now);
            db.Tell(complaint);
        }
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitAsync(cancellationToken);
    }
}
