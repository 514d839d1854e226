#:sdk Aspire.AppHost.Sdk@13.5.2
#:package Aspire.Hosting.RabbitMQ@13.5.2
#:package Aspire.Hosting.SqlServer@13.5.2
#:package Aspire.Hosting.Docker@13.5.2
#:project ../services/Identity/Identity.Api/Identity.Api.csproj
#:project ../services/Customers/Customers.Api/Customers.Api.csproj
#:project ../services/Engagement/Engagement.Api/Engagement.Api.csproj
#:project ../services/Service/Service.Api/Service.Api.csproj
#:project ../services/Insights/Insights.Api/Insights.Api.csproj
#:project ../services/Notifications/Notifications.Api/Notifications.Api.csproj
#:project ../gateway/Gateway/Gateway.csproj
#:property ManagePackageVersionsCentrally=false
#:property RestorePackagesWithLockFile=false

// The whole platform as separate processes: dotnet run apphost/apphost.cs (or: aspire run). RabbitMQ and SQL Server come as containers,
// unless the configuration has ConnectionStrings:broker, or ConnectionStrings:{service} for every service. aspire publish writes a Compose file.

using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Microsoft.Extensions.Configuration;

const string PublicUrl = "http://localhost:8080";
const int Replicas = 2;

var builder = DistributedApplication.CreateBuilder(args);
var compose = builder.AddDockerComposeEnvironment("compose");

var names = new[] { "customers", "engagement", "service", "insights", "notifications" };
// On this machine one folder for all. In a published container the only place that its account may write to is its home: a volume for each
// service, and keys are shared through the databases.
var published = builder.ExecutionContext.IsPublishMode;
var data = published ? "/home/app" : Path.Combine(builder.AppHostDirectory, "..", "artifacts", "aspire");

var broker = IsGiven("broker") ? Given("broker", "broker") : builder.AddRabbitMQ("broker").WithManagementPlugin().WithDataVolume();
var databases = Databases();
// What the services know each other by at internal routes.
var secrets = names.Append("gateway").ToDictionary(name => name, name => builder.AddParameter(
    $"{name}-client-secret", new GenerateParameterDefault { MinLength = 40, Special = false }, secret: true, persist: true));

var identity = Service<Projects.Identity_Api>("identity")
    .WithEnvironment("Identity__PublicUrl", $"{PublicUrl}/")
    .WithEnvironment("Identity__DataDirectory", data);
// In the published network nothing but the gateway is reached from outside, at whatever private address it gets: whom it names is whom it had.
if (published)
{
    foreach (var (network, i) in new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16" }.Select((network, i) => (network, i)))
        identity.WithEnvironment($"Identity__TrustedProxies__{i}", network);
}
foreach (var name in names.Append("gateway"))
    identity.WithEnvironment($"Identity__Services__{(name == "gateway" ? name : $"service-{name}")}__Secret", secrets[name]);

var services = new Dictionary<string, IResourceBuilder<ProjectResource>>
{
    ["identity"] = identity,
    ["customers"] = Service<Projects.Customers_Api>("customers").WithReplicas(Replicas),
    ["engagement"] = Service<Projects.Engagement_Api>("engagement").WithReplicas(Replicas),
    ["service"] = Service<Projects.Service_Api>("service").WithReplicas(Replicas),
    ["insights"] = Service<Projects.Insights_Api>("insights"),
    ["notifications"] = Service<Projects.Notifications_Api>("notifications"),
};
foreach (var name in names)
{
    services[name]
        .WithEnvironment("Messaging__RabbitMq", broker)
        .WithEnvironment("ServiceCredentials__ClientSecret", secrets[name])
        .WaitFor(broker).WaitFor(identity);
}

var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithHttpEndpoint(port: 8080)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health");
foreach (var service in services.Values) gateway.WaitFor(service);

foreach (var resource in services.Values.Append(gateway))
{
    resource
        .WithEnvironment("Auth__Issuer", $"{PublicUrl}/")
        .WithEnvironment("Auth__MetadataAddress", ReferenceExpression.Create($"{identity.GetEndpoint("http")}/.well-known/openid-configuration"))
        .WithEnvironment("DataProtection__Directory", published ? "" : Path.Combine(data, "keys"));
    foreach (var other in services.Values.Where(service => service.Resource != resource.Resource)) resource.WithReference(other);
}

foreach (var (name, service) in services)
{
    var home = $"{name}-home";
    compose.ConfigureComposeFile(file => file.AddVolume(new Volume { Name = home, Driver = "local" }));
    service.PublishAsDockerComposeService((_, container) => container.AddVolume(new Volume { Name = home, Type = "volume", Source = home, Target = data }));
}

builder.Build().Run();

// A service waits for its own migration, which is the same program with another first argument.
IResourceBuilder<ProjectResource> Service<TProject>(string name) where TProject : IProjectMetadata, new()
{
    var database = databases[name];
    var migration = builder.AddProject<TProject>($"{name}-migrate")
        .WithArgs("migrate")
        .WithEnvironment("Database__Provider", "SqlServer")
        .WithReference(database, connectionName: name)
        .WaitFor(database);
    return builder.AddProject<TProject>(name)
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health")
        .WithEnvironment("Database__Provider", "SqlServer")
        .WithEnvironment("Files__Directory", Path.Combine(data, "files", name))
        .WithReference(database, connectionName: name)
        .WaitForCompletion(migration);
}

IReadOnlyDictionary<string, IResourceBuilder<IResourceWithConnectionString>> Databases()
{
    string[] owners = [.. names, "identity"];
    if (owners.All(IsGiven)) return owners.ToDictionary(owner => owner, owner => Given(owner, $"{owner}-db"));
    var server = builder.AddSqlServer("sql").WithDataVolume();
    return owners.ToDictionary(owner => owner, owner => (IResourceBuilder<IResourceWithConnectionString>)server.AddDatabase($"{owner}-db", $"crm-{owner}").WithCreationScript(Creation($"crm-{owner}")));
}

// As a service makes it where it is not there: who reads does not wait for who writes.
static string Creation(string database) => $"""
    IF DB_ID(N'{database}') IS NULL CREATE DATABASE [{database}];
    GO
    IF (SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = N'{database}') = 0
        ALTER DATABASE [{database}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
    """;

bool IsGiven(string name) => !string.IsNullOrEmpty(builder.Configuration.GetConnectionString(name));

// No two resources have one name, and the service has its own: its database is called the same whether it is given or made here.
IResourceBuilder<IResourceWithConnectionString> Given(string name, string resource)
{
    var text = builder.AddParameter($"{name}-connection-string", () => builder.Configuration.GetConnectionString(name)!, secret: true);
    return builder.AddConnectionString(resource, ReferenceExpression.Create($"{text}"));
}
