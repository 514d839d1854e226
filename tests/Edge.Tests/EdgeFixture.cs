using System.Text.Json.Nodes;
using CrmPlatform.Edge.Tests;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.Standalone;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(EdgeFixture))]

namespace CrmPlatform.Edge.Tests;

/// <summary>An endpoint of one of the services.</summary>
/// <param name="Path">As the document writes it: <c>/api/v1/customers/{id}</c>.</param>
/// <param name="Permissions">The rights it asks for; none when everybody who is signed in may.</param>
public sealed record Door(string Service, string Method, string Path, IReadOnlyList<string> Permissions, bool Anonymous, bool Described, bool WantsIfMatch)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The whole platform in this process, believing an issuer that signs whatever token a test wants.</summary>
public sealed class EdgeFixture : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private DataFolder? data;
    private Platform? platform;

    public TestIssuer Issuer { get; private set; } = null!;

    public string Url => platform!.Url;

    /// <summary>Every public route of every service, from the services themselves.</summary>
    public IReadOnlyList<Door> Doors { get; private set; } = [];

    /// <summary>The merged OpenAPI document, from the gateway.</summary>
    public JsonObject Document { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        data = DataFolder.Open(Path.Combine(folder.Path, "data"))!;
        var options = new StandaloneOptions(data.Path, Ports.Free(), false,
        [
            $"--Auth:Issuer={Issuer.Url}", $"--Auth:MetadataAddress={Issuer.Url}/.well-known/openid-configuration", "--Logging:LogLevel:Default=None",
            "--Gateway:AnonymousBurst=100000", "--Gateway:AnonymousPerSecond=100000", "--Gateway:PublicBurst=100000", "--Gateway:PublicPerSecond=100000",
            "--Gateway:HeavyBurst=100000", "--Gateway:HeavyPerSecond=100000", "--Gateway:Burst=1000000", "--Stream:PerCaller=10000",
        ]);
        platform = await Platform.StartAsync(options, data, Quiet, CancellationToken.None);
        Doors = [.. platform.Running.SelectMany(DoorsOf)];
        using var http = new HttpClient();
        Document = JsonNode.Parse(await http.GetStringAsync($"{Url}/openapi/v1.json"))!.AsObject();
    }

    public ApiClient As(string role, string? team = "north") => new(Url, Issuer.Token($"edge-{role}", [role], team));

    public ApiClient With(string? token) => new(Url, token);

    public async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        data?.Dispose();
        await Issuer.DisposeAsync();
        folder.Dispose();
    }

    private static IEnumerable<Door> DoorsOf(WebApplication host)
    {
        if (host.Services.GetRequiredService<ServiceIdentity>().Name is "gateway") yield break;
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
                _ => "",
            }))));
            if (!path.StartsWith("/api/", StringComparison.Ordinal)) continue;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            {
                yield return new Door(host.Services.GetRequiredService<ServiceIdentity>().Name, method, path.TrimEnd('/'),
                    [.. endpoint.Metadata.GetOrderedMetadata<RequiredPermission>().Select(required => required.Permission).Distinct()],
                    endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                    endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IExcludeFromDescriptionMetadata>()?.ExcludeFromDescription != true,
                    endpoint.Metadata.GetMetadata<ServiceDefaults.Http.RequiresIfMatch>() is not null);
            }
        }
    }

    private static void Quiet(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Logging.ClearProviders();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
