using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Campaigns;

/// <summary>E10: takes the members of a campaign from a segment of Customers, page by page; killed anywhere it goes on at its checkpoint.</summary>
internal sealed class SegmentWork(CustomersClient customers, TimeProvider time) : IJobWork
{
    public const string Kind = "campaign-members";

    private const int PageSize = 500;
    private const int Patience = 5;

    internal sealed record Order(Guid CampaignId, Guid SegmentId);

    private sealed record Position(string? Cursor);

    /// <param name="Added">Customers that were not members before.</param>
    private sealed record Result(long Read, long Added);

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        for (var lost = 0; ;)
        {
            try
            {
                if (!await StepAsync(context, cancellationToken)) return;
                lost = 0;
            }
            catch (DbUpdateException race) when ((race is DbUpdateConcurrencyException || race.IsUniqueViolation()) && ++lost < Patience)
            {
                // Somebody changed the campaign or added the same customers by hand: this page is taken again.
            }
        }
    }

    private async Task<bool> StepAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var scope = context.NewScope();
        var db = scope.ServiceProvider.GetRequiredService<EngagementDb>();
        var job = await context.JobAsync(db, cancellationToken);
        var order = job.ParametersAs<Order>();
        var page = await customers.SegmentMembersAsync(order.SegmentId, job.CheckpointAs<Position>()?.Cursor, PageSize, cancellationToken)
            ?? throw new JobFailedException($"There is no segment '{order.SegmentId}' to take members from.");
        var added = await db.AddMembersAsync(order.CampaignId, [.. page.Items.Distinct()], time.GetUtcNow(), cancellationToken);
        var (read, accepted) = (job.Read + page.Items.Count, job.Accepted + added);
        job.Advance(new Position(page.Next), read, accepted, read - accepted, page.Next is null ? 99 : 50);
        if (page.Next is null)
        {
            job.Succeed(new Result(read, accepted), time.GetUtcNow());
            var campaign = await db.Campaigns.SingleAsync(c => c.Id == order.CampaignId, cancellationToken);
            await db.CountMembersAsync(campaign, added, cancellationToken);
            db.Tell(campaign);
        }
        await db.SaveChangesAsync(cancellationToken);
        return page.Next is not null;
    }
}
