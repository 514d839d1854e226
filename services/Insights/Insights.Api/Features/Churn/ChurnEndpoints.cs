using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;

namespace CrmPlatform.Insights.Features.Churn;

internal static class ChurnEndpoints
{
    public static void MapChurn(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/churn");
        var read = group.MapGroup("").RequirePermission(Permissions.InsightsRead);
        read.MapGet("", ReadWarnings.ListAsync).WithName("list-warnings").WithSummary("Churn warnings, the last first.");
        read.MapGet("/{id:guid}", ReadWarnings.OneAsync).WithName("get-warning").WithSummary("One churn warning.");
        read.MapGet("/effect", WarningEffect.HandleAsync).WithName("warning-effect").WithSummary("What interventions changed, compared with the share held back.");
        read.MapGet("/effect/customers", WarningEffect.CustomersAsync).WithName("warning-effect-customers").WithSummary("The customers behind the effect.");
        read.MapGet("/runs", (InsightsDb db, CancellationToken ct) => Analyses.ListAsync(db, ct, AssessCustomers.RunKind)).WithName("churn-runs").WithSummary("Assessments, the last first.");

        var manage = group.MapGroup("").RequirePermission(Permissions.InsightsManage);
        manage.MapPost("", AssessCustomers.QueueAsync).WithName("assess-customers").WithSummary("Judges every customer: warnings and zones.");
        manage.MapGroup("/jobs").MapJobs("assess-customers", AssessCustomers.JobKind);
    }
}
