using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Accounts;

/// <summary>Begins and ends sessions. With a session end its grants, and with a grant all its tokens; the caller saves.</summary>
internal sealed class SessionRegister(IdentityDb db, IOptions<IdentityOptions> options, TimeProvider time)
{
    public Session Start(User user, bool secondFactor, Origin origin)
    {
        var session = Session.Start(user.Id, user.UserName!, secondFactor, origin, time.GetUtcNow(), options.Value.Tokens.Session);
        db.Sessions.Add(session);
        return session;
    }

    /// <summary>The session if it still goes on, and its person may still come in.</summary>
    public async Task<(Session Session, User User)?> FindLiveAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId, cancellationToken);
        if (session is null || !session.IsLive(time.GetUtcNow())) return null;
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == session.UserId, cancellationToken);
        return user is { Active: true } ? (session, user) : null;
    }

    public async Task EndAsync(Session session, SessionEnd because, CancellationToken cancellationToken)
    {
        session.End(time.GetUtcNow(), because);
        foreach (var grant in await db.Grants.Where(g => g.SessionId == session.Id && g.Status == Statuses.Valid).ToListAsync(cancellationToken))
            Revoke(grant);
    }

    /// <summary>Ends every session of a person but one, and every grant and token whatever it came of.</summary>
    public async Task EndAllAsync(User user, SessionEnd because, Guid? except, CancellationToken cancellationToken)
    {
        var (now, subject) = (time.GetUtcNow(), user.Id.ToString());
        var others = db.Sessions.Where(session => session.UserId == user.Id && session.EndedAt == null && session.Id != except);
        foreach (var session in await others.ToListAsync(cancellationToken))
            session.End(now, because);
        foreach (var grant in await db.Grants.Where(g => g.Subject == subject && g.Status == Statuses.Valid).ToListAsync(cancellationToken))
        {
            if (grant.SessionId is null || grant.SessionId != except) Revoke(grant);
        }
        // Tokens of clients that act for the person belong to no grant.
        var loose = db.Tokens.Where(token => token.Subject == subject && token.Authorization == null && token.Status == Statuses.Valid);
        foreach (var token in await loose.ToListAsync(cancellationToken))
            (token.Status, token.ConcurrencyToken) = (Statuses.Revoked, Guid.NewGuid().ToString());
    }

    private static void Revoke(Grant grant)
    {
        grant.Status = Statuses.Revoked;
        grant.ConcurrencyToken = Guid.NewGuid().ToString();
    }
}
