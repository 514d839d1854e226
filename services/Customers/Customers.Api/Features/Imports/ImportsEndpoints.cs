using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Imports;

namespace CrmPlatform.Customers.Features.Imports;

internal static class ImportsEndpoints
{
    public static void MapImports(this RouteGroupBuilder api) =>
        api.MapGroup("/imports").WithTags("Imports").RequirePermission(Permissions.DataImport).MapImports("imports");
}
