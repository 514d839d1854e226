using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Fields;

internal static class FieldEndpoints
{
    public static void MapCustomFields(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/custom-fields").WithTags("Custom fields");
        group.MapGet("", Fields.ListAsync).RequirePermission(Permissions.CustomersRead).WithName("list-custom-fields").WithSummary("The organisation's own fields.");
        group.MapPut("/{code}", Fields.PutAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("put-custom-field").WithSummary("Enters or changes a field.");
        group.MapDelete("/{code}", Fields.RemoveAsync).RequirePermission(Permissions.SettingsManage).RequireIfMatch().WithName("remove-custom-field").WithSummary("Removes a field nobody has a value in.");
        api.MapGet("/tags", Fields.TagsAsync).RequirePermission(Permissions.CustomersRead).WithTags("Custom fields").WithName("list-tags").WithSummary("Tags in use, by their beginning.");
    }
}
