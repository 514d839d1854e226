using System.ComponentModel.DataAnnotations;

namespace CrmPlatform.ServiceDefaults.Persistence;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Which database a service keeps its data in.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>The connection string; <c>ConnectionStrings:{service}</c> is read when it is not set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Where SQLite files lie when no connection string says otherwise.</summary>
    public string Directory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "CrmPlatform");

    /// <summary>Bring the schema up to date at start; elsewhere <c>X.Api migrate</c> does.</summary>
    public bool MigrateOnStart { get; set; }

    /// <summary>SQL Server's compatibility level; 160 is SQL Server 2022.</summary>
    [Range(130, 200)]
    public int CompatibilityLevel { get; set; } = 160;

    /// <summary>Statements sent together at most.</summary>
    [Range(1, 1000)]
    public int MaxBatchSize { get; set; } = 100;
}
