using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Telemetry;

/// <summary>A figure of the business or of the house that is worth a curve: open complaints, overdue follow-ups.</summary>
/// <param name="Name">By OpenTelemetry's manner: <c>crm.complaints.open</c>.</param>
/// <param name="Unit">UCUM: <c>{complaint}</c>, <c>s</c>.</param>
/// <param name="Look">Counts it, by an index.</param>
public sealed record Figure(string Name, string Unit, string Description, Func<ServiceDb, CancellationToken, Task<double>> Look);

/// <summary>
/// X6: the figures an operator looks at first. They are sampled every <see cref="MessagingOptions.MeasureInterval"/>, so that reading
/// them costs the database nothing however many collectors ask.
/// </summary>
internal sealed class HouseMetrics : BackgroundService
{
    private readonly ConcurrentDictionary<string, double> seen = new();
    private readonly IReadOnlyList<Figure> figures;
    private readonly IServiceScopeFactory scopes;
    private readonly IOptions<MessagingOptions> options;
    private readonly TimeProvider time;
    private readonly ILogger<HouseMetrics> log;
    private readonly Meter meter;

    public HouseMetrics(
        IEnumerable<Figure> own, IServiceScopeFactory scopes, IOptions<MessagingOptions> options, ServiceIdentity service, TimeProvider time, ILogger<HouseMetrics> log)
    {
        (this.scopes, this.options, this.time, this.log) = (scopes, options, time, log);
        figures = [.. House(), .. own];
        meter = new Meter(new MeterOptions(ServiceTrace.SourceName) { Tags = [new(ServiceTrace.ServiceTag, service.Name)] });
        foreach (var figure in figures)
            meter.CreateObservableGauge(figure.Name, () => seen.TryGetValue(figure.Name, out var value) ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), figure.Unit, figure.Description);
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.Value.MeasureInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested) await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
            foreach (var figure in figures) seen[figure.Name] = await figure.Look(db, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "The service's figures could not be taken");
        }
    }

    private IEnumerable<Figure> House()
    {
        yield return new("crm.outbox.pending", "{event}", "Events that are not yet confirmed by the broker.", PendingAsync);
        yield return new("crm.outbox.lag", "s", "Age of the oldest event that is not yet confirmed by the broker.", LagAsync);
        yield return new("crm.deliveries.retrying", "{event}", "Events a handler could not take yet.", async (db, token) =>
            await db.FailedDeliveries.CountAsync(failed => failed.NextAttemptAt != null, token));
        yield return new("crm.deliveries.dead", "{event}", "Dead letters, waiting for somebody.", async (db, token) =>
            await db.FailedDeliveries.CountAsync(failed => failed.NextAttemptAt == null, token));
        yield return new("crm.feed.silence", "s", "Time since the checkpoint of the feed that was read least recently moved.", SilenceAsync);
        yield return new("crm.jobs.unfinished", "{job}", "Imports, exports and other jobs that wait or run.", async (db, token) =>
            await db.Jobs.CountAsync(job => job.State == JobState.Queued || job.State == JobState.Running, token));
    }

    private async Task<double> PendingAsync(ServiceDb db, CancellationToken cancellationToken) =>
        options.Value.RabbitMq is null ? 0 : await (await UnsentAsync(db, cancellationToken)).CountAsync(cancellationToken);

    private async Task<double> LagAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        if (options.Value.RabbitMq is null) return 0;
        var oldest = await (await UnsentAsync(db, cancellationToken)).OrderBy(row => row.Key).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancellationToken);
        return oldest is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0;
    }

    private async Task<IQueryable<OutboxRow>> UnsentAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        var sent = await db.FeedStates.Select(state => state.SentPosition).SingleOrDefaultAsync(cancellationToken);
        return Positions.AreAssigned(db, options.Value)
            ? db.Outbox.Where(row => row.Position == null || row.Position > sent)
            : db.Outbox.Where(row => row.Key > sent);
    }

    private async Task<double> SilenceAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        var oldest = await db.FeedCheckpoints.MinAsync(checkpoint => (DateTimeOffset?)checkpoint.UpdatedAt, cancellationToken);
        return oldest is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0;
    }
}
