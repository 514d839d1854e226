using System.Diagnostics;
using System.Text.Json;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>Makes problem documents that all look alike: <c>type</c>, <c>title</c>, <c>status</c>, <c>detail</c>, <c>code</c>, <c>traceId</c>.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static ProblemDetails Create(int status, string code, string? detail) => new()
    {
        Status = status,
        Detail = detail,
        Type = TypeOf(code),
        Extensions = { ["code"] = code },
    };

    public static HttpValidationProblemDetails Invalid(IReadOnlyDictionary<string, string[]> errors, string code = "validation")
    {
        var copy = new Dictionary<string, string[]>(errors);
        return new HttpValidationProblemDetails(copy)
        {
            Status = StatusCodes.Status400BadRequest,
            Detail = Summary(copy, Language.English),
            Type = TypeOf(code),
            Extensions = { ["code"] = code },
        };
    }

    public static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        Translate(problem, context.Request.Language());
        problem.Extensions["traceId"] = TraceId(context);
        problem.Title = TitleOf(problem, context);
        problem.Instance ??= context.Request.Path;
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return context.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, ContentType, context.RequestAborted);
    }

    /// <summary>Adds what a problem made by the framework lacks.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem is HttpValidationProblemDetails validation)
        {
            validation.Errors = validation.Errors.ToDictionary(error => Field(error.Key), error => error.Value);
            validation.Detail ??= Summary(validation.Errors, Language.English);
        }
        if (problem.Status == StatusCodes.Status403Forbidden) problem.Detail ??= MissingRight(context.HttpContext);
        Translate(problem, context.HttpContext.Request.Language());
        problem.Extensions["traceId"] = TraceId(context.HttpContext);
        problem.Title = TitleOf(problem, context.HttpContext);
        problem.Extensions.TryAdd("code", problem is HttpValidationProblemDetails ? "validation" : CodeOf(problem.Status ?? 500));
        problem.Type = TypeOf((string)problem.Extensions["code"]!);
        problem.Instance ??= context.HttpContext.Request.Path;
    }

    /// <summary>The code of a status that nothing more precise is known about.</summary>
    public static string CodeOf(int status) => status switch
    {
        400 => "bad-request",
        401 => "unauthenticated",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        406 => "not-acceptable",
        408 => "request-timeout",
        413 => "too-large",
        415 => "unsupported-media-type",
        429 => "rate-limited",
        502 or 503 or 504 => "unavailable",
        >= 500 => "internal",
        _ => ReasonPhrases.GetReasonPhrase(status).ToLowerInvariant().Replace(' ', '-'),
    };

    private static string TypeOf(string code) => $"urn:crm:problem:{code}";

    /// <summary>Puts what the framework or all services say, and what is made of it, into the caller's language; what a feature said stays.</summary>
    private static void Translate(ProblemDetails problem, Language language)
    {
        if (problem is HttpValidationProblemDetails validation && problem.Detail == Summary(validation.Errors, Language.English))
        {
            validation.Errors = Said(validation.Errors, language);
            problem.Detail = Summary(validation.Errors, language);
            return;
        }
        if (problem is HttpValidationProblemDetails other) other.Errors = Said(other.Errors, language);
        if (problem.Detail is { } detail) problem.Detail = SharedTexts.In(detail, language);
    }

    private static Dictionary<string, string[]> Said(IDictionary<string, string[]> errors, Language language) =>
        errors.ToDictionary(error => error.Key, error => error.Value.Select(message => SharedTexts.In(ValidationTexts.In(message, language), language)).ToArray());

    /// <summary>Null, or which right the caller lacks: who is turned away can then ask for it.</summary>
    private static string? MissingRight(HttpContext context)
    {
        if (context.RequestServices.GetService<CallerAccessor>() is not { } accessor) return null;
        var lacking = context.GetEndpoint()?.Metadata.OfType<RequiredPermission>().Select(required => required.Permission).Distinct().Where(right => !accessor.May(right)).ToList();
        return lacking is { Count: > 0 } ? $"This asks for {string.Join(" and ", lacking)}, which none of your roles has; /api/v1/permissions shows who has it." : null;
    }

    private static string Summary(IDictionary<string, string[]> errors, Language language)
    {
        if (errors.Count != 1) return ValidationTexts.Several(errors.Keys, language);
        var (field, messages) = errors.First();
        return field.Length == 0 ? messages[0] : $"{field}: {messages[0]}";
    }

    /// <summary>A path of our properties as the fields are called in JSON: <c>Address.Latitude</c> is <c>address.latitude</c>.</summary>
    private static string Field(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static string TitleOf(ProblemDetails problem, HttpContext context) =>
        ProblemTitles.Of(problem.Status ?? 500, problem is HttpValidationProblemDetails, context.Request.Language());

    private static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
