using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Known;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Features.Cadences;

/// <summary>What a pass of the engine did.</summary>
internal sealed record FollowUpPass(int Opened, int Escalated, int Moved, int Closed);

/// <summary>
/// E6: nobody is forgotten, nothing fires twice. Who is due is found by an index, cell by cell; each piece is one transaction, in which
/// the customer's row and the task are written together. The unique key of a period and the version of the row make sure of the rest,
/// whether several replicas look or one of them is killed.
/// </summary>
internal sealed class FollowUpEngine(IServiceScopeFactory scopes, IOptions<EngagementOptions> options, TimeProvider time) : IRound
{
    private const int Batch = 200;

    /// <summary>Lost races in a row after which a pass leaves the rest to whoever wins them.</summary>
    private const int Patience = 5;

    private long movedFor = -1;

    public Task RunAsync(CancellationToken cancellationToken) => PassAsync(cancellationToken);

    public async Task<FollowUpPass> PassAsync(CancellationToken cancellationToken)
    {
        var policy = await PolicyAsync(cancellationToken);
        var now = time.GetUtcNow();
        var closed = await DrainAsync(steps => steps.SettleAsync(now, Batch, cancellationToken));
        var moved = movedFor == policy.Version ? 0 : await MoveAsync(policy, now, cancellationToken);
        movedFor = policy.Version;
        var (opened, escalated) = (0, 0);
        foreach (var key in CadenceKey.All)
        {
            var cutoffs = CycleCutoffs.At(now, key, policy.Plan, policy.Calendar);
            opened += await DrainAsync(steps => steps.AdvanceAsync(CycleState.Waiting, key, cutoffs.DueBefore, policy, now, Batch, cancellationToken));
            escalated += await DrainAsync(steps => steps.AdvanceAsync(CycleState.TaskOpen, key, cutoffs.EscalationBefore, policy, now, Batch, cancellationToken));
        }
        return new FollowUpPass(opened, escalated, moved, closed);
    }

    private async Task<FollowUpPolicy> PolicyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EngagementDb>().FollowUpPolicyAsync(options.Value.TimeZone, cancellationToken);
    }

    /// <summary>Repeats a step until it finds nothing more; each time in a scope, and so a transaction, of its own.</summary>
    private async Task<int> DrainAsync(Func<FollowUpSteps, Task<int>> step)
    {
        for (var (all, lost) = (0, 0); ;)
        {
            await using var scope = scopes.CreateAsyncScope();
            try
            {
                var done = await step(scope.ServiceProvider.GetRequiredService<FollowUpSteps>());
                if (done == 0) return all;
                (all, lost) = (all + done, 0);
            }
            catch (DbUpdateException race) when ((race is DbUpdateConcurrencyException || race.IsUniqueViolation()) && ++lost < Patience)
            {
                // Somebody spoke with one of these customers, or another replica was faster: look again.
            }
        }
    }

    private async Task<int> MoveAsync(FollowUpPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moved = 0;
        for (long? after = 0; after is not null;)
        {
            await using var scope = scopes.CreateAsyncScope();
            (var count, after) = await scope.ServiceProvider.GetRequiredService<FollowUpSteps>().MoveAsync(after.Value, policy, now, Batch, cancellationToken);
            moved += count;
        }
        return moved;
    }
}
