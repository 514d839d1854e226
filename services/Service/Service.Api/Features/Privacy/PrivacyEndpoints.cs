using CrmPlatform.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Service.Features.Privacy;

/// <summary>What a service holds on one customer, by kind; empty where it holds nothing.</summary>
public sealed record HeldView(IReadOnlyDictionary<string, IReadOnlyList<object>> Sections);

internal static class PrivacyEndpoints
{
    public static void MapPrivacy(this WebApplication app) => app.MapGet("/internal/privacy/{customerId:guid}", AsyncOf).RequireAuthorization(InternalAccess.Policy).ExcludeFromDescription();

    private static async Task<Ok<HeldView>> AsyncOf(Guid customerId, HeldOnCustomer held, CancellationToken cancellationToken) =>
        TypedResults.Ok(new HeldView(await held.CollectAsync(customerId, cancellationToken)));
}
