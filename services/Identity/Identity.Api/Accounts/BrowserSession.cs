using System.Security.Claims;
using CrmPlatform.Identity.Data;
using CrmPlatform.Identity.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Identity.Accounts;

/// <summary>Somebody whose password was right and of whom more is wanted.</summary>
/// <param name="User">The person.</param>
/// <param name="SecondFactor">Whether the second factor was shown too.</param>
internal sealed record Pending(User User, bool SecondFactor);

/// <summary>A person at a page: on the way in (of whom the password was just asked), or with a session.</summary>
internal sealed record Somebody(User User, bool Halfway, bool SecondFactor, Guid? SessionId);

/// <summary>
/// What a browser keeps: the name of its session, and on the way to one, who is halfway in. The cookie alone proves nothing; every
/// use looks the session up.
/// </summary>
internal sealed class BrowserSession(IdentityDb db, SessionRegister sessions)
{
    public const string Scheme = "session";
    public const string PendingScheme = "pending";
    public static readonly TimeSpan PendingLifetime = TimeSpan.FromMinutes(10);

    private const string Subject = "sub";
    private const string SessionId = "sid";
    private const string Stamp = "stamp";
    private const string SecondFactor = "otp";

    public async Task<(Session Session, User User)?> FindAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(Scheme);
        return Guid.TryParse(ticket.Principal?.FindFirstValue(SessionId), out var id) ? await sessions.FindLiveAsync(id, http.RequestAborted) : null;
    }

    public static async Task BeginAsync(HttpContext http, Session session)
    {
        await http.SignOutAsync(PendingScheme);
        await http.SignInAsync(Scheme, PrincipalOf((Subject, session.UserId.ToString()), (SessionId, session.Id.ToString())));
    }

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);

    public static Task PendAsync(HttpContext http, User user, bool secondFactor) => http.SignInAsync(PendingScheme,
        PrincipalOf((Subject, user.Id.ToString()), (Stamp, user.SecurityStamp ?? ""), (SecondFactor, secondFactor ? "1" : "0")));

    /// <summary>Null when nobody is halfway in, or the password has been changed since.</summary>
    public async Task<Pending?> FindPendingAsync(HttpContext http)
    {
        var ticket = await http.AuthenticateAsync(PendingScheme);
        if (!Guid.TryParse(ticket.Principal?.FindFirstValue(Subject), out var id)) return null;
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == id, http.RequestAborted);
        return user is { Active: true } && user.SecurityStamp == ticket.Principal!.FindFirstValue(Stamp)
            ? new Pending(user, ticket.Principal!.FindFirstValue(SecondFactor) == "1")
            : null;
    }

    /// <summary>Whoever is in, or halfway and owes no second factor they have; null when nobody is.</summary>
    public async Task<Somebody?> FindSomebodyAsync(HttpContext http)
    {
        if (await FindPendingAsync(http) is { } pending && (pending.SecondFactor || pending.User.TotpSecret is null))
            return new Somebody(pending.User, true, pending.SecondFactor, null);
        return await FindAsync(http) is { } live ? new Somebody(live.User, false, live.Session.SecondFactor, live.Session.Id) : null;
    }

    private static ClaimsPrincipal PrincipalOf(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "cookie", Subject, null));
}
