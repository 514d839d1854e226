using CrmPlatform.Platform.Tests.Running;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using DotNet.Testcontainers.Volumes;
using Testcontainers.MsSql;
using Testcontainers.RabbitMq;

namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>
/// Every service a container of its own image, confined as in k8s/base: not root, no capabilities, a root file system that cannot be written,
/// one volume for what must stay. RabbitMQ beside them and, where its image can be had, SQL Server; the gateway the only one with a door to
/// the outside.
/// </summary>
internal sealed class ContainedPlatform(Images images) : RunningPlatform
{
    private const string BrokerUser = "crm";
    private const string BrokerPassword = "a-broker-for-tests";
    private const long NobodyInParticular = 1654;

    private static readonly string[] Services = ["identity", "customers", "engagement", "service", "insights", "notifications"];

    private readonly INetwork network = new NetworkBuilder().WithName($"crm-{Guid.NewGuid():N}"[..16]).Build();
    private readonly Dictionary<string, IVolume> volumes = Services.ToDictionary(name => name, name => new VolumeBuilder().WithName($"crm-{name}-{Guid.NewGuid():N}"[..24]).Build());
    private readonly Dictionary<string, IContainer> servers = [];
    private readonly Engine engine = new();
    private RabbitMqContainer? broker;
    private MsSqlContainer? databases;

    public IReadOnlyDictionary<string, IContainer> Servers => servers;

    public Engine Engine => engine;

    public override async Task StartAsync()
    {
        await network.CreateAsync();
        foreach (var volume in volumes.Values) await volume.CreateAsync();
        broker = new RabbitMqBuilder(images.Broker).WithUsername(BrokerUser).WithPassword(BrokerPassword).WithNetwork(network).WithNetworkAliases("broker").Build();
        if (images.SqlServer is { } server)
        {
            databases = new MsSqlBuilder(server).WithPassword(ContainedDatabases.Password).WithEnvironment("MSSQL_PID", "Developer")
                .WithNetwork(network).WithNetworkAliases(ContainedDatabases.Server).Build();
        }
        await Task.WhenAll(broker.StartAsync(), databases?.StartAsync() ?? Task.CompletedTask, GiveVolumesAwayAsync());
        await Task.WhenAll(Services.Select(name => MigrateAsync(name, images.Version)));
        foreach (var name in Services) servers[name] = Server(name, images.Version).WithPortBinding(8080, assignRandomHostPort: true).Build();
        servers["gateway"] = Confined(new ContainerBuilder(Images.Of("gateway", images.Version)), "gateway").WithPortBinding(GatewayPort, 8080).WithWaitStrategy(Ready("/alive")).Build();
        await Task.WhenAll(servers.Values.Select(each => each.StartAsync()));
        await Eventually.IsTrueAsync(AllHealthyAsync, "the gateway to find every service healthy");
    }

    public Task CutOffAsync(string name) => engine.CutOffAsync(servers[name], network.Name);

    public Task RejoinAsync(string name) => engine.RejoinAsync(servers[name], network.Name, name);

    /// <summary>As k8s/deploy.sh does it: the next version changes the schema while this one still runs, then takes its place.</summary>
    public async Task UpgradeAsync(string name)
    {
        await MigrateAsync(name, images.Next);
        await servers[name].DisposeAsync();
        servers[name] = Server(name, images.Next).WithPortBinding(8080, assignRandomHostPort: true).Build();
        await servers[name].StartAsync();
    }

