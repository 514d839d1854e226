using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Generated = Microsoft.AspNetCore.Http.Generated.RouteHandlerServices;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>Requests that bring a form instead of JSON.</summary>
public static class Forms
{
    /// <summary>
    /// A POST whose fields are bound at run time: the binding that is written at compile time answers a body that is no form with an
    /// internal error, this one says what is wrong with it.
    /// </summary>
    public static RouteHandlerBuilder MapForm(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Generated.Map(routes, pattern, handler,
        [HttpMethods.Post], RequestDelegateFactory.InferMetadata, RequestDelegateFactory.Create, handler.Method);

    /// <summary>A form with a file in it, from programs: no form token, and a length of its own.</summary>
    public static RouteHandlerBuilder MapUpload(this IEndpointRouteBuilder routes, string pattern, long longest, Delegate handler) =>
        routes.MapForm(pattern, handler).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(longest)).WithFormOptions(multipartBodyLengthLimit: longest);
}
