using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Sessions;

internal static class ListSessions
{
    public static async Task<Ok<Page<SessionView>>> HandleAsync(
        IdentityDb db, Caller caller, Cursors cursors, TimeProvider time, CancellationToken cancellationToken,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null, Guid? user = null, bool? live = null)
    {
        var list = $"sessions:{user}:{live}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var now = time.GetUtcNow();
        var sessions = db.Sessions.AsNoTracking().VisibleTo(caller).Where(session => session.Key < before);
        if (user is { } person) sessions = sessions.Where(session => session.UserId == person);
        if (live is { } wanted) sessions = sessions.Where(session => (session.EndedAt == null && session.ExpiresAt > now) == wanted);
        var rows = await sessions.OrderByDescending(session => session.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, session => session.Key, SessionsEndpoints.Show));
    }
}
