using Testcontainers.MsSql;
using Xunit;

namespace CrmPlatform.Testing;

/// <summary>
/// The SQL Server of a test run: the one that <c>CRM_TEST_SQLSERVER</c> names (a connection string to a server on which databases may be
/// created), or a container that is started when the first test asks for it and ended with the run. Where neither can be had, whoever asks
/// is skipped with the reason. An assembly's fixture.
/// </summary>
public sealed class SqlServer : IAsyncDisposable
{
    /// <summary>The same as in <c>k8s/overlays/dev/mssql.yaml</c>; whoever starts it takes Microsoft's licence for developers.</summary>
    public const string Image = "mcr.microsoft.com/mssql/server:2022-CU14-ubuntu-22.04";

    internal const string Variable = "CRM_TEST_SQLSERVER";

    private readonly Lazy<Task<(string? Address, string? Missing)>> server;
    private MsSqlContainer? container;

    public SqlServer() => server = new(FindAsync);

    /// <summary>Databases of a test's own on it, or the end of the test as skipped.</summary>
    public async Task<SqlServerDatabases> DatabasesOrSkipAsync()
    {
        var (address, missing) = await server.Value;
        Assert.SkipWhen(address is null, missing ?? "");
        return new SqlServerDatabases(address!);
    }

    public async ValueTask DisposeAsync()
    {
        if (container is not null) await container.DisposeAsync();
    }

    private async Task<(string? Address, string? Missing)> FindAsync()
    {
        var choice = await SqlServerChoice.MakeAsync(Environment.GetEnvironmentVariable(Variable), Image, ContainerEngine.FindAsync);
        if (choice.Image is not { } image) return (choice.Address, choice.Missing);
        container = new MsSqlBuilder(image).WithEnvironment("MSSQL_PID", "Developer").Build();
        await container.StartAsync();
        return (container.GetConnectionString(), null);
    }
}
