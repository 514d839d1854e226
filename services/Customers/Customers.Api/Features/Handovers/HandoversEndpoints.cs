using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Customers.Features.Handovers;

internal static class HandoversEndpoints
{
    public static void MapHandovers(this RouteGroupBuilder api)
    {
        var staff = api.MapGroup("/staff").WithTags("Staff").RequirePermission(Permissions.CustomersTransfer);
        staff.MapPost("/{subject}/handover", HandOver.QueueAsync).WithName("hand-over").WithSummary("Gives all customers of somebody to others, by a job.");
        var jobs = staff.MapGroup("/handovers");
        jobs.MapGet("/{id:guid}/refused", HandOver.RefusedAsync).WithName("handover-refused").WithSummary("The customers that could not be handed over.");
        jobs.MapJobs("handovers", HandOver.JobKind);
    }
}
