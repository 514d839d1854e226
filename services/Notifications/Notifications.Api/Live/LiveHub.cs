using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrmPlatform.Notifications.Domain.Live;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Live;

/// <summary>Everybody who listens to this process.</summary>
internal sealed class LiveHub(IOptions<StreamOptions> options)
{
    private const int BeatsAtOnce = 50;
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromMilliseconds(20);
    private static readonly LiveFrame Beat = new(0, ": beat\n\n"u8.ToArray());

    private readonly ConcurrentDictionary<LiveConnection, byte> connections = new();
    private readonly ConcurrentDictionary<string, int> perCaller = new();
    private int count;
    private volatile bool ended;

    public int Count => count;

    /// <summary>False when the process or the caller has as many as it may.</summary>
    public bool TryEnter(LiveConnection connection)
    {
        if (Interlocked.Increment(ref count) > options.Value.Connections)
        {
            Interlocked.Decrement(ref count);
            return false;
        }
        if (perCaller.AddOrUpdate(connection.Subject, 1, (_, open) => open + 1) > options.Value.PerCaller)
        {
            Interlocked.Decrement(ref count);
            Leave(connection.Subject);
            return false;
        }
        connections.TryAdd(connection, 0);
        // Whoever comes while the process ends is greeted and sent on.
        if (ended) connection.End();
        return true;
    }

    public void Leave(LiveConnection connection)
    {
        if (!connections.TryRemove(connection, out _)) return;
        Interlocked.Decrement(ref count);
        Leave(connection.Subject);
    }

    public void Send(LiveUpdate update)
    {
        LiveFrame? frame = null;
        foreach (var (connection, _) in connections)
        {
            if (connection.Sees(update) && !connection.Offer(frame ??= FrameOf(update))) Drop(connection);
        }
    }

    /// <summary>
    /// Gives clients that read the time to do so, before more is put before them: a burst must not look like slowness. Who has not come
    /// down to <paramref name="waiting"/> lines after <paramref name="longest"/> is dropped, so that the others wait for it once.
    /// </summary>
    public async Task LetReadAsync(int waiting, TimeSpan longest, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (connections.Keys.Any(connection => connection.Waiting > waiting))
        {
            if (watch.Elapsed > longest)
            {
                foreach (var connection in connections.Keys.Where(connection => connection.Waiting > waiting)) Drop(connection);
                return;
            }
            await Task.Delay(1, cancellationToken);
        }
    }

    /// <summary>
    /// A few connections at a time: beaten for all at one moment, it would ask for buffers for all of them at once, four times a minute.
    /// </summary>
    public async Task SendBeatAsync(CancellationToken cancellationToken)
    {
        foreach (var few in connections.Keys.Chunk(BeatsAtOnce))
        {
            foreach (var connection in few)
            {
                if (!connection.Offer(Beat)) Drop(connection);
            }
            await Task.Delay(BetweenBeats, cancellationToken);
        }
    }

    private void Drop(LiveConnection connection)
    {
        // Whoever was let go takes no more, and is not broken off for it.
        if (ended) return;
        connection.Drop();
        Leave(connection);
    }

    /// <summary>Lets everybody go who listens, and who comes yet: the web server waits for them before it ends.</summary>
    public void EndAll()
    {
        ended = true;
        foreach (var (connection, _) in connections) connection.End();
    }

    public static LiveFrame FrameOf(LiveUpdate update) => new(update.Key, Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"id: {update.Key}\nevent: {update.EventName}\ndata: {update.Data}\n\n")));

    // Counted down to nothing the entry goes, or names would gather here.
    private void Leave(string subject)
    {
        while (perCaller.TryGetValue(subject, out var open))
        {
            if (open > 1 ? perCaller.TryUpdate(subject, open - 1, open) : perCaller.TryRemove(new KeyValuePair<string, int>(subject, open))) return;
        }
    }
}
