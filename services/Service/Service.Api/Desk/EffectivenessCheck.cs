using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Causes;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>S8: compares the complaints of a cause after a corrective action with those before it.</summary>
internal sealed class EffectivenessCheck(ComplaintsDb db)
{
    public async Task<EffectivenessVerdict> JudgeAsync(CorrectiveAction action, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tree = CauseTree.Of((await db.Causes.AsNoTracking().ToListAsync(cancellationToken)).Select(row => row.ToDomain())).Value;
        var codes = tree.All.Where(cause => tree.IsWithin(cause.Id, action.CauseId)).Select(cause => cause.Id).ToArray();
        var span = TimeSpan.FromDays(action.CheckAfterDays);
        var (from, until) = ((action.DoneAt ?? now) - span, (action.DoneAt ?? now) + span);
        var found = await db.AllComplaints.AsNoTracking().Where(c => codes.Contains(c.CauseId) && c.OpenedAt > from && c.OpenedAt <= until && c.MergedAt == null)
            .Select(c => new { c.Id, c.CauseId, c.OpenedAt }).ToListAsync(cancellationToken);
        return action.Judge(found.Select(c => new CauseOccurrence(c.Id, c.CauseId!, c.OpenedAt)), tree, now);
    }
}
