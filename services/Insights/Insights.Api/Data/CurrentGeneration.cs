using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Insights.Data;

/// <summary>
/// Knows which generation of the read models is read. A switch in another replica is heard of within a second; the rows of the old
/// generation are left in place for longer than that.
/// </summary>
internal sealed class CurrentGeneration(TimeProvider time)
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(1);

    private volatile Known? known;

    public async Task EnterAsync(InsightsDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (known is not { } last || last.Until < now)
            known = last = new Known(await db.Pointers.AsNoTracking().Select(pointer => pointer.Current).SingleAsync(cancellationToken), now + Trust);
        db.Generation = last.Generation;
    }

    public void Forget() => known = null;

    private sealed record Known(int Generation, DateTimeOffset Until);
}
