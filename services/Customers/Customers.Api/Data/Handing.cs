using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Customers.Data;

/// <summary>C6: who may have customers, and give them to another owner or team, by a conversion or a merge too.</summary>
internal static class Handing
{
    /// <summary>Whether a potential customer that they enter is their team's. Whoever may neither claim one nor give one away notes it for marketing.</summary>
    public static bool EntersForOwnTeam(this CallerAccessor caller) => caller.May(Permissions.PoolClaim) || caller.May(Permissions.CustomersTransfer);

    public static bool MayTransfer(this CallerAccessor caller, Customer customer) => caller.ReachOf(Permissions.CustomersTransfer) switch
    {
        RowScope.All => true,
        RowScope.Team => customer.Team == caller.Caller.Team,
        RowScope.Own => customer.OwnerId == caller.Caller.Subject,
        _ => false,
    };
}
