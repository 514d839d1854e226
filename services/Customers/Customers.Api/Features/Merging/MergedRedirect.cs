using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Merging;

/// <summary>
/// C16: the id of a merged customer leads to the survivor, on every path below it. Looked up only where the handler found nobody, so
/// that it costs the others nothing.
/// </summary>
internal static class MergedRedirect
{
    private const string Prefix = "/api/v1/customers/";

    public static RouteGroupBuilder RedirectMerged(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(async (context, next) =>
        {
            var result = await next(context);
            var inner = result;
            while (inner is Microsoft.AspNetCore.Http.INestedHttpResult nested) inner = nested.Result;
            if (inner is not Missing || !IdOf(context.HttpContext, out var id)) return result;
            var db = context.HttpContext.RequestServices.GetRequiredService<CustomersDb>();
            if (!await db.AllCustomers.AnyAsync(c => c.Id == id && c.MergedInto != null, context.HttpContext.RequestAborted)) return result;
            if (await db.SurvivorOfAsync(id, context.HttpContext.RequestAborted) is not { } survivor || survivor.Id == id) return result;
            var request = context.HttpContext.Request;
            // A merge can be undone: nobody may remember this for good.
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            var rest = request.Path.Value![(Prefix.Length + id.ToString().Length)..];
            return TypedResults.LocalRedirect($"{Prefix}{survivor.Id}{rest}{request.QueryString}", permanent: true, preserveMethod: true);
        });
        return api;
    }

    private static bool IdOf(HttpContext http, out Guid id)
    {
        id = default;
        return http.Request.Path.Value is { } path && path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParse(path.AsSpan(Prefix.Length, Math.Min(36, path.Length - Prefix.Length)), out id);
    }
}
