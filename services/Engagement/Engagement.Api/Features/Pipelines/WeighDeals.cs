using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Pipelines;

/// <summary>
/// E8: a pipeline's changed probabilities reach the open deals that have none of their own, piece by piece; killed anywhere it goes on at
/// its checkpoint.
/// </summary>
internal sealed class WeighDeals(TimeProvider time) : IJobWork
{
    public const string Kind = "deals-weighed";

    private const int Batch = 200;
    private const int Patience = 5;

    internal sealed record Order(string Pipeline);

    private sealed record Position(long After);

    private sealed record Result(long Read, long Weighed);

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        for (var lost = 0; ;)
        {
            try
            {
                if (!await StepAsync(context, cancellationToken)) return;
                lost = 0;
            }
            catch (DbUpdateException) when (++lost < Patience)
            {
                // Somebody changed one of these deals: this piece is taken again.
            }
        }
    }

    private async Task<bool> StepAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var (db, desk) = (scope.ServiceProvider.GetRequiredService<EngagementDb>(), scope.ServiceProvider.GetRequiredService<DealDesk>());
        var job = await context.JobAsync(db, cancellationToken);
        var key = job.ParametersAs<Order>().Pipeline;
        var pipeline = await desk.PipelineAsync(key, cancellationToken) ?? throw new JobFailedException($"There is no pipeline '{key}'.");
        var after = job.CheckpointAs<Position>()?.After ?? 0;
        var deals = await db.Opportunities.IgnoreQueryFilters()
            .Where(o => o.Pipeline == key && o.State == DealState.Open && o.OwnProbabilityPercent == null && o.Key > after).OrderBy(o => o.Key).Take(Batch).ToListAsync(cancellationToken);
        var weighed = 0;
        foreach (var deal in deals)
        {
            deal.Weigh(pipeline);
            if (!db.IsChanging(deal)) continue;
            await desk.TellAsync(deal, cancellationToken);
            weighed++;
        }
        var (read, accepted) = (job.Read + deals.Count, job.Accepted + weighed);
        var more = deals.Count == Batch;
        job.Advance(new Position(deals.Count == 0 ? after : deals[^1].Key), read, accepted, 0, more ? 50 : 99);
        if (!more) job.Succeed(new Result(read, accepted), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return more;
    }
}
