using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>Requests that bring a form instead of JSON.</summary>
public static class Forms
{
    /// <summary>
    /// A POST whose fields are bound at run time: the binding that is written at compile time answers a body that is no form with an
    /// internal error, this one says what is wrong with it.
    /// </summary>
#pragma warning disable RDG002 // Meant: see above.
    public static RouteHandlerBuilder MapForm(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapPost(pattern, handler);
#pragma warning restore RDG002

    /// <summary>A form with a file in it, from programs: no form token, and a length of its own.</summary>
    public static RouteHandlerBuilder MapUpload(this IEndpointRouteBuilder routes, string pattern, long longest, Delegate handler) =>
        routes.MapForm(pattern, handler).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(longest)).WithFormOptions(multipartBodyLengthLimit: longest);
}
