using Microsoft.AspNetCore.Authorization;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>Internal routes are for services with credentials of their own; the gateway leads nobody to them.</summary>
public static class InternalAccess
{
    public const string Scope = "crm.internal";

    public static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(Scope)))
        .Build();
}
