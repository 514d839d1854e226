using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Series;

/// <summary>E1: keeps diaries filled some weeks ahead. Once a day is enough, so what is made goes a day beyond what is promised.</summary>
internal sealed class SeriesAhead(IServiceScopeFactory scopes, IOptions<EngagementOptions> options, TimeProvider time) : IRound
{
    private const int Batch = 50;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken) == Batch)
        {
        }
    }

    private async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), time.GetUtcNow());
        var promised = now.AddDays(options.Value.SeriesHorizonDays - 1);
        var behind = await db.Series.IgnoreQueryFilters().Where(s => !s.Ended && s.MadeUntil < promised).OrderBy(s => s.MadeUntil).Take(Batch).ToListAsync(cancellationToken);
        foreach (var series in behind) db.MakeOccurrences(series, now.AddDays(options.Value.SeriesHorizonDays), now);
        await db.SaveChangesAsync(cancellationToken);
        return behind.Count;
    }
}
