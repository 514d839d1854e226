using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>
/// A refusal is a problem document for every caller: who asks for a table or a page, and is refused, would get an empty body or a line of
/// text from the framework, without a code.
/// </summary>
internal sealed class ProblemWhateverIsAccepted : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
        Problems.Complete(context);
        await context.HttpContext.Response.WriteAsJsonAsync(context.ProblemDetails, context.ProblemDetails.GetType(), options: null, Problems.ContentType, context.HttpContext.RequestAborted);
    }
}
