using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// X2: a save that was beaten by somebody else's is the server's own affair as long as the client has not said which version it saw: the
/// handler looks again and judges anew. Only a client's <c>If-Match</c> is answered with 412.
/// </summary>
public static class ContendedWrites
{
    private const int Attempts = 5;

    /// <summary>For a handler that saves once and does nothing else that could not be done twice.</summary>
    public static RouteHandlerBuilder AgainWhenContended(this RouteHandlerBuilder builder) => builder.AddEndpointFilter(HandleAsync);

    private static async ValueTask<object?> HandleAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<ServiceDbAccessor>().Db;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (attempt == 1) return await next(context);
                // From now on with the turn to write in hand: on SQLite nobody can be faster once more.
                await db.BeginOwnWriteAsync(context.HttpContext.RequestAborted);
                var result = await next(context);
                await db.CommitOwnAsync(context.HttpContext.RequestAborted);
                return result;
            }
            catch (DbUpdateException beaten) when (
                attempt < Attempts && SawNoVersion(context) && (beaten is DbUpdateConcurrencyException || beaten.IsUniqueViolation() || DatabaseTrouble.IsDeadlock(beaten)))
            {
                await db.BeginAgainAsync();
            }
        }
    }

    private static bool SawNoVersion(EndpointFilterInvocationContext context) => context.HttpContext.Request.Headers.IfMatch.ToString().Trim() is "" or "*";
}
