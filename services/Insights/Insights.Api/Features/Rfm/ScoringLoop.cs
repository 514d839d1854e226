using System.Diagnostics;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Folding;
using CrmPlatform.Insights.Domain;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Rfm;

/// <summary>
/// Keeps the scores current: takes them anew soon after something was bought, but never spends more than a twentieth of the time on
/// it. Between two times new figures are scored by the thresholds of the last.
/// </summary>
internal sealed class ScoringLoop(
    IServiceScopeFactory scopes, CurrentGeneration current, FoldSignal signal, IOptions<InsightsOptions> options, TimeProvider time, ILogger<ScoringLoop> log) : BackgroundService
{
    private const int Share = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = signal.Next;
            var began = Stopwatch.GetTimestamp();
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await current.EnterAsync(scope.ServiceProvider.GetRequiredService<InsightsDb>(), stoppingToken);
                await scope.ServiceProvider.GetRequiredService<RfmScoring>().ScoreAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "RFM scores could not be taken; it is tried again");
            }
            var rest = Stopwatch.GetElapsedTime(began) * Share;
            await Task.Delay(rest > options.Value.RescoreInterval ? rest : options.Value.RescoreInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.WhenAny(news, Task.Delay(Poll, time, stoppingToken));
        }
    }
}
