using CrmPlatform.Customers;
using CrmPlatform.Engagement;
using CrmPlatform.Identity;
using CrmPlatform.Insights;
using CrmPlatform.Notifications;
using CrmPlatform.Platform.Tests.Containers;
using CrmPlatform.Service;
using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Platform.Tests.Databases;

/// <summary>The settings with which services are started in containers mean to the services what they are meant to.</summary>
public sealed class OfContainers
{
    public static TheoryData<string> Services => [.. Builds.Keys];

    private static readonly Dictionary<string, BuildService> Builds = new()
    {
        ["identity"] = IdentityHost.Build,
        ["customers"] = CustomersHost.Build,
        ["engagement"] = EngagementHost.Build,
        ["service"] = ComplaintsHost.Build,
        ["insights"] = InsightsHost.Build,
        ["notifications"] = NotificationsHost.Build,
    };

    [Theory, MemberData(nameof(Services))]
    public async Task With_SQL_Server_on_the_network_a_service_has_a_database_of_its_own_there(string service)
    {
        using var volume = new TempFolder();
        var (isSqlite, address) = await DatabaseAsync(service, volume, onSqlServer: true);
        Assert.False(isSqlite);
        var read = new SqlConnectionStringBuilder(address);
        Assert.Equal(("sql", $"crm-{service}"), (read.DataSource, read.InitialCatalog));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task Without_it_a_service_has_a_file_on_its_volume(string service)
    {
        using var volume = new TempFolder();
        var (isSqlite, address) = await DatabaseAsync(service, volume, onSqlServer: false);
        Assert.True(isSqlite);
        Assert.Equal($"Data Source={Path.Combine(volume.Path, $"{service}.db")}", address);
    }

    [Fact]
    public void SQL_Server_is_of_the_version_that_development_has() =>
        Assert.Contains($"image: {SqlServer.Image}\n", File.ReadAllText(Path.Combine(OnPaper.Repository(), "k8s", "overlays", "dev", "mssql.yaml")));

    private static async Task<(bool IsSqlite, string? Address)> DatabaseAsync(string service, TempFolder volume, bool onSqlServer)
    {
        string[] settings = [.. ContainedDatabases.Settings(service, volume.Path, onSqlServer).Select(setting => $"--{setting.Key}={setting.Value}")];
        await using var app = Builds[service](settings, null);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        return (db.IsSqlite, db.Database.GetConnectionString());
    }
}
