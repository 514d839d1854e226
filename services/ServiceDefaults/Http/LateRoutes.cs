using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Http.Generated;

/// <summary>
/// Routes are made when they are first asked. What the request delegate generator writes for each <c>MapGet</c>, <c>MapPost</c> and so on calls
/// a class of this name; it is in its namespace, so this one is found before ASP.NET's own, which would make them all when the service starts: the JSON
/// of each body, the filters, and code for both that can only be compiled when it runs. What a route says of itself is known at once as ever.
/// </summary>
public static class RouteHandlerServices
{
    public static RouteHandlerBuilder Map(IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern, Delegate handler, IEnumerable<string>? httpMethods,
        Func<MethodInfo, RequestDelegateFactoryOptions?, RequestDelegateMetadataResult> populateMetadata,
        Func<Delegate, RequestDelegateFactoryOptions, RequestDelegateMetadataResult?, RequestDelegateResult> createRequestDelegate, MethodInfo methodInfo) =>
        Routing.RouteHandlerServices.Map(endpoints, pattern, handler, httpMethods, populateMetadata, (target, options, known) =>
        {
            RequestDelegate? made = null;
            object? one = null;
            Func<RequestDelegate> make = () => createRequestDelegate(target, options, known).RequestDelegate;
            // A failure is not kept: whoever asks next tries again.
            return new(context => (made ?? LazyInitializer.EnsureInitialized(ref made, ref one, make))(context), known?.EndpointMetadata ?? []);
        }, methodInfo);
}
