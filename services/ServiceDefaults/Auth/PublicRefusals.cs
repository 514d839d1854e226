using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>
/// Where a path is anybody's and the method or the content type is not taken there, routing puts an endpoint of its own in the place of ours, which only
/// says so, and does not know that the path is anybody's: a form sent as text would be told to sign in. Below the public paths that endpoint is anybody's too.
/// </summary>
internal sealed class PublicRefusals(RequestDelegate next)
{
    private const string PublicPaths = "/api/v1/public";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && IsRoutings(endpoint) && context.Request.Path.StartsWithSegments(PublicPaths, StringComparison.OrdinalIgnoreCase))
            context.SetEndpoint(new Endpoint(endpoint.RequestDelegate, new EndpointMetadataCollection(new AllowAnonymousAttribute()), endpoint.DisplayName));
        return next(context);
    }

    // Ours have a route and say something of themselves, all of them.
    private static bool IsRoutings(Endpoint endpoint) => endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0
        && endpoint.DisplayName is "405 HTTP Method Not Supported" or "415 HTTP Unsupported Media Type";
}
