using System.Security.Claims;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>How far a right reaches (X1).</summary>
public enum RowScope
{
    None,
    Own,
    Team,
    All,
}

/// <summary>Who acts: a person or a client by its token, or the service itself in the background.</summary>
public sealed class Caller
{
    private Caller(string subject, string name, string? team, IReadOnlyList<string> roles, string? clientId)
    {
        (Subject, Name, Team, Roles, ClientId) = (subject, name, team, roles, clientId);
    }

    /// <summary>The token's subject; staff and owners are known by it.</summary>
    public string Subject { get; }

    public string Name { get; }

    public string? Team { get; }

    public IReadOnlyList<string> Roles { get; }

    public string? ClientId { get; }

    /// <summary>How far this caller sees in the present request: the reach of the right its endpoint asks for.</summary>
    public RowScope Reach { get; internal set; }

    /// <summary>On an internal route, whose policy has let a service in: a service sees all, because no right of a person's limits it.</summary>
    public void SeeAll() => Reach = RowScope.All;

    /// <summary>Where what is asked for decides about a further right: the caller sees no further than that one reaches either.</summary>
    public void SeeNoFurtherThan(RowScope reach) => Reach = reach < Reach ? reach : Reach;

    public bool SeesAll => Reach == RowScope.All;

    public bool SeesTeam => Reach >= RowScope.Team;

    /// <summary>What SQL compares with: never null, so that a caller without a team matches no row without a team.</summary>
    public string TeamOrNone => Team ?? "\u0001";

    public static Caller System(string service) => new($"system:{service}", service, null, [], null) { Reach = RowScope.All };

    /// <summary>The person who asked for a job, as far as the right reached then.</summary>
    public static Caller ForJob(string subject, string name, string? team, RowScope reach) => new(subject, name, team, [], null) { Reach = reach };

    public static Caller Nobody { get; } = new("", "", null, [], null);

    public static Caller From(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true }) return Nobody;
        var subject = user.FindFirstValue("sub") ?? user.FindFirstValue("client_id") ?? "";
        return new Caller(
            subject,
            user.FindFirstValue("name") ?? subject,
            user.FindFirstValue("team"),
            [.. user.FindAll("role").Select(claim => claim.Value)],
            user.FindFirstValue("client_id") ?? user.FindFirstValue("azp"));
    }
}
