using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrmPlatform.Platform.Tests.Running;

/// <summary>The whole platform as its users meet it: a gateway, and nothing known of what is behind.</summary>
internal abstract class RunningPlatform : IAsyncDisposable
{
    private const string ClientId = "platform-tests";
    private const string ClientSecret = "a-secret-of-thirty-two-characters-at-least";

    protected TempFolder Folder { get; } = new();

    protected int GatewayPort { get; } = Ports.Free();

    public string Url => $"http://localhost:{GatewayPort}";

    public string DataFolder => Folder.Path;

    /// <summary>Where several processes of this machine are part of it, any of them may be killed alone.</summary>
    public virtual IReadOnlyDictionary<string, Part> Parts { get; } = new Dictionary<string, Part>();

    public abstract Task StartAsync();

    protected static string[] Administrator => [.. AdministratorSettings.Select(setting => $"--{setting.Key}={setting.Value}")];

    protected static IReadOnlyDictionary<string, string> AdministratorSettings { get; } = new Dictionary<string, string>
    {
        ["Identity:Clients:0:ClientId"] = ClientId, ["Identity:Clients:0:Name"] = "Tests", ["Identity:Clients:0:Secret"] = ClientSecret, ["Identity:Clients:0:Roles:0"] = "admin",
    };

    /// <summary>A client with every right, which the platform knows from its settings.</summary>
    public Task<ApiClient> AdminAsync() => SignInAsync(ClientId, ClientSecret);

    public async Task<ApiClient> SignInAsync(string clientId, string secret)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret, ["scope"] = "crm.api",
        });
        using var answer = await http.PostAsync("/connect/token", form);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return new ApiClient(Url, (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!);
    }

    /// <summary>Somebody of the staff, and a client for scripts that stands for the person.</summary>
    public async Task<ApiClient> HireAsync(ApiClient admin, string name, string role, string team, string? manager = null)
    {
        var unique = $"{name.ToLowerInvariant()}-{Guid.NewGuid():N}"[..20];
        var user = (await admin.PostAsync("/api/v1/users", new
        {
            userName = unique, name, roles = new[] { role }, email = $"{unique}@example.com", team, password = $"{Guid.NewGuid():N}", mustChangePassword = false,
        })).Expect(HttpStatusCode.Created);
        (await admin.PutAsync($"/api/v1/staff/{user["id"]}", new { name, team, managerId = manager, roles = new[] { role }, skills = Array.Empty<string>(), languages = new[] { "en" }, shifts = Array.Empty<object>(), timeZone = "Asia/Shanghai" }, "*"))
            .Expect(HttpStatusCode.Created);
        var client = (await admin.PostAsync("/api/v1/clients", new { name = unique, clientId = unique, grants = new[] { "client-credentials" }, actsFor = user["id"] })).Expect(HttpStatusCode.Created);
        return await SignInAsync(unique, (string)(client["clientSecret"] ?? client["secret"])!);
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var part in Parts.Values) await part.DisposeAsync();
        Folder.Dispose();
    }
}
