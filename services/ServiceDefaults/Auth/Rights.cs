using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>Answers how far a role's right reaches; the table itself is the platform's, not the plumbing's.</summary>
/// <param name="role">A role of the token.</param>
/// <param name="permission">For instance <c>customers.write</c>.</param>
public delegate RowScope RightsLookup(string role, string permission);

/// <summary>Marks an endpoint with the right it asks for.</summary>
public sealed record RequiredPermission(string Permission) : IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

public static class PermissionEndpoints
{
    /// <summary>X1: only callers with the right come in, and see no further than it reaches.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequiredPermission(permission));
}

internal sealed class PermissionHandler(RightsLookup rights, CallerAccessor accessor) : AuthorizationHandler<RequiredPermission>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredPermission requirement)
    {
        var caller = accessor.Caller;
        // Several requirements on one endpoint (a group's and its own): the narrowest reach holds.
        var reach = caller.Roles.Select(role => rights(role, requirement.Permission)).DefaultIfEmpty(RowScope.None).Max();
        if (reach == RowScope.None) return Task.CompletedTask;
        caller.Reach = caller.Reach == RowScope.None || reach < caller.Reach ? reach : caller.Reach;
        context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>Gives the present caller; in the background that is the service itself.</summary>
public sealed class CallerAccessor(IHttpContextAccessor http, ServiceIdentity service, RightsLookup rights)
{
    private Caller? caller;

    public Caller Caller => caller ??= http.HttpContext is { } context ? Caller.From(context.User) : Caller.System(service.Name);

    /// <summary>How far a further right of the caller reaches, for instance to read sensitive fields.</summary>
    public RowScope ReachOf(string permission) => Caller.Subject.StartsWith("system:", StringComparison.Ordinal)
        ? RowScope.All
        : Caller.Roles.Select(role => rights(role, permission)).DefaultIfEmpty(RowScope.None).Max();

    public bool May(string permission) => ReachOf(permission) != RowScope.None;

    /// <summary>Lets background work act for the person who asked for it.</summary>
    public void ActFor(Caller person) => caller = person;
}

/// <summary>What this process is called among the services.</summary>
public sealed record ServiceIdentity(string Name);
