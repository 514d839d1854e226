using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;

namespace CrmPlatform.Engagement.Features.Calls;

internal static class CallsEndpoints
{
    public static void MapCalls(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/calls").WithTags("Calls").NameCustomers<CallView>();
        group.MapGet("", ReadCalls.ListAsync).RequirePermission(Permissions.ActivitiesRead).WithName("list-calls").WithSummary("Calls by customer or owner, newest first.");
        group.MapGet("/{id:guid}", ReadCalls.OneAsync).RequirePermission(Permissions.ActivitiesRead).WithName("get-call").WithSummary("One call.");
        group.MapPost("", LogCall.HandleAsync).RequirePermission(Permissions.ActivitiesWrite).WithName("log-call").WithSummary("Logs a call.");
    }
}
