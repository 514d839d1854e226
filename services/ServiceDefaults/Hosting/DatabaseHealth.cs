using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>Ready means: the database answers and has the schema this version needs.</summary>
internal sealed class DatabaseHealth(ServiceDbAccessor accessor) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.AnyAsync(accessor.Db.FeedStates, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The schema is there, its first rows are not: run migrate.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer or lacks the schema.", failure);
        }
    }
}
