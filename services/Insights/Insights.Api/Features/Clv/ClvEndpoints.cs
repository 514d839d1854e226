using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Insights.Features.Clv;

internal static class ClvEndpoints
{
    public static void MapClv(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/clv");
        var read = group.MapGroup("").RequirePermission(Permissions.InsightsRead);
        read.MapGet("", ReadValues.ListAsync).WithName("list-values").WithSummary("Customers by lifetime value, part by part.");
        read.MapGet("/run", ReadValues.RunAsync).WithName("value-run").WithSummary("What a run of values came to, its models and how their fits went.");
        read.MapGet("/runs", (InsightsDb db, CancellationToken ct) => Analyses.ListAsync(db, ct, RunKinds.Values, RunKinds.SupposedValues)).WithName("value-runs").WithSummary("Runs of values, the last first.");
        read.MapGet("/customers/{id:guid}", OneValue.HandleAsync).WithName("customer-value").WithSummary("One customer's value with its interval.");

        var manage = group.MapGroup("").RequirePermission(Permissions.InsightsManage);
        manage.MapPost("", ValueCustomers.QueueAsync).WithName("value-customers").WithSummary("Fits the models and values every customer.");
        manage.MapGroup("/jobs").MapJobs("value-customers", ValueCustomers.JobKind);
    }
}
