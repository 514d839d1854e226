using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace CrmPlatform.Load;

/// <summary>A published Standalone in a process of its own, on a fresh data folder, and the meters read from outside it.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    private const int CalmLooks = 4;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly Process process;
    private readonly bool keep;

    private PlatformProcess(Process process, string folder, string url, bool keep) => (this.process, Folder, Url, this.keep) = (process, folder, url, keep);

    public string Folder { get; }

    public string Url { get; }

    public HttpClient Http { get; private set; } = null!;

    public static async Task<PlatformProcess> StartAsync(LoadOptions options)
    {
        var root = Root();
        var published = Path.Combine(root, "artifacts", "standalone");
        Console.WriteLine("Publishing the Standalone …");
        await RunAsync("dotnet", ["publish", Path.Combine(root, "apphost", "Standalone"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", published, "-v", "quiet", "--nologo"]);
        var folder = Directory.CreateTempSubdirectory("crm-load-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo(Path.Combine(published, "CrmPlatform.Standalone"),
            ["--data", folder, "--port", $"{port}", "--demo", "--Gateway:RequestsPerSecond=1000000", "--Gateway:Burst=1000000", "--Logging:LogLevel:Default=Warning"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var platform = new PlatformProcess(process, folder, $"http://localhost:{port}", options.Keep);
        await platform.SignInAsync();
        return platform;
    }

    /// <summary>How long it has rested when <see cref="RestAsync"/> returns.</summary>
    public static TimeSpan Calm => CalmLooks * Look;

    /// <summary>CPU time of the whole process so far.</summary>
    public TimeSpan Cpu()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>The most memory it ever had resident, in MiB.</summary>
    public double PeakMemory()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Waits until the process rests: outboxes empty, consumers done. What it did until then counts.</summary>
    public async Task RestAsync()
    {
        var calm = 0;
        while (calm < CalmLooks)
        {
            var before = Cpu();
            await Task.Delay(Look);
            calm = (Cpu() - before).TotalMilliseconds < 15 ? calm + 1 : 0;
        }
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (!keep) Directory.Delete(Folder, recursive: true);
        else Console.WriteLine($"The data lies in {Folder}");
    }

    private async Task SignInAsync()
    {
        var file = Path.Combine(Folder, "demo-credentials.json");
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file))
        {
            if (process.HasExited) throw new InvalidOperationException("The Standalone ended while starting.");
            if (watch.Elapsed > TimeSpan.FromMinutes(5)) throw new InvalidOperationException("The demo did not become ready.");
            await Task.Delay(200);
        }
        Console.WriteLine($"First start with --demo: {watch.Elapsed.TotalSeconds:0.0} s");
        var client = JsonNode.Parse(await File.ReadAllTextAsync(file))!["client"]!;
        var sockets = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10) };
        Http = new HttpClient(new SignedIn(new Uri(Url), client, sockets)) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromMinutes(5) };
    }

    private static async Task RunAsync(string file, string[] args)
    {
        using var run = Process.Start(new ProcessStartInfo(file, args))!;
        await run.WaitForExitAsync();
        if (run.ExitCode != 0) throw new InvalidOperationException($"{file} ended with {run.ExitCode}.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrmPlatform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository was not found above the program.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
