using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Identity.Features.Rights;

/// <summary>One permission: what it allows, how far it reaches in each role, and how far for whoever asks.</summary>
public sealed record RightView(string Permission, string Meaning, Reach Admin, Reach Manager, Reach Sales, Reach Agent, Reach Analyst, Reach Mine);

/// <summary>Whoever asks, as tokens say it: owners, assignees and staff are known by the subject.</summary>
public sealed record CallerView(string Subject, string Name, string? Team, IReadOnlyList<string> Roles);

/// <summary>The roles there are, what they may do, and who is asking.</summary>
public sealed record PermissionsView(IReadOnlyList<string> Roles, IReadOnlyList<RightView> Rights, CallerView Caller);

/// <summary>X1: the one table of rights, for clients to decide what to show.</summary>
internal static class PermissionsEndpoints
{
    public static void MapPermissions(this IEndpointRouteBuilder api) =>
        api.MapGet("/permissions", List).WithName("permissions").WithTags("Permissions")
            .WithSummary("Who you are, and the table of rights; `mine` says how far each reaches for you.");

    private static Ok<PermissionsView> List(CallerAccessor caller) => TypedResults.Ok(new PermissionsView(
        Roles.All,
        [.. RightsTable.Rights.Select(right => new RightView(
            right.Permission, right.Meaning, right.Admin, right.Manager, right.Sales, right.Agent, right.Analyst, (Reach)caller.ReachOf(right.Permission)))],
        new CallerView(caller.Caller.Subject, caller.Caller.Name, caller.Caller.Team, caller.Caller.Roles)));
}
