using System.Buffers.Binary;
using System.Net;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Start;
using CrmPlatform.Identity.Tests.Support;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Identity.Tests;

public sealed class FirstStarts(SharedServer shared)
{
    [Fact]
    public async Task The_first_one_makes_an_administrator_whose_password_is_told_once_and_kept_for_the_owner_only()
    {
        await using var server = await IdentityServer.StartAsync();
        var told = Assert.Single(server.Told);
        var file = Path.Combine(server.DataDirectory, FirstStart.AdministratorFile);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(server.DataDirectory));
        }
        var password = (await File.ReadAllLinesAsync(file)).Single(line => line.StartsWith("password: ", StringComparison.Ordinal))["password: ".Length..];
        Assert.Contains(password, told, StringComparison.Ordinal);
        Assert.InRange(password.Length, 20, 40);
        // No two installations have the same one.
        Assert.DoesNotContain(password, await File.ReadAllTextAsync(Path.Combine(shared.Server.DataDirectory, FirstStart.AdministratorFile)), StringComparison.Ordinal);
        var admin = new Person(Guid.Empty, "admin", password);
        using (var browser = new Browser(server)) Assert.Equal("/connect/account", (await browser.SignInAsync(admin)).Expect(HttpStatusCode.OK).At);

        await server.Host.StopAsync();
        await server.Host.StartAgainAsync();
        Assert.Single(server.Told);
        using var again = new Browser(server);
        Assert.Equal("/connect/account", (await again.SignInAsync(admin)).Expect(HttpStatusCode.OK).At);
    }

    [Fact]
    public async Task A_start_that_finds_everything_in_line_writes_nothing_and_so_waits_for_no_disk()
    {
        await using var server = await IdentityServer.StartAsync();
        await using var beside = new SqliteConnection($"Data Source={Path.Combine(server.Host.Folder.Path, "identity.db")};Pooling=False");
        await beside.OpenAsync();
        var before = await CommitsOfOthersAsync(beside);
        await using var again = await server.StartReplicaAsync();
        Assert.Equal(before, await CommitsOfOthersAsync(beside));
        await again.StopAsync();
    }

    [Theory]
    [InlineData("--Identity:PublicUrl=", "Identity:PublicUrl")]
    [InlineData("--Identity:PublicUrl=crm.example", "Identity:PublicUrl")]
    [InlineData("--Identity:Services:service-insights:Secret=", "Identity:Services:service-insights:Secret")]
    [InlineData("--Identity:Services:gateway:Secret=short", "Identity:Services:gateway:Secret")]
    [InlineData("--Identity:Passwords:Shortest=8", "Identity:Passwords:Shortest")]
    [InlineData("--Identity:Passwords:Iterations=1000", "Identity:Passwords:Iterations")]
    [InlineData("--Identity:TrustedProxies:0=gateway", "Identity:TrustedProxies")]
    [InlineData("--Identity:Clients:0:Roles:0=root", "Identity:Clients")]
    [InlineData("--Identity:SecondFactor:RequiredRoles:0=administrator", "Identity:SecondFactor:RequiredRoles has 'administrator': one of admin, manager")]
    [InlineData("--Identity:Tokens:Access=2.00:00:00", "Identity:Tokens:Access")]
    public async Task A_wrong_or_missing_setting_stops_the_start_and_says_which(string setting, string named)
    {
        using var folder = new TempFolder();
        await using var app = IdentityHost.Build([.. Folders(folder), .. IdentityServer.Settings, setting]);
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_word_on_an_address_is_taken_is_what_the_setting_says_and_loopback_without_one()
    {
        using var folder = new TempFolder();
        await using var ordinary = IdentityHost.Build([.. Folders(folder), .. IdentityServer.Settings]);
        await using var set = IdentityHost.Build([.. Folders(folder), .. IdentityServer.Settings, "--Identity:TrustedProxies:0=10.0.0.0/8"]);
        Assert.Equal(["127.0.0.0/8", "::1/128"], NetworksOf(ordinary));
        Assert.Equal(["10.0.0.0/8"], NetworksOf(set));

        static IEnumerable<string> NetworksOf(WebApplication app) =>
            app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.KnownIPNetworks.Select(network => $"{network}");
    }

    [Fact]
    public async Task Passwords_are_hashed_as_slowly_as_the_setting_says()
    {
        using var folder = new TempFolder();
        await using var app = IdentityHost.Build([.. Folders(folder), .. IdentityServer.Settings]);
        var hasher = app.Services.CreateScope().ServiceProvider.GetRequiredService<IPasswordHasher<User>>();
        var hash = Convert.FromBase64String(hasher.HashPassword(new User(), IdentityServer.Password));
        // ASP.NET Core Identity, version 3 of its format: marker, pseudo-random function (2 is HMAC-SHA-512), iterations.
        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.Equal(250_000u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
    }

    [Fact]
    public async Task Alone_and_behind_TLS_it_wants_no_secrets_an_up_to_date_schema_and_secure_cookies()
    {
        using var folder = new TempFolder();
        string[] alone = [.. Folders(folder), "--urls=http://127.0.0.1:0", "--Identity:PublicUrl=https://crm.test/", "--Identity:RegisterServices=false"];
        await using (var app = IdentityHost.Build(alone))
        {
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
            Assert.Contains("migrate", refusal.Message, StringComparison.Ordinal);
        }
        await using var migrated = IdentityHost.Build([.. alone, "--Database:MigrateOnStart=true"], builder => builder.Services.AddSingleton<TellOperator>(_ => { }));
        await migrated.StartAsync();
        using var behindTls = new ApiClient(migrated.Urls.First(), null);
        var page = (await behindTls.GetAsync("/connect/sign-in")).Expect(HttpStatusCode.OK);
        Assert.Contains("__Host-crm.forms=", page.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Contains("secure", page.Headers["Set-Cookie"], StringComparison.Ordinal);
        var metadata = (await behindTls.GetAsync("/.well-known/openid-configuration")).Expect(HttpStatusCode.OK);
        Assert.Equal("https://crm.test/connect/token", (string?)metadata["token_endpoint"]);
        await migrated.StopAsync();
    }

    [Fact]
    public async Task A_secret_changed_in_the_configuration_is_good_at_once_and_the_old_one_for_a_day()
    {
        await using var server = await IdentityServer.StartAsync(ownClock: true);
        var changed = IdentityServer.Secret + "changed";
        await server.Host.StopAsync();
        await using var app = IdentityHost.Build(
            [.. Folders(server.Host.Folder), "--urls=http://127.0.0.1:0",
                .. IdentityServer.Settings.Where(setting => !setting.StartsWith("--Identity:Clients", StringComparison.Ordinal)),
                $"--Identity:Services:{IdentityServer.Service}:Secret={changed}",
                $"--DataProtection:Directory={Path.Combine(server.Host.Folder.Path, "keys")}"],
            builder => builder.Services.AddSingleton<TimeProvider>(server.Clock!));
        await PersistenceSetup.MigrateAsync(app.Services);
        await app.StartAsync();
        using var anybody = new ApiClient(app.Urls.First(), null);

        (await AskAsync(anybody, changed)).Expect(HttpStatusCode.OK);
        (await AskAsync(anybody, IdentityServer.Secret + IdentityServer.Service)).Expect(HttpStatusCode.OK);
        server.Clock!.Advance(TimeSpan.FromHours(25));
        (await AskAsync(anybody, changed)).Expect(HttpStatusCode.OK);
        (await AskAsync(anybody, IdentityServer.Secret + IdentityServer.Service)).Expect(HttpStatusCode.Unauthorized);
        // What the configuration no longer names can no longer come in.
        var gone = await anybody.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = IdentityServer.Bootstrap, ["client_secret"] = IdentityServer.Secret,
        }));
        gone.Expect(HttpStatusCode.Unauthorized);
        await app.StopAsync();
    }

    /// <summary>A number that changes with every commit by somebody else.</summary>
    private static async Task<long> CommitsOfOthersAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Task<Answer> AskAsync(ApiClient client, string secret) => client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = IdentityServer.Service,
        ["client_secret"] = secret,
    }));

    private static string[] Folders(TempFolder folder) =>
    [
        $"--Database:Directory={folder.Path}", $"--Identity:DataDirectory={Path.Combine(folder.Path, "identity")}", $"--Files:Directory={folder.Path}",
        "--Logging:LogLevel:Default=None",
    ];
}
