using System.Net;
using CrmPlatform.Customers;
using CrmPlatform.Engagement;
using CrmPlatform.Insights;
using CrmPlatform.Notifications;
using CrmPlatform.Service;

[assembly: AssemblyFixture(typeof(SqlServer))]

namespace CrmPlatform.Platform.Tests.Databases;

/// <summary>The services on a real SQL Server, where one can be had.</summary>
public sealed class OnSqlServer(SqlServer server)
{
    [Fact]
    public async Task A_change_crosses_the_services_and_their_databases()
    {
        await using var databases = await server.DatabasesOrSkipAsync();
        await using var issuer = await TestIssuer.StartAsync();
        await using var customers = await ServiceUnderTest.StartAsync(CustomersHost.Build, databases.Settings("customers"), issuer: issuer);
        string[] known = [$"--Services:customers:Url={customers.Url}"];
        await using var engagement = await ServiceUnderTest.StartAsync(EngagementHost.Build, [.. databases.Settings("engagement"), .. known], issuer: issuer);
        await using var service = await ServiceUnderTest.StartAsync(ComplaintsHost.Build, [.. databases.Settings("service"), .. known], issuer: issuer);
        await using var notifications = await ServiceUnderTest.StartAsync(NotificationsHost.Build, [.. databases.Settings("notifications"), .. known], issuer: issuer);
        known = [.. known, $"--Services:engagement:Url={engagement.Url}", $"--Services:service:Url={service.Url}"];
        await using var insights = await ServiceUnderTest.StartAsync(InsightsHost.Build, [.. databases.Settings("insights"), .. known], issuer: issuer);
        foreach (var one in new[] { customers, engagement, service, notifications, insights })
        {
            using var anybody = one.Client(null);
            (await anybody.GetAsync("/health")).Expect(HttpStatusCode.OK);
        }

        using var office = customers.As("ada", "admin");
        var customer = (await office.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "王伟 on SQL Server", phone = "+86 138 0013 8000" })).Expect(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Conflict, (await office.PostAsync("/api/v1/customers", new { kind = "person", role = "demander", channel = "end-customer", name = "王伟 on SQL Server", phone = "+86 138 0013 8000" })).Status);
        Assert.Single((await office.GetAsync("/api/v1/customers?q=王伟")).Expect(HttpStatusCode.OK).Items);
        (await office.PostAsync("/api/v1/purchases", new { customerId = customer.Id, orderNumber = "T-1", orderedAt = DateTimeOffset.UtcNow.AddHours(-1), lines = new[] { new { product = "T1", quantity = 1, amount = 9.5m } } })).Expect(HttpStatusCode.Created);
        using var calls = engagement.As("ada", "admin");
        (await calls.PostAsync("/api/v1/calls", new { customerId = customer.Id, direction = "outbound", purpose = "sales", reached = true, minutes = 4, outcome = "Fine" })).Expect(HttpStatusCode.Created);
        using var desk = service.As("ada", "admin");
        (await desk.PostAsync("/api/v1/complaints", new { customerId = customer.Id, channel = "hotline", category = "quality", severity = "high", summary = "Crushed" })).Expect(HttpStatusCode.Created);
        using var figures = insights.As("ada", "admin");
        await Eventually.BecomesAsync(() => figures.GetAsync($"/api/v1/insights/customers/{customer.Id}"),
            seen => seen.Status == HttpStatusCode.OK && (decimal)seen["purchases"]!["net"]! == 9.5m && (int)seen["contacts"]!["complaints"]! == 1, "Insights to have heard of all of it");
    }
}
