using System.Net;
using System.Text.Json.Nodes;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Keys;
using CrmPlatform.Identity.Start;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Identity.Tests.Support;

/// <summary>The identity service, real from Kestrel to its SQLite file, with a client of every kind and an administrator's token.</summary>
public sealed class IdentityServer : IAsyncDisposable
{
    public const string PublicUrl = "http://crm.test/";
    public const string Bootstrap = "bootstrap";
    public const string Service = "service-customers";
    public const string Secret = "not-a-secret-0123456789-0123456789-0123456789";
    public const string Password = "violet-kettle-orbit-77";
    private static int people;
    private Task<string>? adminToken;

    private readonly string[] args;
    private readonly HostCustomisation customise;

    private IdentityServer(ServiceUnderTest service, FakeTimeProvider? clock, List<string> told, string[] args, HostCustomisation customise)
    {
        (Host, Clock, Told, this.args, this.customise) = (service, clock, told, args, customise);
    }

    public ServiceUnderTest Host { get; }

    /// <summary>Moves the service's time; null when it runs on the machine's.</summary>
    public FakeTimeProvider? Clock { get; }

    /// <summary>Moves the service's time by days. Keys come and go in them: the ring is as of the new time when this returns, as it would be had they passed.</summary>
    public async Task JumpAsync(TimeSpan by)
    {
        Clock!.Advance(by);
        await Host.Services.GetRequiredService<KeyRing>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>What the operator was told.</summary>
    public IReadOnlyList<string> Told { get; }

    public string Url => Host.Url;

    public static async Task<IdentityServer> StartAsync(bool ownClock = false, params string[] args)
    {
        var clock = ownClock ? new FakeTimeProvider(DateTimeOffset.UtcNow) : null;
        var told = new List<string>();
        string[] all = [.. Settings, .. args];
        var service = await ServiceUnderTest.StartAsync(IdentityHost.Build, all, Customise, new TestIssuer());
        return new IdentityServer(service, clock, told, all, Customise);

        void Customise(WebApplicationBuilder builder)
        {
            if (clock is not null) builder.Services.AddSingleton<TimeProvider>(clock);
            // Hundreds of passwords are hashed in these tests: that it is done slowly enough is tested by itself.
            builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
            builder.Services.AddSingleton<TellOperator>(told.Add);
            builder.Services.AddSingleton<Meanwhile>().AddScoped<IPasswordHasher<User>, InterruptedHasher>();
            var folder = builder.Configuration["Database:Directory"]!;
            builder.Services.PostConfigure<IdentityOptions>(options => options.DataDirectory = Path.Combine(folder, "identity"));
        }
    }

    /// <summary>Starts a second process of the service, so to speak, on the same data.</summary>
    public async Task<WebApplication> StartReplicaAsync()
    {
        var replica = IdentityHost.Build(
            ["--urls=http://127.0.0.1:0", $"--Database:Directory={Host.Folder.Path}", $"--DataProtection:Directory={Path.Combine(Host.Folder.Path, "keys")}",
                "--Logging:LogLevel:Default=Warning", "--Loops:BeginAfter=00:00:00", .. args],
            customise);
        await replica.StartAsync();
        return replica;
    }

    /// <summary>Settings with a secret for every service and one client of the configuration.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        $"--Identity:PublicUrl={PublicUrl}",
        "--Identity:Attempts:SignInsPerAddress=1000000",
        "--Identity:Attempts:TokensPerClient=1000000",
        .. new[] { Service, "service-engagement", "service-service", "service-insights", "service-notifications", "gateway" }
            .Select(name => $"--Identity:Services:{name}:Secret={Secret}{name}"),
        $"--Identity:Clients:0:ClientId={Bootstrap}",
        $"--Identity:Clients:0:Secret={Secret}",
        "--Identity:Clients:0:Roles:0=admin",
    ];

    public string DataDirectory => Path.Combine(Host.Folder.Path, "identity");

    /// <summary>A client of the API with an administrator's rights.</summary>
    public async Task<ApiClient> AdminAsync()
    {
        if (Clock is not null) return Host.Client(await AdminTokenAsync());
        return Host.Client(await (adminToken ??= AdminTokenAsync()));
    }

    private async Task<string> AdminTokenAsync() => (string)(await TokenAsync(Bootstrap, Secret)).Expect(HttpStatusCode.OK)["access_token"]!;

    /// <summary>A client-credentials request.</summary>
    public Task<Answer> TokenAsync(string clientId, string secret, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null) form["scope"] = scope;
        return PostFormAsync("/connect/token", form);
    }

    public async Task<Answer> PostFormAsync(string path, Dictionary<string, string> form)
    {
        using var anybody = Host.Client(null);
        return await anybody.PostAsync(path, new FormUrlEncodedContent(form));
    }

    /// <summary>Opens an account nobody else has.</summary>
    public async Task<Person> NewPersonAsync(string role = "sales", string? team = "north", bool secondFactorRequired = false)
    {
        using var admin = await AdminAsync();
        var userName = $"person{Interlocked.Increment(ref people)}";
        var created = (await admin.PostAsync("/api/v1/users", new
        {
            userName, name = $"Person {userName}", roles = new[] { role }, team, email = $"{userName}@example.com", password = Password, secondFactorRequired,
        })).Expect(HttpStatusCode.Created);
        return new Person(created.Id, userName, Password);
    }

    /// <summary>Registers a client app nobody else has, which people sign in through.</summary>
    public async Task<ClientApp> NewAppAsync()
    {
        using var admin = await AdminAsync();
        var created = (await admin.PostAsync("/api/v1/clients", new
        {
            name = "An app", grants = new[] { "authorization-code" }, @public = true,
            redirectUris = new[] { ClientApp.Callback }, postLogoutRedirectUris = new[] { ClientApp.AfterSignOut },
        })).Expect(HttpStatusCode.Created);
        return new ClientApp(this, (string)created["clientId"]!);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>Somebody with an account.</summary>
public sealed record Person(Guid Id, string UserName, string Password);

/// <summary>One server for all tests that leave its clock alone.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public IdentityServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await IdentityServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>One server whose clock the tests move, always forward, one test after the other.</summary>
public sealed class ClockedServer : IAsyncLifetime
{
    public IdentityServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server =
        // Time makes leaps here: what looks every second would look a thousand times a leap.
        await IdentityServer.StartAsync(ownClock: true, "--Identity:Keys:Check=00:00:10", "--Messaging:PollInterval=30.00:00:00");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class Clocked : ICollectionFixture<ClockedServer>
{
    public const string Name = "a server whose clock is moved";
}

internal static class Tokens
{
    /// <summary>What a JWT says, unchecked.</summary>
    public static JsonObject Payload(string token) => Part(token, 1);

    public static JsonObject Header(string token) => Part(token, 0);

    private static JsonObject Part(string token, int index) =>
        JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[index]))!.AsObject();
}
