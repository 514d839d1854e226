using CrmPlatform.Identity.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Sessions;

internal static class GetSession
{
    public static async Task<Results<Ok<SessionView>, Missing>> HandleAsync(Guid id, IdentityDb db, Caller caller, CancellationToken cancellationToken) =>
        await db.Sessions.AsNoTracking().VisibleTo(caller).SingleOrDefaultAsync(session => session.Id == id, cancellationToken) is { } session
            ? TypedResults.Ok(SessionsEndpoints.Show(session))
            : new Missing("session", id);
}
