using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Data;

/// <summary>Whoever speaks of a customer that has been merged means the survivor, with all files that have gone into it (C16).</summary>
internal static class Survivors
{
    /// <summary>The ids of all files that are one customer now with this one.</summary>
    public static async Task<Guid[]> FilesOfAsync(this NotificationsDb db, Guid id, CancellationToken cancellationToken)
    {
        var files = new HashSet<Guid> { id };
        for (var next = files.ToArray(); next.Length > 0;)
        {
            var ids = next;
            var met = await db.MergedFiles.AsNoTracking().Where(file => !file.Undone && (ids.Contains(file.MergedId) || ids.Contains(file.SurvivorId))).ToListAsync(cancellationToken);
            next = [.. met.SelectMany(file => new[] { file.MergedId, file.SurvivorId }).Where(files.Add)];
        }
        return [.. files];
    }
}
