using System.Text.Json;
using CrmPlatform.Notifications.Data;
using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Live;

/// <summary>
/// Brings committed lines of the stream to this process's listeners, whichever replica wrote them, and lets every connection's heart
/// beat.
/// </summary>
internal sealed class LiveFeeder(
    IServiceScopeFactory scopes, LiveHub hub, LiveSignal signal, DashboardPulse dashboards, IOptions<StreamOptions> options, TimeProvider time, ILogger<LiveFeeder> log)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(5);

    /// <summary>On SQL Server a smaller key can become visible after a larger one; so many are looked at again.</summary>
    private const int Overlap = 200;

    private readonly HashSet<long> sent = [];
    private long seen = -1;
    private DateTimeOffset swept;
    private DateTimeOffset dashboardAt;

    /// <summary>Where the stream stands is seen before anybody can connect: what comes after that is news to whoever does.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await LookAsync(scope.ServiceProvider.GetRequiredService<NotificationsDb>(), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning(failure, "The live stream could not be read at the start; it is tried again");
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beating = BeatAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The live stream could not be read; it is tried again");
            }
            await signal.WaitAsync(Poll, time, stoppingToken);
        }
        await beating;
    }

    private async Task BeatAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(options.Value.HeartBeat, time);
        try
        {
            while (await beat.WaitForNextTickAsync(stoppingToken)) await hub.SendBeatAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotificationsDb>();
        await TellDashboardsAsync(db, cancellationToken);
        if (seen < 0) await LookAsync(db, cancellationToken);
        var after = db.IsSqlite ? seen : seen - Overlap;
        var rows = await db.LiveUpdates.AsNoTracking().Where(update => update.Key > after).OrderBy(update => update.Key).Take(2000).ToListAsync(cancellationToken);
        var half = options.Value.Waiting / 2;
        foreach (var chunk in rows.Where(update => db.IsSqlite || sent.Add(update.Key)).Chunk(half))
        {
            foreach (var update in chunk) hub.Send(update);
            await hub.LetReadAsync(half, Patience, cancellationToken);
        }
        if (rows.Count > 0) seen = Math.Max(seen, rows[^1].Key);
        if (!db.IsSqlite) sent.RemoveWhere(key => key <= seen - Overlap);
        var now = time.GetUtcNow();
        if (now - swept < Sweep) return;
        swept = now;
        var old = now - options.Value.Keep;
        await db.LiveUpdates.Where(update => update.At < old).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task LookAsync(NotificationsDb db, CancellationToken cancellationToken)
    {
        var last = await db.LiveUpdates.OrderByDescending(update => update.Key).Select(update => update.Key).Take(Overlap).ToListAsync(cancellationToken);
        if (!db.IsSqlite) sent.UnionWith(last);
        seen = last.Count > 0 ? last[0] : 0;
    }

    private async Task TellDashboardsAsync(NotificationsDb db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - dashboardAt < TimeSpan.FromSeconds(1)) return;
        var areas = dashboards.Take();
        if (areas.Count == 0) return;
        dashboardAt = now;
        db.LiveUpdates.Add(new LiveUpdate
        {
            Topic = LiveTopic.Dashboards,
            Name = "dashboard.changed",
            Data = JsonSerializer.Serialize(new { areas = areas.Order(StringComparer.Ordinal) }, Json.Tolerant),
            At = now,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
