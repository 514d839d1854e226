namespace CrmPlatform.Platform.Tests.Containers;

/// <summary>Where a service in a container keeps its data: on a SQL Server beside it, or in a SQLite file on its volume.</summary>
internal static class ContainedDatabases
{
    /// <summary>SQL Server's name on the network.</summary>
    public const string Server = "sql";

    /// <summary>As long and as mixed as SQL Server asks.</summary>
    public const string Password = "Databases-4-tests";

    public static IEnumerable<(string Key, string Value)> Settings(string service, string volume, bool onSqlServer) => onSqlServer
        ? [("Database:Provider", "SqlServer"), ($"ConnectionStrings:{service}", $"Server={Server};Database=crm-{service};User Id=sa;Password={Password};TrustServerCertificate=true")]
        : [("Database:Directory", volume)];
}
