namespace CrmPlatform.Platform.Tests.Running;

/// <summary>Each service a process of its own, a real RabbitMQ between them.</summary>
internal sealed class BrokeredPlatform : RunningPlatform
{
    private static readonly string[] Services = ["identity", "customers", "engagement", "service", "insights"];

    private readonly RabbitBroker broker;
    private readonly Dictionary<string, int> ports = Services.ToDictionary(name => name, _ => Ports.Free());

    private BrokeredPlatform(RabbitBroker broker)
    {
        this.broker = broker;
        Parts = Services.ToDictionary(name => name, ServicePart).Append(new("gateway", GatewayPart())).ToDictionary();
    }

    public override IReadOnlyDictionary<string, Part> Parts { get; }

    public RabbitBroker Broker => broker;

    /// <summary>The platform, not started yet; or the test is skipped where there is no broker to be had.</summary>
    public static async Task<BrokeredPlatform> OrSkipAsync() => new(await RabbitBroker.StartOrSkipAsync());

    public override async Task StartAsync()
    {
        await Parts["identity"].StartAsync();
        await Task.WhenAll(Services.Skip(1).Select(name => Parts[name].StartAsync()));
        await Parts["gateway"].StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await broker.DisposeAsync();
    }

    private Part ServicePart(string name)
    {
        var address = $"http://127.0.0.1:{ports[name]}";
        string[] own = name == "identity"
            ? [$"--Identity:PublicUrl={Url}/", $"--Identity:DataDirectory={Folder.Path}", .. Services.Append("gateway").Append("notifications").Select(Client).Select(client => $"--Identity:Services:{client}:Secret={SecretOf(client)}"), .. Administrator]
            : [$"--ServiceCredentials:ClientSecret={SecretOf(Client(name))}"];
        return new Part($"CrmPlatform.{char.ToUpperInvariant(name[0])}{name[1..]}.Api",
            [.. Common(), $"--urls={address}", $"--Files:Directory={Path.Combine(Folder.Path, "files", name)}", .. own], new Uri($"{address}/health"));
    }

    private Part GatewayPart() => new("CrmPlatform.Gateway", [.. Common(), $"--urls={Url}"], new Uri($"{Url}/health"));

    private string[] Common() =>
    [
        $"--Auth:Issuer={Url}/",
        $"--Auth:MetadataAddress=http://127.0.0.1:{ports["identity"]}/.well-known/openid-configuration",
        $"--Database:Directory={Folder.Path}",
        "--Database:MigrateOnStart=true",
        $"--DataProtection:Directory={Path.Combine(Folder.Path, "keys")}",
        $"--Messaging:RabbitMq={broker.Url}",
        // The sweep behind the broker, often enough for a test to see what it is for.
        "--Messaging:SweepInterval=00:00:05",
        "--Messaging:SweepAge=00:00:05",
        "--Logging:LogLevel:Default=Warning",
        .. ports.Select(port => $"--Services:{port.Key}:Url=http://127.0.0.1:{port.Value}"),
    ];

    private static string Client(string name) => name == "gateway" ? name : $"service-{name}";

    private static string SecretOf(string client) => $"{client}-has-a-secret-that-is-long-enough";
}
