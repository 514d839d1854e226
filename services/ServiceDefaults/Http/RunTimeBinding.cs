using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>Endpoints for which the binding that is written at compile time is not good enough; theirs is made when the service starts.</summary>
public static class RunTimeBinding
{
#pragma warning disable RDG002 // Meant: it says that these are bound at run time.
    /// <summary>A POST of a form. Bound at compile time, a body that is no form would be an internal error instead of a refusal.</summary>
    public static RouteHandlerBuilder MapForm(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapPost(pattern, handler);

    /// <summary>A list whose filter inherits fields. Bound at compile time, those would be ignored without a word.</summary>
    public static RouteHandlerBuilder MapFiltered(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => routes.MapGet(pattern, handler);
#pragma warning restore RDG002

    /// <summary>A form with a file in it, from programs: no form token, and a length of its own.</summary>
    public static RouteHandlerBuilder MapUpload(this IEndpointRouteBuilder routes, string pattern, long longest, Delegate handler) =>
        routes.MapForm(pattern, handler).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(longest)).WithFormOptions(multipartBodyLengthLimit: longest);
}
