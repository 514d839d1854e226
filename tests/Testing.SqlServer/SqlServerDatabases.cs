using System.Globalization;
using Microsoft.Data.SqlClient;

namespace CrmPlatform.Testing;

/// <summary>Databases of a test's own on a <see cref="SqlServer"/>; they are dropped in the end.</summary>
public sealed class SqlServerDatabases : IAsyncDisposable
{
    private readonly string server;
    private readonly string prefix = $"crm_test_{Guid.NewGuid():N}"[..20];
    private readonly List<string> names = [];

    internal SqlServerDatabases(string server) => this.server = server;

    /// <summary>Settings with which services of these names keep their data there.</summary>
    public string[] Settings(params string[] services)
    {
        var settings = new List<string> { "--Database:Provider=SqlServer" };
        if (int.TryParse(Environment.GetEnvironmentVariable($"{SqlServer.Variable}_MAXBATCH"), CultureInfo.InvariantCulture, out var most)) settings.Add($"--Database:MaxBatchSize={most}");
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
