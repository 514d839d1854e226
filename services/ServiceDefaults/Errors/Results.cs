using System.Reflection;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>An outcome that is a problem document (RFC 9457) with a stable <c>code</c>.</summary>
public abstract class ProblemResult(int status, string code, string detail) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public string Code => code;

    public IReadOnlyDictionary<string, object?>? Facts { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var problem = Problems.Create(status, code, detail);
        if (Facts is not null)
            foreach (var (name, value) in Facts) problem.Extensions[name] = value;
        return Problems.WriteAsync(httpContext, problem);
    }

    protected static void Describe(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
}

/// <summary>404: there is no such thing, or none the caller may see.</summary>
public sealed class Missing : ProblemResult, IEndpointMetadataProvider
{
    public Missing(string what, string id) : this($"There is no {what} '{id}' that you may see.") { }

    public Missing(string what, Guid id) : this(what, id.ToString()) { }

    private Missing(string detail) : base(StatusCodes.Status404NotFound, "not-found", detail) { }

    /// <summary>For what is known by no id: says in a sentence what is not there, and what to do about it.</summary>
    public static Missing Saying(string detail) => new(detail);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status404NotFound);
}

/// <summary>409: the state of the thing forbids it now.</summary>
public sealed class Refused(string code, string detail)
    : ProblemResult(StatusCodes.Status409Conflict, code, detail), IEndpointMetadataProvider
{
    public Refused(Refusal refusal) : this(refusal.Code, refusal.Detail) => Facts = refusal.Facts;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status409Conflict);
}

/// <summary>403: the caller may see the thing but not do this with it.</summary>
public sealed class Denied(string code, string detail)
    : ProblemResult(StatusCodes.Status403Forbidden, code, detail), IEndpointMetadataProvider
{
    public Denied(Refusal refusal) : this(refusal.Code, refusal.Detail) => Facts = refusal.Facts;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, StatusCodes.Status403Forbidden);
}

/// <summary>412: the caller's copy is not the newest.</summary>
public sealed class Stale(long version)
    : ProblemResult(StatusCodes.Status412PreconditionFailed, "stale",
        $"This has changed since you read it; its version is now \"{version}\". Read it again and repeat the change."), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Describe(builder, StatusCodes.Status412PreconditionFailed);
}

/// <summary>400: the request itself is wrong; <c>errors</c> names the fields.</summary>
public sealed class Invalid(IReadOnlyDictionary<string, string[]> errors, string code = "validation") : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    public Invalid(string field, string message, string code = "validation")
        : this(new Dictionary<string, string[]> { [field] = [message] }, code) { }

    public Invalid(Refusal refusal) : this(refusal.Field ?? "", refusal.Detail, refusal.Code) { }

    public int? StatusCode => StatusCodes.Status400BadRequest;

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public string Code => code;

    public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, Problems.Invalid(errors, code));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(HttpValidationProblemDetails), ["application/problem+json"]));
}
