using CrmPlatform.Identity.Contracts;
using CrmPlatform.Identity.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Identity.Features.Sessions;

/// <summary>A sign-in and where it stands.</summary>
public sealed record SessionView(
    Guid Id, Guid UserId, string UserName, DateTimeOffset StartedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, bool SecondFactor, string? Address,
    string? Agent, DateTimeOffset? EndedAt, SessionEnd? EndedBecause, long Version) : IVersionedView;

/// <summary>Sessions and the sign-in audit: one's own, or everybody's for an administrator.</summary>
internal static class SessionsEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("", ListSessions.HandleAsync).RequirePermission(Permissions.SessionsRead)
            .WithName("sessions").WithSummary("Sign-ins, newest first.");
        sessions.MapGet("/audit", ReadAudit.HandleAsync).RequirePermission(Permissions.SessionsRead)
            .WithName("sessions-audit").WithSummary("Every attempt to come in and what came of it, newest first.");
        sessions.MapGet("/{id:guid}", GetSession.HandleAsync).RequirePermission(Permissions.SessionsRead)
            .WithName("session").WithSummary("One sign-in.");
        sessions.MapDelete("/{id:guid}", RevokeSession.HandleAsync).RequirePermission(Permissions.SessionsEnd).RequireIfMatch()
            .WithName("session-end").WithSummary("Ends a session and everything that came of it.");
    }

    public static SessionView Show(Session session) => new(
        session.Id, session.UserId, session.UserName, session.StartedAt, session.LastUsedAt, session.ExpiresAt, session.SecondFactor, session.Address,
        session.Agent, session.EndedAt, session.EndedBecause, session.Version);

    /// <summary>X1: who sees only what is their own sees their own sessions; a caller who is no person has none.</summary>
    public static IQueryable<Session> VisibleTo(this IQueryable<Session> sessions, Caller caller)
    {
        if (caller.SeesAll) return sessions;
        var me = Guid.TryParse(caller.Subject, out var id) ? id : Guid.Empty;
        return sessions.Where(session => session.UserId == me);
    }
}
