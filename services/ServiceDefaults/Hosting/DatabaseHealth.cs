using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmPlatform.ServiceDefaults.Hosting;

/// <summary>Ready means: the database answers and has the schema this version needs. Where there is hardly any room left to write to, it says so before there is none.</summary>
internal sealed class DatabaseHealth(ServiceDbAccessor accessor) : IHealthCheck
{
    private const long LittleRoom = 64L * 1024 * 1024;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var db = accessor.Db;
            if (!await db.FeedStates.AnyAsync(cancellationToken)) return HealthCheckResult.Unhealthy("The schema is there, its first rows are not: run migrate.");
            return db.IsSqlite && RoomAt(db.Database.GetDbConnection().DataSource) is { } room && room < LittleRoom
                ? HealthCheckResult.Degraded($"There is little room left beside the database: {room / 1024 / 1024} MB.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer or lacks the schema.", failure);
        }
    }

    private static long? RoomAt(string file)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder ? new DriveInfo(folder).AvailableFreeSpace : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
