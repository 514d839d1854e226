using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Insights.Features.Abc;

internal static class AbcEndpoints
{
    public static void MapAbc(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/abc");
        var read = group.MapGroup("").RequirePermission(Permissions.InsightsRead);
        read.MapGet("", ReadClasses.ListAsync).WithName("list-classes").WithSummary("Customers with their computed class and the reason for it.");
        read.MapGet("/summary", ReadClasses.SummaryAsync).WithName("classes").WithSummary("The classes, how many customers they have and what those bought; or the report of the classification of a day.");

        var manage = group.MapGroup("").RequirePermission(Permissions.InsightsManage);
        manage.MapPost("", ClassifyCustomers.QueueAsync).WithName("classify-customers").WithSummary("Computes the classes and publishes what changed; a look back at another year than the last full one only reports.");
        manage.MapGroup("/jobs").MapJobs("classify-customers", ClassifyCustomers.JobKind);
    }
}
