using CrmPlatform.Service.Domain.Complaints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CrmPlatform.Service.Data;

/// <summary>
/// S3: the loads follow from the complaints that are saved, so that no act can forget them. They are changed by difference, past the
/// change tracker: two people closing complaints of the same agent at the same moment both count.
/// </summary>
internal static class LoadKeeping
{
    /// <summary>What the present changes mean for the loads; null when nothing.</summary>
    public static Func<CancellationToken, Task>? Changes(ComplaintsDb db)
    {
        SortedDictionary<string, (int Difference, long Turn)>? changes = null;
        foreach (var entry in db.ChangeTracker.Entries<Complaint>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            var (before, after) = (entry.State == EntityState.Added ? null : HolderBefore(entry), entry.Entity.Holder);
            if (before == after) continue;
            changes ??= new SortedDictionary<string, (int, long)>(StringComparer.Ordinal);
            if (before is not null) Add(changes, before, -1, 0);
            if (after is not null) Add(changes, after, +1, entry.Entity.Turn);
        }
        return changes is null ? null : cancellationToken => WriteAsync(db, changes, cancellationToken);
    }

    private static string? HolderBefore(EntityEntry<Complaint> entry) =>
        entry.Property(complaint => complaint.IsOpen).OriginalValue ? entry.Property(complaint => complaint.AssigneeId).OriginalValue : null;

    private static void Add(SortedDictionary<string, (int Difference, long Turn)> changes, string person, int difference, long turn)
    {
        var (sum, latest) = changes.GetValueOrDefault(person);
        changes[person] = (sum + difference, Math.Max(latest, turn));
    }

    // In the order of the ids, so that two saves never wait for each other crosswise.
    private static async Task WriteAsync(ComplaintsDb db, SortedDictionary<string, (int Difference, long Turn)> changes, CancellationToken cancellationToken)
    {
        foreach (var (person, (difference, turn)) in changes)
        {
            var known = await db.AgentLoads.Where(load => load.StaffId == person).ExecuteUpdateAsync(set => set
                .SetProperty(load => load.InHand, load => load.InHand + difference)
                .SetProperty(load => load.LastTurn, load => load.LastTurn < turn ? turn : load.LastTurn), cancellationToken);
            if (known > 0) continue;
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO AgentLoads (StaffId, InHand, LastTurn) VALUES ({person}, {difference}, {turn})", cancellationToken);
        }
    }
}
