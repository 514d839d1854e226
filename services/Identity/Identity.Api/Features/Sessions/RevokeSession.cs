using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Features.Sessions;

/// <summary>Ends a session; access tokens that came of it are refused by introspection at once and run out within minutes.</summary>
internal static class RevokeSession
{
    public static async Task<Results<NoContent, Missing, Stale>> HandleAsync(
        Guid id, IfMatch ifMatch, IdentityDb db, Caller caller, SessionRegister sessions, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.VisibleTo(caller).SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (session is null) return new Missing("session", id);
        if (!ifMatch.Matches(session)) return new Stale(session.Version);
        await sessions.EndAsync(session, SessionEnd.Revoked, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
