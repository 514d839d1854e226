#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property EnforceCodeStyleInBuild=false
#:property Configuration=Release

// X5: what many live streams through the gateway cost in memory, and whether an event reaches all of them.
// dotnet publish apphost/Standalone -c Release -r linux-x64 --self-contained false -o artifacts/standalone
// dotnet run -c Release tests/Measurements/LiveStreams.cs -- artifacts/standalone/CrmPlatform.Standalone [streams, 2000 when left out]

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

const string secret = "a-secret-of-thirty-two-characters-at-least";
if (args is not [var program, ..])
{
    Console.Error.WriteLine("Give the path of the published Standalone.");
    return 2;
}
var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2000;
var folder = Directory.CreateTempSubdirectory("crm-streams-").FullName;
var url = $"http://localhost:{FreePort()}";
var start = new ProcessStartInfo(program,
    ["--data", folder, "--port", url.Split(':')[^1], $"--Stream:PerCaller={count}", "--Logging:LogLevel:Default=Warning",
     "--Identity:Clients:0:ClientId=streams", "--Identity:Clients:0:Name=Streams", $"--Identity:Clients:0:Secret={secret}", "--Identity:Clients:0:Roles:0=admin"]);
start.RedirectStandardOutput = true;
using var platform = Process.Start(start)!;
platform.OutputDataReceived += (_, _) => { };
platform.BeginOutputReadLine();
using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue, PooledConnectionIdleTimeout = TimeSpan.FromHours(1) }) { BaseAddress = new Uri(url), Timeout = Timeout.InfiniteTimeSpan };
var streams = new List<Listener>();
try
{
    await UntilAsync(async () => await WellAsync(http), "the platform to be well");
    using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "streams", ["client_secret"] = secret, ["scope"] = "crm.api" });
    using var answer = await http.PostAsync("/connect/token", form);
    answer.EnsureSuccessStatusCode();
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!);
    // Every kind of request once, so that what is loaded once for all is not counted as the streams'.
    var customer = (string)(await PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "Streams", team = "north" }))["id"]!;
    streams.Add(await Listener.OpenAsync(http));
    await PostAsync("/api/v1/complaints", new { customerId = customer, channel = "hotline", category = "quality", severity = "normal", summary = "Before" });
    await UntilAsync(() => Task.FromResult(streams[0].Complaints == 1), "the first line");
    var before = Memory("VmRSS");

    var watch = Stopwatch.StartNew();
    while (streams.Count < count)
        streams.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(50, count - streams.Count)).Select(_ => Listener.OpenAsync(http))));
    await UntilAsync(() => Task.FromResult(streams.All(stream => stream.Greeted)), "every greeting");
    var opened = watch.Elapsed;
    var with = Memory("VmRSS");

    var seen = streams.Select(stream => stream.Complaints).ToList();
    watch.Restart();
    await PostAsync("/api/v1/complaints", new { customerId = customer, channel = "hotline", category = "quality", severity = "normal", summary = "To all" });
    await UntilAsync(() => Task.FromResult(streams.Zip(seen).All(pair => pair.First.Complaints > pair.Second)), "the event at every stream");
    var delivered = watch.Elapsed;
    // Two heart-beats later what was only borrowed has been given back, and every stream is still there.
    await Task.Delay(TimeSpan.FromSeconds(35));
    var later = Memory("VmRSS");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
        {Environment.ProcessorCount} processors, {RuntimeInformationText()}
        {count} streams opened in {opened.TotalSeconds:0.0} s
        resident before {before:0} MiB, with all of them {with:0} MiB, 35 s later {later:0} MiB, at most {Memory("VmHWM"):0} MiB
        one event reached all {count} within {delivered.TotalMilliseconds:0} ms of its POST being sent
        still open at the end: {streams.Count(stream => !stream.Closed)}
        """));
    return streams.All(stream => !stream.Closed) ? 0 : 1;
}
finally
{
    streams.ForEach(stream => stream.Dispose());
    platform.Kill();
    await platform.WaitForExitAsync();
    Directory.Delete(folder, recursive: true);
}

async Task<JsonNode> PostAsync(string path, object body)
{
    using var response = await http.PostAsJsonAsync(path, body);
    var text = await response.Content.ReadAsStringAsync();
    return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
}

double Memory(string line) => double.Parse(File.ReadLines($"/proc/{platform.Id}/status").First(text => text.StartsWith(line, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

static string RuntimeInformationText() => $"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}";

static async Task<bool> WellAsync(HttpClient http)
{
    try
    {
        using var health = await http.GetAsync("/health");
        return health.StatusCode == HttpStatusCode.OK;
    }
    catch (HttpRequestException)
    {
        return false;
    }
}

static async Task UntilAsync(Func<Task<bool>> there, string what)
{
    var watch = Stopwatch.StartNew();
    while (!await there())
    {
        if (watch.Elapsed > TimeSpan.FromMinutes(2)) throw new TimeoutException($"Waited two minutes for {what}.");
        await Task.Delay(5);
    }
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

/// <summary>One stream, read line by line for as long as it lasts.</summary>
internal sealed class Listener : IDisposable
{
    private readonly HttpResponseMessage response;

    private Listener(HttpResponseMessage response) => this.response = response;

    public bool Greeted { get; private set; }

    public int Complaints { get; private set; }

    public bool Closed { get; private set; }

    public static async Task<Listener> OpenAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream?topic=complaints&scope=all");
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var listener = new Listener(response);
        _ = listener.ReadAsync();
        return listener;
    }

    public void Dispose() => response.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line == "event: hello") Greeted = true;
                if (line == "event: complaint.changed") Complaints++;
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or HttpRequestException)
        {
            // Closed says it.
        }
        Closed = true;
    }
}
