using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Notifications.Data;

/// <summary>Who does a piece of background work at present.</summary>
public sealed class LeaseRow
{
    public required string Name { get; init; }

    public required string Owner { get; set; }

    public DateTimeOffset Until { get; set; }
}

/// <summary>Lets one of several replicas do a piece of background work; another one takes over when it is gone.</summary>
/// <param name="name">The work.</param>
/// <param name="length">How long it is left to one that says nothing more; at least half of it is left whenever it was held.</param>
internal sealed class Lease(string name, TimeSpan length)
{
    private readonly string me = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";
    private DateTimeOffset until;

    public async Task<bool> HoldAsync(NotificationsDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // SQLite belongs to one process; a lease would only delay a restart.
        if (db.IsSqlite || until > now + (length / 2)) return true;
        var end = now + length;
        var taken = await db.Leases.Where(lease => lease.Name == name && (lease.Owner == me || lease.Until < now))
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Owner, me).SetProperty(lease => lease.Until, end), cancellationToken);
        if (taken == 0)
        {
            if (await db.Leases.AnyAsync(lease => lease.Name == name, cancellationToken)) return false;
            db.Leases.Add(new LeaseRow { Name = name, Owner = me, Until = end });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException raced) when (raced.IsUniqueViolation())
            {
                return false;
            }
        }
        until = end;
        return true;
    }
}
