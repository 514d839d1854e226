using System.Diagnostics.CodeAnalysis;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Privacy;

/// <summary>What a service holds on one customer, by kind; empty where it holds nothing.</summary>
public sealed record PrivacyView(IReadOnlyDictionary<string, IReadOnlyList<object>> Sections);

/// <summary>Collects what a service holds on one customer (C20).</summary>
public interface IPrivacySource
{
    /// <summary>Every row, readable by whom it is about; a section for each kind.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> CollectAsync(Guid customerId, CancellationToken cancellationToken);
}

public static class PrivacySetup
{
    /// <summary>Where every service answers what it holds on a customer; for services with credentials.</summary>
    public const string Path = "/internal/privacy";

    /// <summary>Lets a service answer <c>GET /internal/privacy/{customerId}</c>.</summary>
    public static void AddPrivacySource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>(this IServiceCollection services)
        where TSource : class, IPrivacySource => services.AddScoped<IPrivacySource, TSource>();

    /// <summary>Maps <c>GET /internal/privacy/{customerId}</c>.</summary>
    public static void MapPrivacySource(this IEndpointRouteBuilder routes) => routes
        .MapGet($"{Path}/{{customerId:guid}}", async Task<Ok<PrivacyView>> (Guid customerId, IPrivacySource source, CancellationToken cancellationToken) =>
            TypedResults.Ok(new PrivacyView(await source.CollectAsync(customerId, cancellationToken))))
        .RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();

    /// <summary>Lets a service ask the named others; those without an address are left out.</summary>
    public static void AddPrivacyCollector(this IServiceCollection services, IConfiguration configuration, params string[] names) =>
        PrivacyCollector.Add(services, configuration, names);

    internal static void AddErasure(this IServiceCollection services)
    {
        services.AddOptions<ErasureOptions>();
        services.AddScoped<Erasure>();
        services.AddSingleton(provider => new SqliteScrub(
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SqliteScrub>>()));
        services.AddLoop<SqliteScrub>();
    }
}
