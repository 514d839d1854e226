using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Data.Standing;

/// <summary>Wakes the loop of this process when a customer may stand elsewhere than before.</summary>
internal sealed class StandingSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref next).Task;

    public void Pulse() => Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

/// <summary>Keeps the axes of C5 true as time goes by and things happen: woken by events of this process, by the clock, and once a minute.</summary>
internal sealed class StandingLoop(IServiceScopeFactory scopes, StandingSignal signal, TimeProvider time, ILogger<StandingLoop> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // News seldom comes alone: what comes within a moment is looked at together.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = signal.Next;
            var pause = Longest;
            try
            {
                while (await PieceAsync(stoppingToken) > 0)
                {
                }
                pause = await PauseAsync(stoppingToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody changed one of them meanwhile, or another replica was first: look again.
                pause = TimeSpan.FromMilliseconds(100);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Customers could not be reassessed; it is tried again");
            }
            await Task.WhenAny(news, Task.Delay(pause, time, stoppingToken));
            if (news.IsCompleted) await Task.Delay(Gather, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> PieceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Reassessor>().PieceAsync(cancellationToken);
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Reassessor>().NextAsync(cancellationToken) is not { } next) return Longest;
        var until = next - time.GetUtcNow() + TimeSpan.FromMilliseconds(5);
        return until < TimeSpan.Zero ? TimeSpan.FromMilliseconds(5) : until < Longest ? until : Longest;
    }
}
