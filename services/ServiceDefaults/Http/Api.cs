using CrmPlatform.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CrmPlatform.ServiceDefaults.Http;

public static class Api
{
    /// <summary>
    /// The group all public endpoints of a service hang in: signed-in callers only, ETags, unknown query parameters refused,
    /// <c>Idempotency-Key</c> honoured on every POST.
    /// </summary>
    public static RouteGroupBuilder MapApi(this WebApplication app) => app.MapGroup("/api/v1")
        .RequireAuthorization()
        .AddEndpointFilterFactory(KnownQuery.Filter)
        .AddEndpointFilter(IdempotentPosts.Filter)
        .AddEndpointFilter(VersionedEndpoints.WriteETag)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);
}
