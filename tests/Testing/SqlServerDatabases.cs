using System.Globalization;
using Microsoft.Data.SqlClient;
using Xunit;

namespace CrmPlatform.Testing;

/// <summary>
/// Databases of a test's own on the SQL Server that <c>CRM_TEST_SQLSERVER</c> names, a connection string to a server on which databases may
/// be created; they are dropped in the end. Where none is named, the test is skipped with the reason.
/// </summary>
public sealed class SqlServerDatabases : IAsyncDisposable
{
    private const string Variable = "CRM_TEST_SQLSERVER";

    private readonly string server;
    private readonly string prefix = $"crm_test_{Guid.NewGuid():N}"[..20];
    private readonly List<string> names = [];

    private SqlServerDatabases(string server) => this.server = server;

    public static SqlServerDatabases OrSkip()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(server), $"There is no SQL Server to test on; name one in {Variable}.");
        return new SqlServerDatabases(server!);
    }

    /// <summary>Settings with which services of these names keep their data there.</summary>
    public string[] Settings(params string[] services)
    {
        var settings = new List<string> { "--Database:Provider=SqlServer" };
        if (int.TryParse(Environment.GetEnvironmentVariable($"{Variable}_MAXBATCH"), CultureInfo.InvariantCulture, out var most)) settings.Add($"--Database:MaxBatchSize={most}");
        foreach (var service in services)
        {
            var name = $"{prefix}_{service}";
            if (!names.Contains(name)) names.Add(name);
            settings.Add($"--ConnectionStrings:{service}={new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ConnectionString}");
        }
        return [.. settings];
    }

    public async ValueTask DisposeAsync()
    {
        SqlConnection.ClearAllPools();
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(server) { InitialCatalog = "master" }.ConnectionString);
        await connection.OpenAsync();
        foreach (var name in names)
        {
            await using var drop = connection.CreateCommand();
            // The name is this class's own.
            drop.CommandText = $"IF DB_ID('{name}') IS NOT NULL BEGIN ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]; END";
            await drop.ExecuteNonQueryAsync();
        }
    }
}
