using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>Asks the other services what they hold on a customer, with this service's own credentials.</summary>
public sealed class PrivacyCollector
{
    private const string Client = "privacy:";

    private readonly IHttpClientFactory clients;

    internal PrivacyCollector(IHttpClientFactory clients, IReadOnlyList<string> services) => (this.clients, Services) = (clients, services);

    /// <summary>The services whose address is known.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>What a service answered, as JSON.</summary>
    /// <exception cref="HttpRequestException">It did not answer, or not with what was asked for.</exception>
    public async Task<JsonElement> AskAsync(string service, Guid customerId, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Client + service);
        using var response = await client.GetAsync($"{PrivacySetup.Path}/{customerId}", HttpCompletionOption.ResponseContentRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return document.RootElement.GetProperty("sections").Clone();
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HttpRequestException($"{service} answered something else than sections.", strange);
        }
    }

    internal static void Add(IServiceCollection services, IConfiguration configuration, string[] names)
    {
        var known = names.Where(name => configuration.AddressOf(name) is not null).ToList();
        foreach (var name in known)
        {
            services.AddHttpClient(Client + name, client =>
            {
                client.BaseAddress = configuration.AddressOf(name);
                client.Timeout = TimeSpan.FromSeconds(30);
            }).AddHttpMessageHandler<ServiceTokenHeader>();
        }
        services.AddSingleton(provider => new PrivacyCollector(provider.GetRequiredService<IHttpClientFactory>(), known));
    }
}
