using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;
using Xunit.Sdk;

namespace CrmPlatform.Testing;

/// <summary>
/// A RabbitMQ node of the test's own, on loopback ports of its own, from the <c>rabbitmq-server</c> installed on this machine. It can be
/// killed and started again on its data. Where none is installed, tests that need it are skipped with the reason.
/// </summary>
public sealed class RabbitBroker : IAsyncDisposable
{
    private const byte MethodFrame = 1;

    private readonly TempFolder folder = new();
    private readonly string server;
    private readonly int epmdPort = Ports.Free();
    private readonly int distPort = Ports.Free();
    private readonly StringBuilder said = new();
    private readonly string node = $"crm{Environment.ProcessId}x{Guid.NewGuid():N}"[..24] + "@localhost";
    private Process? process;

    private RabbitBroker(string server) => this.server = server;

    public int Port { get; } = Ports.Free();

    public string Url => $"amqp://guest:guest@127.0.0.1:{Port}/";

    /// <summary>Starts a node, or ends the test as skipped. Where its ports were taken meanwhile, another node on other ports is tried.</summary>
    public static async Task<RabbitBroker> StartOrSkipAsync()
    {
        var server = Find();
        Assert.SkipWhen(server is null, "There is no rabbitmq-server on this machine; install Debian's package of that name.");
        for (var attempt = 1; ; attempt++)
        {
            var broker = new RabbitBroker(server!);
            try
            {
                await broker.StartAgainAsync();
                return broker;
            }
            catch (NoBrokerException) when (attempt < 3)
            {
                await broker.DisposeAsync();
            }
            catch
            {
                await broker.DisposeAsync();
                throw;
            }
        }
    }

    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(server) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in NodeSettings()) start.Environment[name] = value;
        var started = Process.Start(start)!;
        process = started;
        started.OutputDataReceived += Hear;
        started.ErrorDataReceived += Hear;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        try
        {
            await Eventually.IsTrueAsync(async () => started.HasExited || await GreetsAsync(Port), "the broker to greet", TimeSpan.FromSeconds(120));
        }
        catch (XunitException silent)
        {
            throw new NoBrokerException($"{silent.Message}. It said:\n{Said()}");
        }
        if (!started.HasExited) return;
        await started.WaitForExitAsync();
        throw new NoBrokerException($"The broker ended with {started.ExitCode} before it greeted. It said:\n{Said()}");
    }

    /// <summary>
    /// Waits until the names of its quorum queues are on disk, which the node sees to half a second after a queue was declared. A queue that
    /// it loses in a crash before that comes back without a leader and never confirms anything; no client can help that.
    /// </summary>
    public Task HasWrittenDownAsync(string queue) => Eventually.IsTrueAsync(async () =>
    {
        foreach (var names in Directory.GetFiles(Path.Combine(folder.Path, "mnesia"), "names.dets", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(names, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            if ((await reader.ReadToEndAsync()).Contains(queue, StringComparison.Ordinal)) return true;
        }
        return false;
    }, $"the broker to write down the queue {queue}");

    /// <summary>Ends the node as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
        await Eventually.IsTrueAsync(async () => !await GreetsAsync(Port), "the broker to be gone");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        // The port mapper outlives its node; this one serves nobody else.
        var epmd = new ProcessStartInfo("epmd", ["-port", $"{epmdPort}", "-kill"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var ending = Process.Start(epmd)!;
            await ending.WaitForExitAsync();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No epmd of that name on the path: then none was started either.
        }
        folder.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (said) said.AppendLine(line.Data);
    }

    private string Said()
    {
        lock (said) return said.ToString();
    }

    private static string? Find()
    {
        var installed = Directory.Exists("/usr/lib/rabbitmq/lib")
            ? Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").Select(home => Path.Combine(home, "sbin", "rabbitmq-server")).FirstOrDefault(File.Exists)
            : null;
        // Debian's wrapper on the path changes the user; the script in the package's own folder does not.
        return installed ?? System.Environment.GetEnvironmentVariable("PATH")?.Split(':').Select(path => Path.Combine(path, "rabbitmq-server")).FirstOrDefault(File.Exists);
    }

    private Dictionary<string, string> NodeSettings() => new()
    {
        ["HOME"] = folder.Path,
        ["RABBITMQ_NODENAME"] = node,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{Port}",
        ["RABBITMQ_DIST_PORT"] = $"{distPort}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder.Path, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder.Path, "log"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder.Path, "plugins"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder.Path, "none.conf"),
        ["ERL_EPMD_PORT"] = $"{epmdPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };

    /// <summary>Whether a broker is there and ready: the first that it says is a frame of AMQP. Whoever else listens answers otherwise.</summary>
    public static async Task<bool> GreetsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray());
            var answer = new byte[1];
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            return await client.GetStream().ReadAsync(answer, patience.Token) == 1 && answer[0] == MethodFrame;
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class NoBrokerException(string message) : Exception(message);
}
