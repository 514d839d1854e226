using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Customers.Data;

/// <summary>C6: who may give a customer to another owner or team, by a conversion or a merge too.</summary>
internal static class Handing
{
    public static bool MayTransfer(this CallerAccessor caller, Customer customer) => caller.ReachOf(Permissions.CustomersTransfer) switch
    {
        RowScope.All => true,
        RowScope.Team => customer.Team == caller.Caller.Team,
        RowScope.Own => customer.OwnerId == caller.Caller.Subject,
        _ => false,
    };
}
