using System.Net;
using System.Net.Sockets;
using System.Text;
using CrmPlatform.Testing;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>What the tests themselves stand on: where services and brokers listen.</summary>
public sealed class PortsOfTests
{
    [Fact]
    public void No_port_is_given_by_two_processes_that_test_at_the_same_time()
    {
        using var one = new PortBlocks();
        using var other = new PortBlocks();
        var given = Enumerable.Range(0, 500).SelectMany(_ => new[] { one.Next(), other.Next() }).ToList();
        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.All(given, port => Assert.InRange(port, 20_000, 32_767));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", false)]
    [InlineData("\u0001\0\0", true)]
    [InlineData("", false)]
    public async Task Only_a_broker_is_taken_for_one(string says, bool isBroker)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var greeted = RabbitBroker.GreetsAsync(((IPEndPoint)listener.LocalEndpoint).Port);
        using (var somebody = await listener.AcceptTcpClientAsync())
        {
            await somebody.GetStream().ReadExactlyAsync(new byte[8]);
            await somebody.GetStream().WriteAsync(Encoding.ASCII.GetBytes(says));
        }
        Assert.Equal(isBroker, await greeted);
    }
}
