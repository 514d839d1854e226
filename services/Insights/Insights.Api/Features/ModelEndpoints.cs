using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Insights.Features;

/// <summary>What holds for every endpoint of this service.</summary>
internal static class ModelEndpoints
{
    /// <summary>
    /// The group all of <c>/api/v1/insights</c> hangs in: its queries read the present generation of the read models, and a
    /// calculation that cannot honestly be done is a problem that says why, and for a parameter which range would do.
    /// </summary>
    public static RouteGroupBuilder MapInsights(this WebApplication app) => app.MapApi().MapGroup("/insights").WithTags("Insights")
        .AddEndpointFilter(EnterGenerationAsync)
        .AddEndpointFilter(RefuseInWordsAsync)
        .AddEndpointFilterFactory(CsvAnswer.Filter)
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async ValueTask<object?> EnterGenerationAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        await services.GetRequiredService<CurrentGeneration>().EnterAsync(services.GetRequiredService<InsightsDb>(), context.HttpContext.RequestAborted);
        return await next(context);
    }

    private static async ValueTask<object?> RefuseInWordsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InsightRefusedException refused)
        {
            return refused.Parameter is { } parameter
                ? new Invalid(parameter, $"{refused.Message}", refused.Code)
                : new Refused(refused.Code, refused.Message);
        }
    }
}
