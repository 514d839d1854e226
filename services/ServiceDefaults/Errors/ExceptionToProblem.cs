using System.Text.Json;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>Turns what was thrown into a problem a client can act on. A stack trace never leaves the house; it is logged here.</summary>
internal sealed class ExceptionToProblem(ILogger<ExceptionToProblem> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            // SQL Server answers a command that is called off with an exception of its own; what else failed nobody waits for any more.
            if (exception is not OperationCanceledException) log.LogWarning(exception, "{Method} failed for a client that had left", context.Request.Method);
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var problem = ToProblem(exception, context.Request);
        if (problem.Status >= 500)
        {
            // The context itself has been cleared of its endpoint by now.
            var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint;
            log.LogError(exception, "{Method} {Route} failed", context.Request.Method, endpoint?.RoutePattern.RawText);
        }
        await Problems.WriteAsync(context, problem);
        return true;
    }

    private static ProblemDetails ToProblem(Exception exception, HttpRequest request) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
        BadHttpRequestException bad when QueryComplaint.Of(bad) is { } complaint => complaint,
        // The framework's words for it are meant for whoever wrote the endpoint.
        BadHttpRequestException bad when bad.Message.Contains("no body was provided", StringComparison.Ordinal) =>
            Problems.Create(bad.StatusCode, Problems.CodeOf(bad.StatusCode), "A body in JSON is expected, and none came."),
        BadHttpRequestException bad => Problems.Create(bad.StatusCode, Problems.CodeOf(bad.StatusCode), bad.Message),
        JsonException json => Malformed(json),
        _ when IsBeaten(exception, request) => Problems.Create(StatusCodes.Status412PreconditionFailed, "stale",
            "This was changed by somebody else at the same moment. Read it again and repeat the change."),
        DbUpdateException twin when twin.IsUniqueViolation() => Problems.Create(StatusCodes.Status409Conflict, "conflict",
            "Somebody else entered the same thing at the same moment. Nothing was changed; look again and repeat the request."),
        ProblemException thrown => Problems.Create(thrown.Status, thrown.Code, thrown.Message),
        TimeoutException or HttpRequestException => Problems.Create(StatusCodes.Status503ServiceUnavailable, "unavailable",
            "Another part of the platform did not answer. Nothing was changed; try again."),
        _ when DatabaseTrouble.IsDeadlock(exception) => Problems.Create(StatusCodes.Status503ServiceUnavailable, "unavailable",
            "Somebody else's change was in the way at the same moment. Nothing was changed; try again."),
        _ when DatabaseTrouble.IsFull(exception) => Problems.Create(StatusCodes.Status507InsufficientStorage, "storage.full",
            "There is no room left to write to. Nothing was changed; whoever runs the platform has to make room."),
        _ => Problems.Create(StatusCodes.Status500InternalServerError, "internal",
            "Something went wrong on our side. Quote the traceId when you report it."),
    };

    // X2: whoever saw that nothing was there yet, and was not the first to enter it, saw a version that is no longer the present one.
    private static bool IsBeaten(Exception exception, HttpRequest request) =>
        exception is DbUpdateConcurrencyException || (exception is DbUpdateException twin && twin.IsUniqueViolation() && IfMatch.Of(request).Version == 0);

    private static HttpValidationProblemDetails Malformed(JsonException json)
    {
        if (json is SaidJsonException said) return Problems.Invalid(new Dictionary<string, string[]> { [said.Field] = [said.Said] }, said.Code);
        if (JsonComplaint.MissingFields(json) is { Count: > 0 } missing)
            return Problems.Invalid(missing.ToDictionary(name => name, _ => new[] { "is required." }));
        var field = (json.Path ?? "$").TrimStart('$').TrimStart('.');
        return Problems.Invalid(new Dictionary<string, string[]> { [field] = [JsonComplaint.InWords(json)] }, "malformed");
    }
}

/// <summary>Thrown below the HTTP layer where no typed result can be returned; carries status, code and a sentence.</summary>
public sealed class ProblemException(int status, string code, string detail) : Exception(detail)
{
    public int Status => status;

    public string Code => code;
}
