using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Testing;

/// <summary>Builds a service, as its <c>XHost.Build</c> does.</summary>
public delegate WebApplication BuildService(string[] args, HostCustomisation? customise);

/// <summary>
/// One service, real from Kestrel to its SQLite file, in a folder of its own, believing a <see cref="TestIssuer"/>. Nothing is mocked;
/// other services are absent unless a test says where they are.
/// </summary>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly BuildService build;
    private readonly string[] extraArgs;
    private readonly HostCustomisation? customise;
    private WebApplication? app;

    private ServiceUnderTest(BuildService build, TestIssuer issuer, string[] extraArgs, HostCustomisation? customise)
    {
        (this.build, Issuer, this.extraArgs, this.customise) = (build, issuer, extraArgs, customise);
    }

    public TestIssuer Issuer { get; }

    public TempFolder Folder { get; } = new();

    public string Url { get; private set; } = "";

    public IServiceProvider Services => app!.Services;

    /// <param name="args">Further settings, as on the command line: <c>--Customers:Region=DE</c>.</param>
    public static async Task<ServiceUnderTest> StartAsync(BuildService build, string[]? args = null, HostCustomisation? customise = null)
    {
        var service = new ServiceUnderTest(build, await TestIssuer.StartAsync(), args ?? [], customise);
        await service.StartAgainAsync();
        return service;
    }

    /// <summary>Starts on the same data; after <see cref="StopAsync"/> a restart.</summary>
    public async Task StartAgainAsync()
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            $"--Database:Directory={Folder.Path}",
            $"--Files:Directory={Path.Combine(Folder.Path, "files")}",
            $"--DataProtection:Directory={Path.Combine(Folder.Path, "keys")}",
            $"--Auth:Issuer={Issuer.Url}",
            "--ServiceCredentials:ClientSecret=test",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.EntityFrameworkCore.Model.Validation=Error",
            .. extraArgs,
        ];
        app = build(args, customise);
        await PersistenceSetup.MigrateAsync(app.Services);
        await app.StartAsync();
        Url = app.Urls.First();
    }

    public async Task StopAsync()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>A client that is signed in.</summary>
    public ApiClient As(string subject, string role, string? team = null) =>
        Client(Issuer.Token(subject, [role], team));

    public ApiClient Client(string? token) => new(Url, token);

    /// <summary>Something from the service's own container, for looking at what HTTP does not show.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        return await look(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Issuer.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>A folder that is gone when the test is.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crm-test-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
