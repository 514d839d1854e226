using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// Tells whether what a process remembers of rarely changed tables is still so: every change of them draws another stamp in the same
/// transaction. A stamp is random, so two changes at once cannot end with the old one.
/// </summary>
internal static class Stamps
{
    /// <summary>Of staff, absences and assignment rules.</summary>
    public const string Roster = "stamp:roster";

    /// <summary>Of service levels and calendars.</summary>
    public const string ServiceLevels = "stamp:service-levels";

    /// <summary>Of standards and articles.</summary>
    public const string Articles = "stamp:articles";

    public static Task<long> ReadAsync(ComplaintsDb db, string stamp, CancellationToken cancellationToken) =>
        db.Set<Counter>().AsNoTracking().Where(counter => counter.Name == stamp).Select(counter => counter.Value).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Part of the next save.</summary>
    public static async Task RenewAsync(ComplaintsDb db, string stamp, CancellationToken cancellationToken)
    {
        var value = Random.Shared.NextInt64(1, long.MaxValue);
        if (await db.Set<Counter>().FindAsync([stamp], cancellationToken) is { } counter) counter.Value = value;
        else db.Set<Counter>().Add(new Counter { Name = stamp, Value = value });
    }
}
