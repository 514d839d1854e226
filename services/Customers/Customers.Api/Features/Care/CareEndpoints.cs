using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Care;

internal static class CareEndpoints
{
    public static void MapCare(this RouteGroupBuilder api)
    {
        var ofCustomer = api.MapGroup("/customers/{id:guid}/care").WithTags("Care");
        ofCustomer.MapGet("", CareDates.OfCustomerAsync).RequirePermission(Permissions.CustomersRead).WithName("list-customer-care").WithSummary("A customer's own days.");
        ofCustomer.MapPost("", CareDates.AddAsync).RequirePermission(Permissions.CustomersWrite).WithName("add-care-date").WithSummary("Enters a birthday or anniversary.");

        var group = api.MapGroup("/care").WithTags("Care");
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("", CareDates.ComingAsync).WithName("list-care").WithSummary("What comes within 30 days or another period, nearest first.");
        read.MapGet("/{dateId:guid}", CareDates.GetAsync).WithName("get-care-date").WithSummary("One day.");
        read.MapGet("/holidays", Holidays.ListAsync).WithName("list-holidays").WithSummary("Holidays with their next return.");
        var write = group.MapGroup("").RequirePermission(Permissions.CustomersWrite);
        write.MapPut("/{dateId:guid}", CareDates.ChangeAsync).RequireIfMatch().WithName("put-care-date").WithSummary("Changes a day.");
        write.MapDelete("/{dateId:guid}", CareDates.RemoveAsync).RequireIfMatch().WithName("remove-care-date").WithSummary("Removes a day.");
        var manage = group.MapGroup("").RequirePermission(Permissions.SettingsManage);
        manage.MapPut("/holidays/{code}", Holidays.PutAsync).RequireIfMatch().WithName("put-holiday").WithSummary("Enters or changes a holiday.");
        manage.MapDelete("/holidays/{code}", Holidays.RemoveAsync).RequireIfMatch().WithName("remove-holiday").WithSummary("Removes a holiday.");
    }
}
