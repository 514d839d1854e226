using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;

namespace CrmPlatform.Customers.Features.Customers;

internal static class CustomersEndpoints
{
    public static void MapCustomers(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/customers").WithTags("Customers");
        var read = group.MapGroup("").RequirePermission(Permissions.CustomersRead);
        read.MapGet("", ListCustomers.HandleAsync).WithName("list-customers").WithSummary("Lists and searches customers.");
        read.MapGet("/{id:guid}", GetCustomer.HandleAsync).WithName("get-customer").WithSummary("One customer.");
        read.MapGet("/{id:guid}/history", CustomerHistory.HandleAsync).WithName("customer-history").WithSummary("Who changed what and when.");
        read.MapGet("/{id:guid}/custom-fields", CustomerFields.GetAsync).WithName("get-customer-fields").WithSummary("A customer's values in the organisation's own fields.");

        var write = group.MapGroup("").RequirePermission(Permissions.CustomersWrite);
        write.MapPost("", CreateCustomer.HandleAsync).WithName("create-customer").WithSummary("Opens a customer's file.");
        write.MapPut("/{id:guid}", ChangeCustomer.ReplaceAsync).RequireIfMatch().WithName("replace-customer").WithSummary("Replaces what is written about a customer.");
        write.MapPatch("/{id:guid}", ChangeCustomer.PatchAsync).RequireIfMatch().WithName("patch-customer").WithSummary("Changes some fields (JSON Merge Patch).");
        write.MapPut("/{id:guid}/custom-fields", CustomerFields.PutAsync).RequireIfMatch().WithName("put-customer-fields").WithSummary("Replaces a customer's values in the organisation's own fields.");

        group.MapPost("/{id:guid}/transfer", TransferCustomer.HandleAsync).RequirePermission(Permissions.CustomersTransfer).RequireIfMatch()
            .WithName("transfer-customer").WithSummary("Gives a customer to another owner or team.");
    }
}
