using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Gateway.Tests;

/// <summary>What a service behind the gateway saw of a request.</summary>
public sealed record Seen(string Method, string Path, IReadOnlyDictionary<string, string> Headers);

/// <summary>The gateway, real, with stand-ins behind it that write down what reaches them.</summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly Dictionary<string, WebApplication> services = [];
    private readonly Dictionary<string, int> ports = [];
    private WebApplication? gateway;

    public TestIssuer Issuer { get; private set; } = null!;

    public string Url { get; private set; } = "";

    public ConcurrentQueue<Seen> Seen { get; } = new();

    /// <summary>What a service answers; 200 and an empty object when it says nothing.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsJsonAsync(new { });

    public static Task<GatewayUnderTest> StartAsync(params string[] settings) => StartAsync(null, settings);

    /// <param name="shutdown">How long it waits for open requests when it ends, where that is not the usual time.</param>
    /// <param name="settings">As on the command line.</param>
    public static async Task<GatewayUnderTest> StartAsync(TimeSpan? shutdown, params string[] settings)
    {
        var test = new GatewayUnderTest { Issuer = await TestIssuer.StartAsync() };
        foreach (var service in new[] { "customers", "service", "identity", "notifications" })
        {
            test.ports[service] = Ports.Free();
            await test.StartServiceAsync(service);
        }
        test.Url = $"http://127.0.0.1:{Ports.Free()}";
        test.gateway = GatewayHost.Build(
        [
            $"--urls={test.Url}", $"--Auth:Issuer={test.Issuer.Url}", "--Logging:LogLevel:Default=Error",
            .. test.ports.Select(pair => $"--Services:{pair.Key}:Url=http://127.0.0.1:{pair.Value}"), .. settings,
        ], builder => builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = shutdown ?? options.ShutdownTimeout));
        await test.gateway.StartAsync();
        return test;
    }

    public ApiClient As(string subject, string role = "admin") => new(Url, Issuer.Token(subject, [role]));

    public ApiClient Anybody() => new(Url, null);

    public async Task StartServiceAsync(string service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{ports[service]}");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback("{**path}", context =>
        {
            Seen.Enqueue(new Seen(context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return Answer(context);
        });
        await app.StartAsync();
        services[service] = app;
    }

    public async Task StopServiceAsync(string service)
    {
        await services[service].StopAsync(new CancellationToken(canceled: true));
        await services[service].DisposeAsync();
        services.Remove(service);
    }

    /// <summary>Sends bytes as they are and returns everything that comes back until the other side is silent or closes.</summary>
    public async Task<string> RawAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(Url).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (true)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(answer.Length == 0 ? 10 : 1));
                var read = await stream.ReadAsync(buffer, patience.Token);
                if (read == 0) break;
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Silence is an end too.
        }
        return answer.ToString();
    }

    /// <summary>Ends the gateway as a signal does. It would wait ten minutes for a request that does not end.</summary>
    public Task StopAsync() => gateway!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null) await gateway.DisposeAsync();
        foreach (var service in services.Values) await service.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

public sealed class GatewayFixture : IAsyncLifetime
{
    public GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayUnderTest.StartAsync("--Gateway:AnonymousBurst=100000", "--Gateway:SignInBurst=100000", "--Gateway:PublicBurst=100000");

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