    /// <summary>What a container has written to its console, for a failure's sake.</summary>
    public async Task<string> SaidAsync(string name)
    {
        var (output, errors) = await servers[name].GetLogsAsync();
        return $"{output}{errors}";
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var server in servers.Values) await server.DisposeAsync();
        if (broker is not null) await broker.DisposeAsync();
        if (databases is not null) await databases.DisposeAsync();
        foreach (var volume in volumes.Values) await volume.DisposeAsync();
        await network.DisposeAsync();
        engine.Dispose();
        await base.DisposeAsync();
    }

    // A new volume is root's. In a cluster fsGroup does this.
    private async Task GiveVolumesAwayAsync()
    {
        var builder = new ContainerBuilder(images.Broker)
            .WithEntrypoint("chown").WithCommand([$"{NobodyInParticular}:{NobodyInParticular}", .. Services.Select(name => $"/volumes/{name}")])
            .WithCreateParameterModifier(parameters => parameters.User = "0");
        foreach (var (name, volume) in volumes) builder = builder.WithVolumeMount(volume, $"/volumes/{name}");
        await RunToTheEndAsync(builder.Build());
    }

    private async Task MigrateAsync(string name, string tag) =>
        await RunToTheEndAsync(WithItsData(Confined(new ContainerBuilder(Images.Of(name, tag)), name), name).WithCommand("migrate").Build());

    private static async Task RunToTheEndAsync(IContainer container)
    {
        await using (container)
        {
            await container.StartAsync();
            var code = await container.GetExitCodeAsync();
            var (output, errors) = await container.GetLogsAsync();
            Assert.True(code == 0, $"{container.Image.FullName} ended with {code}:\n{output}{errors}");
        }
    }

    private ContainerBuilder Server(string name, string tag) =>
        WithItsData(Confined(new ContainerBuilder(Images.Of(name, tag)), name), name).WithNetworkAliases(name).WithWaitStrategy(Ready("/health"));

    private ContainerBuilder WithItsData(ContainerBuilder builder, string name) => builder.WithVolumeMount(volumes[name], "/data");

    private ContainerBuilder Confined(ContainerBuilder builder, string name) => builder
        .WithNetwork(network)
        .WithEnvironment(Settings(name).ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value))
        .WithTmpfsMount("/tmp")
        .WithCreateParameterModifier(parameters =>
        {
            var host = parameters.HostConfig!;
            host.ReadonlyRootfs = true;
            host.CapDrop = ["ALL"];
            host.SecurityOpt = ["no-new-privileges"];
            host.Memory = Limit;
        });

    // Half of what k8s/base allows a service.
    private const long Limit = 384L * 1024 * 1024;

    private static IWaitForContainerOS Ready(string path) => Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(
        request => request.ForPort(8080).ForPath(path), wait => wait.WithInterval(TimeSpan.FromMilliseconds(100)).WithTimeout(TimeSpan.FromMinutes(2)));

    private Dictionary<string, string> Settings(string name)
    {
        var settings = new Dictionary<string, string>
        {
            ["Auth:Issuer"] = $"{Url}/",
            ["Auth:MetadataAddress"] = "http://identity:8080/.well-known/openid-configuration",
            ["DataProtection:Directory"] = "/data/keys",
            ["Files:Directory"] = "/data/files",
            ["Messaging:RabbitMq"] = $"amqp://{BrokerUser}:{BrokerPassword}@broker:5672/",
            // The sweep behind the broker, often enough for a test to see what it is for.
            ["Messaging:SweepInterval"] = "00:00:05",
            ["Messaging:SweepAge"] = "00:00:05",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in ContainedDatabases.Settings(name, "/data", images.SqlServer is not null)) settings[key] = value;
        foreach (var service in Services) settings[$"Services:{service}:Url"] = $"http://{service}:8080";
        if (name != "identity")
        {
            settings["ServiceCredentials:ClientSecret"] = SecretOf(Client(name));
            return settings;
        }
        settings["Identity:PublicUrl"] = $"{Url}/";
        settings["Identity:DataDirectory"] = "/data/identity";
        foreach (var client in Services.Append("gateway").Select(Client)) settings[$"Identity:Services:{client}:Secret"] = SecretOf(client);
        foreach (var (key, value) in AdministratorSettings) settings[key] = value;
        return settings;
    }

    private async Task<bool> AllHealthyAsync()
    {
        using var anybody = new ApiClient(Url, null);
        var health = await anybody.GetAsync("/health");
        return health.Status == System.Net.HttpStatusCode.OK && Services.All(name => (string?)health["services"]![name] == "healthy");
    }

    private static string Client(string name) => name == "gateway" ? name : $"service-{name}";

    private static string SecretOf(string client) => $"{client}-has-a-secret-that-is-long-enough";
}
