using System.Net;
using System.Net.Sockets;

namespace CrmPlatform.Testing;

/// <summary>
/// The ports of one test process. Whoever listens on the first port of a block has the whole block until it ends, so that none is given by two
/// processes that test at the same time: a service or a broker listens only seconds after it was told where.
/// </summary>
public sealed class PortBlocks : IDisposable
{
    private const int First = 20_000;
    private const int Size = 200;
    private const int Count = 63;

    private readonly Lock gate = new();
    private readonly List<TcpListener> held = [];
    private int next;
    private int end;

    /// <summary>A port that was not given before and that nobody listens on.</summary>
    public int Next()
    {
        lock (gate)
        {
            while (true)
            {
                if (next == end) HoldAnother();
                var port = next++;
                if (ListenOn(port) is not { } listener) continue;
                listener.Dispose();
                return port;
            }
        }
    }

    public void Dispose()
    {
        foreach (var listener in held) listener.Dispose();
    }

    private void HoldAnother()
    {
        // Not always the first: what the processes before left behind there may take a moment to be gone.
        var from = Random.Shared.Next(Count);
        for (var i = 0; i < Count; i++)
        {
            var first = First + ((from + i) % Count * Size);
            if (ListenOn(first) is not { } listener) continue;
            held.Add(listener);
            (next, end) = (first + 1, first + Size);
            return;
        }
        throw new InvalidOperationException($"Others hold all {Count} blocks of ports from {First} on.");
    }

    private static TcpListener? ListenOn(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
