using System.Security.Claims;
using CrmPlatform.Identity.Accounts;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmPlatform.Identity.Protocol;

/// <summary>
/// A refresh token that was used comes back: either it was stolen, or its thief was faster. The library then revokes the family's
/// tokens; here the session ends too, so that neither of the two goes on, and it is written down (RFC 9700, section 4.14.2).
/// </summary>
internal sealed class TokenReuse(IdentityDb db, IOpenIddictTokenManager tokens, SessionRegister sessions, SignInLog log, IOptions<IdentityOptions> options)
{
    /// <summary>
    /// Marks a refresh token as used, before anything is given for it. The library leaves that to the end and lets two requests at
    /// the same moment both pass; here one of them is the first and the other one is a reuse.
    /// </summary>
    public async Task<bool> IsFirstUseAsync(ClaimsPrincipal shown, Session session, CancellationToken cancellationToken)
    {
        if (options.Value.Tokens.ReuseLeeway > TimeSpan.Zero || !shown.HasTokenType(TokenTypeIdentifiers.RefreshToken)) return true;
        var token = shown.GetTokenId() is { } id ? await tokens.FindByIdAsync(id, cancellationToken) : null;
        if (token is not null && await tokens.TryRedeemAsync(token, cancellationToken)) return true;
        db.ChangeTracker.Clear();
        await NoticeAsync(session.Id, shown.GetPresenters().FirstOrDefault(), cancellationToken);
        return false;
    }

    public async Task NoticeAsync(Guid sessionId, string? clientId, CancellationToken cancellationToken)
    {
        var session = await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId, cancellationToken);
        if (session is null) return;
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == session.UserId, cancellationToken);
        if (session.EndedAt is null) log.Add(SignInOutcome.TokenReused, user, clientId, session.Id);
        await sessions.EndAsync(session, SessionEnd.TokenReused, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another copy of the token came at the same moment and has ended it.
            db.ChangeTracker.Clear();
        }
    }
}
