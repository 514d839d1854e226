using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Customers.Features.Purchases;

internal static class PurchasesEndpoints
{
    public static void MapPurchases(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/purchases").WithTags("Purchases");
        var read = group.MapGroup("").RequirePermission(Permissions.PurchasesRead);
        read.MapGet("", ReadPurchases.ListAsync).WithName("list-purchases").WithSummary("The sales ledger, newest first.");
        read.MapGet("/{id:guid}", ReadPurchases.OneAsync).WithName("get-purchase").WithSummary("One order.");
        read.MapGet("/rates", ExchangeRates.ListAsync).WithName("list-rates").WithSummary("The rate table.");

        var write = group.MapGroup("").RequirePermission(Permissions.PurchasesWrite);
        write.MapPost("", RecordPurchase.HandleAsync).WithName("record-purchase").WithSummary("Takes an order in; repeated, it changes nothing.").AgainWhenContended();
        var bulk = write.MapGroup("/bulk");
        bulk.MapPost("", BulkPurchases.QueueAsync).WithName("bulk-purchases").WithSummary("Takes up to 5000 orders in by a job.");
        bulk.MapGet("/{id:guid}/refused", BulkPurchases.RefusedAsync).WithName("bulk-purchases-refused").WithSummary("The orders of a bulk that were refused.");
        bulk.MapJobs("bulk-purchases", BulkPurchases.JobKind);
        group.MapPost("/rates", ExchangeRates.AddAsync).RequirePermission(Permissions.SettingsManage).WithName("add-rate").WithSummary("Enters an exchange rate.").AgainWhenContended();
    }
}
