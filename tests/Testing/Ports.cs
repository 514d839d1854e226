using System.Net;
using System.Net.Sockets;

namespace CrmPlatform.Testing;

/// <summary>
/// Loopback ports that nobody listens on. They lie below those that Linux gives to outgoing connections (32768 and up): one of these could be
/// taken by a connection of any other test before whoever asked for it listens there.
/// </summary>
public static class Ports
{
    private const int First = 20_000;
    private const int AfterLast = 32_768;
    private static readonly HashSet<int> Given = [];

    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, AfterLast);
            lock (Given)
            {
                if (!Given.Add(port)) continue;
            }
            if (IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
