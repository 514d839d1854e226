using System.Globalization;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Http;

/// <summary>A view that carries the version of what it shows; it becomes the answer's <c>ETag</c>.</summary>
public interface IVersionedView
{
    long Version { get; }
}

/// <summary>The <c>If-Match</c> header: the version the caller has read, or <c>*</c> for any.</summary>
public readonly record struct IfMatch(long? Version)
{
    /// <summary>A thing that is not there yet (a part that comes into being with its first change) has the version 0.</summary>
    public bool Matches(IVersioned? entity) => Version is null || Version == (entity?.Version ?? 0);

    /// <summary>Read by minimal APIs; that the header is there is checked by <see cref="VersionedEndpoints.RequireIfMatch"/>.</summary>
    public static ValueTask<IfMatch> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.Request));

    internal static IfMatch Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString().Trim();
        if (header is "" or "*") return new IfMatch(null);
        var text = header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header;
        if (text.Length > 2 && text[0] == '"' && text[^1] == '"'
            && long.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return new IfMatch(version);
        // A tag we never gave cannot match anything.
        return new IfMatch(-1);
    }
}

public static class VersionedEndpoints
{
    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>X2: who changes something must say which version was seen; 428 without.</summary>
    public static RouteHandlerBuilder RequireIfMatch(this RouteHandlerBuilder builder) => builder
        .AddEndpointFilter((context, next) => context.HttpContext.Request.Headers.IfMatch.Count > 0 ? next(context) : ValueTask.FromResult<object?>(new Unseen()))
        .WithMetadata(new RequiresIfMatch())
        .ProducesProblem(StatusCodes.Status428PreconditionRequired)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);

    /// <summary>Gives every answer that carries a version its <c>ETag</c>, and answers 304 to a GET whose copy is still good.</summary>
    internal static async ValueTask<object?> WriteETag(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var inner = result;
        while (inner is INestedHttpResult nested) inner = nested.Result;
        if (inner is not IValueHttpResult { Value: IVersionedView view }) return result;

        var http = context.HttpContext;
        var tag = ETag(view.Version);
        http.Response.Headers.ETag = tag;
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch.Count > 0
            && http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(t => t.Trim() == tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return result;
    }

    private sealed class Unseen() : ProblemResult(StatusCodes.Status428PreconditionRequired, "if-match.required",
        "Send the ETag you read in If-Match, so that nobody's change is overwritten unseen.");
}

/// <summary>Marks an endpoint that wants <c>If-Match</c>, for the OpenAPI document and for tests that walk all endpoints.</summary>
public sealed class RequiresIfMatch;
