using System.Net;
using System.Net.Sockets;
using CrmPlatform.Customers;
using CrmPlatform.Engagement;
using CrmPlatform.Gateway;
using CrmPlatform.Identity;
using CrmPlatform.Insights;
using CrmPlatform.Notifications;
using CrmPlatform.Service;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.Standalone.Demo;

namespace CrmPlatform.Standalone;

/// <summary>
/// Every service and the gateway in this process, each a host of its own with its own container, database and loopback port. The
/// services know no difference from being alone.
/// </summary>
internal sealed class Platform : IAsyncDisposable
{
    private delegate WebApplication BuildHost(string[] args, HostCustomisation? customise);

    private static readonly IReadOnlyDictionary<string, BuildHost> Hosts = new Dictionary<string, BuildHost>
    {
        ["identity"] = IdentityHost.Build,
        ["customers"] = CustomersHost.Build,
        ["engagement"] = EngagementHost.Build,
        ["service"] = ComplaintsHost.Build,
        ["insights"] = InsightsHost.Build,
        ["notifications"] = NotificationsHost.Build,
    };

    /// <summary>Who asks whom for a token: every service that exists, started here or not.</summary>
    private static readonly string[] TokenClients = ["service-customers", "service-engagement", "service-service", "service-insights", "service-notifications", "gateway"];

    private readonly List<WebApplication> running = [];
    private WebApplication? listened;
    private readonly InProcessConnections connections = new();

    /// <summary>The hosts themselves, for looking at their endpoints.</summary>
    public IReadOnlyList<WebApplication> Running => running;

    public string Url { get; private init; } = "";

    public string DemoSecret { get; private init; } = "";

    public static async Task<Platform> StartAsync(StandaloneOptions options, DataFolder folder, HostCustomisation customise, CancellationToken cancellationToken)
    {
        var secrets = folder.Secrets([.. TokenClients, DemoCompany.SecretName]);
        var platform = new Platform { Url = $"http://localhost:{options.Port}", DemoSecret = secrets[DemoCompany.SecretName] };
        var addresses = Hosts.Keys.Zip(FreePorts(Hosts.Count)).ToDictionary(pair => pair.First, pair => $"http://127.0.0.1:{pair.Second}");
        // Behind a proxy browsers have another address for us than our own: tokens, mails and links all go by the one that was given.
        var publicUrl = options.Find("Identity:PublicUrl") ?? platform.Url;
        // Written as tokens name it: in lower case, without the port that goes without saying.
        publicUrl = (Uri.TryCreate(publicUrl, UriKind.Absolute, out var browsers) ? browsers.AbsoluteUri : publicUrl).TrimEnd('/');
        string[] common =
        [
            $"--Auth:Issuer={publicUrl}/",
            $"--Auth:MetadataAddress={addresses["identity"]}/.well-known/openid-configuration",
            $"--Database:Directory={folder.Path}",
            "--Database:MigrateOnStart=true",
            $"--DataProtection:Directory={folder.Below("keys")}",
            $"--Mail:PublicUrl={publicUrl}",
            $"--Complaints:PublicUrl={publicUrl}",
            $"--Mail:Directory={folder.Below("mail")}",
            .. addresses.Select(address => $"--Services:{address.Key}:Url={address.Value}"),
            .. options.Settings,
        ];
        string[] shared = [.. common, $"--Telemetry:Shared={GatewayHost.Name}"];

        try
        {
            var identity = IdentityArgs(publicUrl, folder, secrets, options.Demo || DemoCompany.IsThere(folder));
            await platform.StartOneAsync("identity", IdentityHost.Build, [.. identity, .. shared], addresses["identity"], folder, secrets, customise, cancellationToken);
            // On threads of their own: most of a start is the making of routes and models, which waits for nothing.
            await Task.WhenAll(Hosts.Where(host => host.Key != "identity").Select(host => Task.Run(
                () => platform.StartOneAsync(host.Key, host.Value, shared, addresses[host.Key], folder, secrets, customise, cancellationToken), cancellationToken)));
            // The gateway's telemetry is the whole process's: it stands in front of all.
            var gateway = GatewayHost.Build([.. common, $"--urls={platform.Url}"], customise + platform.connections.UseFor);
            gateway.CheckSettings();
            await gateway.StartAsync(cancellationToken);
            platform.running.Add(gateway);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether any service has its database in the folder.</summary>
    public static bool IsIn(string folder) => Hosts.Keys.Any(name => File.Exists(Path.Combine(folder, $"{name}.db")));

    /// <summary>After a restore: the readers of every service's events start again at the beginning; their inboxes know what had its effect.</summary>
    public static int RenewFeeds(StandaloneOptions options, DataFolder folder, HostCustomisation customise)
    {
        var secrets = folder.Secrets([.. TokenClients, DemoCompany.SecretName]);
        var url = $"http://localhost:{options.Port}";
        string[] args =
        [
            $"--Auth:Issuer={url}/", $"--Database:Directory={folder.Path}", $"--DataProtection:Directory={folder.Below("keys")}", $"--Telemetry:Shared={GatewayHost.Name}",
            .. Hosts.Keys.Select(name => $"--Services:{name}:Url={url}"), .. IdentityArgs(url, folder, secrets, demo: false), .. options.Settings,
        ];
        foreach (var (name, build) in Hosts.Where(host => File.Exists(folder.Below($"{host.Key}.db"))))
        {
            using var host = (IDisposable)build(args, customise);
            if (((WebApplication)host).RunService(["renew-feed-epoch"]) is > 0 and var code) return code;
            Console.WriteLine($"The events of {name} are read again.");
        }
        return 0;
    }

    /// <summary>Stops the gateway first, so that nobody is let in any more, and the services after it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Streams go on for hours: whoever listens is let go before the gateway waits for its requests to end.
        listened?.Lifetime.StopApplication();
        foreach (var host in Enumerable.Reverse(running))
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }
        running.Clear();
    }

    private async Task StartOneAsync(
        string name, BuildHost build, string[] args, string address, DataFolder folder, IReadOnlyDictionary<string, string> secrets, HostCustomisation customise, CancellationToken cancellationToken)
    {
        var host = build(
            [.. args, $"--urls={address}", $"--Files:Directory={folder.Below(Path.Combine("files", name))}", .. secrets.TryGetValue($"service-{name}", out var secret) ? [$"--ServiceCredentials:ClientSecret={secret}"] : Array.Empty<string>()],
            customise + connections.OpenTo);
        host.CheckSettings();
        await host.StartAsync(cancellationToken);
        if (name == NotificationsHost.Name) listened = host;
        lock (running) running.Add(host);
    }

    private static IEnumerable<string> IdentityArgs(string url, DataFolder folder, IReadOnlyDictionary<string, string> secrets, bool demo) =>
    [
        $"--Identity:PublicUrl={url}/",
        $"--Identity:DataDirectory={folder.Path}",
        // The gateway is here whatever stands in front of it, beside the networks that somebody names.
        "--Identity:TrustedProxies:gateway=127.0.0.0/8",
        .. TokenClients.Select(client => $"--Identity:Services:{client}:Secret={secrets[client]}"),
        .. demo ? DemoCompany.IdentitySettings(secrets) : [],
    ];

    /// <summary>Looked at before anything is started, so that a taken port costs nothing but a sentence.</summary>
    public static string? WhyNotAt(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.AccessDenied
                ? $"Port {port} is the system's, and you may not listen there; choose one above 1023 with --port."
                : $"Port {port} is in use; choose another with --port.";
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
