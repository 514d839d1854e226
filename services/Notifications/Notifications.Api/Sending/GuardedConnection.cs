using System.Net;
using System.Net.Sockets;
using CrmPlatform.Notifications.Domain.Webhooks;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Notifications.Sending;

/// <summary>
/// X4: opens connections to receivers. The name is resolved here and the connection goes to an address that was looked at, so that a
/// name cannot lead elsewhere a moment later. Redirects are not followed, proxies not asked.
/// </summary>
internal sealed class GuardedConnection(IOptions<WebhookOptions> options)
{
    public SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = ConnectAsync,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(target.Host, out var written) ? [written] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = options.Value.AllowPrivateAddresses ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0) throw new PrivateAddressException(target.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A receiver's name leads to no address that events may go to.</summary>
internal sealed class PrivateAddressException(string host) : IOException($"{host} leads to no public address.");
