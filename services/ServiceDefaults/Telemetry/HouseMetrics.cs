using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmPlatform.ServiceDefaults.Telemetry;

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
    private readonly FeedProgress feeds;
    private readonly TimeProvider time;
    private readonly ILogger<HouseMetrics> log;
    private readonly Meter meter;

    public HouseMetrics(
        IEnumerable<Figure> own, IServiceScopeFactory scopes, IOptions<MessagingOptions> options, FeedProgress feeds, ServiceIdentity service, TimeProvider time, ILogger<HouseMetrics> log)
    {
        (this.scopes, this.options, this.feeds, this.time, this.log) = (scopes, options, feeds, time, log);
        figures = [.. House(), .. own];
        // The scope tells several hosts of one process apart.
        meter = new Meter(new MeterOptions(ServiceTrace.SourceName) { Scope = scopes, Tags = [new(ServiceTrace.ServiceTag, service.Name)] });
        foreach (var figure in figures)
            meter.CreateObservableGauge(figure.Name, () => seen.TryGetValue(figure.Name, out var value) ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(), figure.Unit, figure.Description);
        // Kept in this process, so they cost nothing to tell and speak also while the database is silent.
        meter.CreateObservableGauge("crm.feed.behind", () => OfFeeds(feed => feed.Behind), "{event}", "Events of a feed that were still to be read when it was last read.");
        meter.CreateObservableGauge("crm.feed.lag", () => OfFeeds(feed => feed.LastTaken is { } at ? Since(at) : 0), "s", "Age of the event read last, while there are more behind it.");
        meter.CreateObservableGauge("crm.feed.silence", () => OfFeeds(feed => Since(feed.AnsweredAt)), "s", "Time since a feed last answered.");
    }

    /// <summary>The figures that every service has.</summary>
    internal IReadOnlyList<Figure> Figures => figures;

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
        foreach (var figure in figures)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                seen[figure.Name] = await figure.Look(scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A gap in the curve is honest; the last value told on and on is not.
                seen.TryRemove(figure.Name, out _);
                log.LogWarning(failure, "The figure {Figure} could not be taken", figure.Name);
            }
        }
    }

    private IEnumerable<Measurement<double>> OfFeeds(Func<FeedProgress.Reading, double> value) =>
        feeds.Readings.Select(feed => new Measurement<double>(value(feed.Value), new KeyValuePair<string, object?>("crm.feed", feed.Key)));

    private double Since(DateTimeOffset at) => Math.Max(0, (time.GetUtcNow() - at).TotalSeconds);

    private IEnumerable<Figure> House()
    {
        yield return new("crm.outbox.pending", "{event}", "Events that are not yet confirmed by the broker.", PendingAsync);
        yield return new("crm.outbox.lag", "s", "Age of the oldest event that is not yet confirmed by the broker.", LagAsync);
        yield return new("crm.deliveries.retrying", "{event}", "Events a handler could not take yet.", async (db, token) =>
            await db.FailedDeliveries.CountAsync(failed => failed.NextAttemptAt != null, token));
        yield return new("crm.deliveries.dead", "{event}", "Dead letters, waiting for somebody.", async (db, token) =>
            await db.FailedDeliveries.CountAsync(failed => failed.NextAttemptAt == null, token));
        yield return new("crm.jobs.unfinished", "{job}", "Imports, exports and other jobs that wait or run.", async (db, token) =>
            await db.Jobs.CountAsync(job => job.State == JobState.Queued || job.State == JobState.Running, token));
        yield return new("crm.imports.unfinished", "{import}", "Imports that wait or run.", async (db, token) =>
            await db.Jobs.CountAsync(job => (job.State == JobState.Queued || job.State == JobState.Running) && job.Kind == ImportWork.JobKind, token));
    }

    private async Task<double> PendingAsync(ServiceDb db, CancellationToken cancellationToken) =>
        options.Value.RabbitMq is null ? 0 : await (await UnsentAsync(db, cancellationToken)).CountAsync(cancellationToken);

    private async Task<double> LagAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        if (options.Value.RabbitMq is null) return 0;
        var oldest = await (await UnsentAsync(db, cancellationToken)).OrderBy(row => row.Key).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync(cancellationToken);
        return oldest is { } at ? Since(at) : 0;
    }

    private async Task<IQueryable<OutboxRow>> UnsentAsync(ServiceDb db, CancellationToken cancellationToken)
    {
        var sent = await db.FeedStates.Select(state => state.SentPosition).SingleOrDefaultAsync(cancellationToken);
        return Positions.AreAssigned(db, options.Value)
            ? db.Outbox.Where(row => row.Position == null || row.Position > sent)
            : db.Outbox.Where(row => row.Key > sent);
    }
}
