using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.Service.Domain.Steps;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// Reopens a closed complaint. Whoever had it gets it back; when they are gone or away, somebody else does, in the same transaction;
/// of the team it was given to by hand, where it was.
/// </summary>
internal sealed class Reopening(ComplaintsDb db, ComplaintActs acts, Roster roster, Assigner assigner, AlarmBell alarm)
{
    /// <summary>Acts and saves, or says why not.</summary>
    /// <param name="alongside">Further changes that belong to it and are saved with it.</param>
    public async Task<Refusal?> ReopenAsync(
        Complaint complaint, string reason, string by, DateTimeOffset now, CancellationToken cancellationToken, Action? alongside = null)
    {
        if (await db.IsOfNobodyLeftAsync(complaint, cancellationToken)) return StepRules.Erased;
        if (complaint.Reopen(reason, by, now) is { } refusal) return refusal;
        db.Publish(new ComplaintReopened(complaint.Id, complaint.CustomerId, complaint.Number.ToString(), reason, by, now), complaint.Id);
        alongside?.Invoke();
        var page = await roster.ReadAsync(db, cancellationToken);
        if (complaint.AssigneeId is { } assignee && page.IsThere(assignee, now))
        {
            await acts.SaveAsync(complaint, cancellationToken);
            return null;
        }
        var customerClass = await db.Customers.Where(customer => customer.CustomerId == complaint.CustomerId).Select(customer => customer.Class).SingleOrDefaultAsync(cancellationToken);
        await db.BeginWriteAsync(cancellationToken);
        await assigner.TakeTurnAsync(1, cancellationToken);
        // S3: what somebody gave to a team by hand is that team's when it comes back, too.
        var decision = assigner.Assign(complaint, [], customerClass, "system", now, assigner.TeamByHand(complaint));
        if (decision.RaisesAlarm) await alarm.RingAsync(complaint, decision, now, cancellationToken);
        await acts.SaveAsync(complaint, cancellationToken);
        await db.FinishWriteAsync(cancellationToken);
        return null;
    }
}
