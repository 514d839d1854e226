using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Engagement.Features.Cadences;

internal static class CadencesEndpoints
{
    public static void MapCadences(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cadences").WithTags("Cadences");
        group.MapGet("", CadencePlans.ReadAsync).RequirePermission(Permissions.TasksRead).WithName("get-cadences").WithSummary("How often whom.");
        group.MapPut("", CadencePlans.ReplaceAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("replace-cadences").WithSummary("Changes the cadences at once.");
        group.MapGet("/calendar", WorkCalendars.ReadAsync).RequirePermission(Permissions.TasksRead).WithName("get-work-calendar").WithSummary("The organisation's working days.");
        group.MapPut("/calendar", WorkCalendars.ReplaceAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("replace-work-calendar").WithSummary("Changes the working days.");
        group.MapGet("/customers/{id:guid}", CustomerCycle.HandleAsync).RequirePermission(Permissions.TasksRead).WithName("customer-cycle").WithSummary("Where a customer stands in the follow-up cycle.");
    }
}
