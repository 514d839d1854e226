using System.Threading.Channels;
using CrmPlatform.Notifications.Domain.Live;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Notifications.Live;

/// <summary>Bytes for every client alike; written once, sent to many.</summary>
/// <param name="Key">Place in the stream; 0 for what has none.</param>
internal sealed record LiveFrame(long Key, byte[] Bytes);

/// <summary>One client that listens, and how far its rights reach in each topic (X1, X5).</summary>
internal sealed class LiveConnection(string subject, string? team, IReadOnlyDictionary<LiveTopic, RowScope> reach, int waiting) : IDisposable
{
    private readonly Channel<LiveFrame> frames = Channel.CreateBounded<LiveFrame>(new BoundedChannelOptions(waiting)
    {
        SingleReader = true,
        FullMode = BoundedChannelFullMode.Wait,
    });

    private readonly CancellationTokenSource dropped = new();
    private volatile bool letGo;

    public string Subject => subject;

    public IEnumerable<LiveTopic> Topics => reach.Keys;

    public ChannelReader<LiveFrame> Frames => frames.Reader;

    public bool Sees(LiveUpdate update) => reach.TryGetValue(update.Topic, out var scope) && (update.Topic == LiveTopic.Dashboards || scope switch
    {
        RowScope.All => !update.IsForOwnerBefore && !update.IsForTeamBefore,
        RowScope.Team when update.IsForOwnerBefore => IsMine(update) && !IsOfMyTeam(update),
        RowScope.Team when update.IsForTeamBefore => IsOfMyTeam(update) && !IsMine(update),
        RowScope.Team => IsMine(update) || IsOfMyTeam(update),
        RowScope.Own => IsMine(update) && !update.IsForTeamBefore,
        _ => false,
    });

    private bool IsMine(LiveUpdate update) => update.OwnerId == subject;

    private bool IsOfMyTeam(LiveUpdate update) => team is not null && update.Team == team;

    /// <summary>False when so many lines wait already that there is no room for another.</summary>
    // Who is let go takes nothing more, and is not slow for it: the word that it has ended is still on its way.
    public bool Offer(LiveFrame frame) => frames.Writer.TryWrite(frame) || letGo;

    /// <summary>X5: a client that has fallen too far behind is dropped; nothing is piled up for it. It may resume.</summary>
    public void Drop()
    {
        frames.Writer.TryComplete(new SlowClientException());
        try
        {
            dropped.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just gone by itself.
        }
    }

    /// <summary>Ends a write that the client does not take.</summary>
    public CancellationToken Dropped => dropped.Token;

    /// <summary>How many lines wait for it.</summary>
    public int Waiting => frames.Reader.Count;

    public void Dispose() => dropped.Dispose();

    public void End()
    {
        letGo = true;
        frames.Writer.TryComplete();
    }
}

/// <summary>A client did not read what was sent to it.</summary>
internal sealed class SlowClientException : Exception;
