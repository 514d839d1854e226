using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
    private readonly bool ownIssuer;
    private readonly int port = Ports.Free();
    private WebApplication? app;

    private ServiceUnderTest(BuildService build, TestIssuer issuer, bool ownIssuer, string[] extraArgs, HostCustomisation? customise)
    {
        (this.build, Issuer, this.ownIssuer, this.extraArgs, this.customise) = (build, issuer, ownIssuer, extraArgs, customise);
    }

    public TestIssuer Issuer { get; }

    public TempFolder Folder { get; } = new();

    /// <summary>Stays the same over restarts.</summary>
    public string Url => $"http://127.0.0.1:{port}";

    public IServiceProvider Services => app!.Services;

    /// <param name="args">Further settings, as on the command line: <c>--Customers:Region=DE</c>.</param>
    /// <param name="issuer">Whom to believe, when several services are to believe the same.</param>
    public static async Task<ServiceUnderTest> StartAsync(BuildService build, string[]? args = null, HostCustomisation? customise = null, TestIssuer? issuer = null)
    {
        var service = new ServiceUnderTest(build, issuer ?? await TestIssuer.StartAsync(), issuer is null, args ?? [], customise);
        await service.StartAgainAsync();
        return service;
    }

    /// <summary>Starts on the same data; after <see cref="StopAsync"/> a restart.</summary>
    public async Task StartAgainAsync()
    {
        string[] args =
        [
            $"--urls={Url}",
            $"--Database:Directory={Folder.Path}",
            $"--Files:Directory={Path.Combine(Folder.Path, "files")}",
            $"--DataProtection:Directory={Path.Combine(Folder.Path, "keys")}",
            $"--Auth:Issuer={Issuer.Url}",
            "--ServiceCredentials:ClientSecret=test",
            // What a test makes of the clock, the loops are to see.
            "--Loops:BeginAfter=00:00:00",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.EntityFrameworkCore.Model.Validation=Error",
            .. extraArgs,
        ];
        app = build(args, customise);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            // Workbench models have no migrations; every real service does.
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db.Database;
            if (!db.GetMigrations().Any()) await db.EnsureCreatedAsync();
        }
        await PersistenceSetup.MigrateAsync(app.Services);
        await app.StartAsync();
    }

    /// <summary>
    /// Waits until it is wholly well. With a broker it has its queues then: what is published before is lost to them, and comes by a sweep, which tests of
    /// the broker make rare on purpose.
    /// </summary>
    public async Task ListensAsync()
    {
        using var anybody = Client(null);
        await Eventually.BecomesAsync(() => anybody.GetAsync("/health"), answer => answer.Text == "Healthy", "the service to be well and its queues to be there");
    }

    public async Task StopAsync()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>A client that is signed in.</summary>
    public ApiClient As(string subject, string role, string? team = null, DateTime? until = null) =>
        Client(Issuer.Token(subject, [role], team, expires: until));

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
        if (ownIssuer) await Issuer.DisposeAsync();
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
