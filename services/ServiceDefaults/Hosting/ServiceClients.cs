using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>HTTP clients to the other services, signed with this service's own credentials.</summary>
public static class ServiceClients
{
    /// <summary>
    /// The address of a service: <c>Services:{name}:Url</c>, or what Aspire's references set (<c>services:{name}:http:0</c>).
    /// </summary>
    public static Uri? AddressOf(this IConfiguration configuration, string service)
    {
        foreach (var setting in new[] { $"Services:{service}:Url", $"Services:{service}:https:0", $"Services:{service}:http:0" })
        {
            if (configuration[setting] is not { Length: > 0 } url) continue;
            return Uri.TryCreate(url, UriKind.Absolute, out var address) && SettingMistakes.IsAddress(address)
                ? address
                : throw SettingMistakes.Wrong(typeof(Uri), $"{setting} is '{url}': {SettingMistakes.Address} is expected.");
        }
        return null;
    }

    /// <summary>Every service's address is looked at, not only those that are asked at once.</summary>
    internal static void CheckAddresses(this IConfiguration configuration)
    {
        foreach (var service in configuration.GetSection("Services").GetChildren()) configuration.AddressOf(service.Key);
    }

    /// <summary>A typed client to another service, for reading through to it.</summary>
    public static void AddServiceClient<TClient>(this IServiceCollection services, IConfiguration configuration, string service) where TClient : class =>
        services.AddHttpClient<TClient>(client =>
            {
                client.BaseAddress = configuration.AddressOf(service);
                client.Timeout = TimeSpan.FromSeconds(10);
            })
            .AddHttpMessageHandler<ServiceTokenHeader>()
            .AddStandardResilienceHandler(options =>
            {
                options.Retry.MaxRetryAttempts = 2;
                options.Retry.Delay = TimeSpan.FromMilliseconds(100);
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(3);
                options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(8);
                options.Retry.ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Result?.RequestMessage?.Method != HttpMethod.Post && Microsoft.Extensions.Http.Resilience.HttpClientResiliencePredicates.IsTransient(arguments.Outcome));
            });

    internal static void AddServiceClients(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ServiceCredentialsOptions>().Bind(configuration.GetSection(ServiceCredentialsOptions.Section));
        services.AddHttpClient("issuer", client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton<ServiceTokens>();
        services.AddTransient<ServiceTokenHeader>();
    }

    internal static void AddFeedClient(this IServiceCollection services, IConfiguration configuration, string source) =>
        services.AddHttpClient(FeedClient.Client + source, client =>
            {
                client.BaseAddress = configuration.AddressOf(source)
                    ?? throw new InvalidOperationException($"Services:{source}:Url is not set: this service reads the events of {source} there.");
                client.Timeout = TimeSpan.FromSeconds(100);
            })
            .RemoveAllLoggers()
            .AddHttpMessageHandler<ServiceTokenHeader>();
}
