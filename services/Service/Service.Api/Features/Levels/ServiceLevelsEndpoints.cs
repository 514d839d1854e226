using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Service.Features.Levels;

internal static class ServiceLevelsEndpoints
{
    public static void MapServiceLevels(this RouteGroupBuilder api)
    {
        var levels = api.MapGroup("/service-levels").WithTags("Service levels");
        levels.MapGet("", ServiceLevelRules.GetAsync).RequirePermission(Permissions.ComplaintsRead).WithName("get-service-levels").WithSummary("The targets by severity and class.");
        levels.MapPut("", ServiceLevelRules.PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-service-levels").WithSummary("Changes the targets; open complaints follow.");

        var calendars = api.MapGroup("/calendars").WithTags("Service levels");
        calendars.MapGet("", Calendars.ListAsync).RequirePermission(Permissions.ComplaintsRead).WithName("list-calendars").WithSummary("The business calendars.");
        calendars.MapGet("/{code}", Calendars.OneAsync).RequirePermission(Permissions.ComplaintsRead).WithName("get-calendar").WithSummary("One business calendar.");
        var write = calendars.MapGroup("").RequirePermission(Permissions.SettingsManage);
        write.MapPut("/{code}", Calendars.PutAsync).RequireIfMatch().WithName("put-calendar").WithSummary("Enters or changes a calendar; If-Match: * enters. The one called standard is everybody's.");
        write.MapDelete("/{code}", Calendars.RemoveAsync).RequireIfMatch().WithName("remove-calendar").WithSummary("Removes a calendar; its complaints run by the default one.");
    }
}
