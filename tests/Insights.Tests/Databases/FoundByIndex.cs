using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Features.Customers;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Vocabulary;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Tests.Databases;

/// <summary>What is asked for one customer among a million is found by an index, whatever SQLite knows of the tables.</summary>
public sealed class FoundByIndex(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    [Fact]
    public async Task The_numbers_of_one_customer_are_read_without_going_through_a_generation()
    {
        var customer = Guid.NewGuid();
        insights.Customers.Add(Happenings.Customer(customer));
        await insights.CaughtUpAsync();
        var plan = await insights.Service.InScopeAsync(async scope =>
        {
            scope.GetRequiredService<CallerAccessor>().Caller.SeeAll();
            var db = scope.GetRequiredService<InsightsDb>();
            db.Generation = (await db.Pointers.SingleAsync()).Current;
            return await SqlitePlans.OfAsync(db, () => GetCustomer.HandleAsync(customer, db, new DefaultHttpContext().Request, scope.GetRequiredService<IOptions<InsightsOptions>>(), default));
        });
        foreach (var index in new[] { "IX_CustomerNumbers_Id", "IX_Customers_Gen_SurvivorNo", "IX_Activities_Gen_CustomerNo_Day", "IX_Complaints_Gen_CustomerNo", "IX_Opportunities_Gen_CustomerNo" })
            Assert.Contains(index, plan);
        // The generation alone leads to every row there is.
        Assert.DoesNotContain("(Gen=?)", plan);
    }

    [Fact]
    public async Task What_is_asked_of_few_and_what_is_taken_in_is_found_by_an_index()
    {
        var history = new RandomHistory(2031);
        var folds = await SqlitePlans.OfFolderAsync(insights.Service.Folder.Path, async () =>
        {
            history.Go(600);
            insights.Customers.Add([.. history.FromCustomers]);
            insights.Engagement.Add([.. history.FromEngagement]);
            insights.Complaints.Add([.. history.FromService]);
            await insights.CaughtUpAsync();
        });
        Assert.Contains(folds.Keys, question => question.Contains("\"Purchases\"", StringComparison.Ordinal));
        Assert.All(folds, WalksThroughNoGeneration);

        var customer = (Guid)(await insights.AllAsync("rfm"))[0]["customerId"]!;
        var campaign = (Guid)(await insights.AllAsync("channels/campaigns"))[0]["campaignId"]!;
        string[] paths =
        [
            "dashboard", "rfm/segments", "rfm", "rfm?segment=lost", $"customers/{customer}", "zones", "churn", $"churn?customerId={customer}", "churn?state=running", "churn/effect",
            $"satisfaction/wallets/{customer}", $"rules/recommendations/{customer}", "funnel/forecast", "pareto?from=2026-01-01&to=2026-06-01", "pareto/cases?from=2026-01-01&to=2026-06-01",
            "funnel?from=2026-01-01&to=2026-06-01", "channels?from=2026-01-01&to=2026-06-01", "channels/leads?from=2026-01-01&to=2026-06-01", "channels/campaigns",
            $"channels/campaigns/{campaign}/leads", $"channels/campaigns/{campaign}/deals", $"channels/campaigns/{campaign}/responses", "kpi?period=2026", "kpi/workload",
            "dashboard/sales/customers?from=2026-01-01&to=2026-02-01", "dashboard/sales?from=2026-01-01&to=2026-02-01&zone=Europe/Berlin",
            .. Enum.GetValues<Measure>().Where(measure => measure != Measure.Customers).Select(measure => $"dashboard/behind?measure={EnumCode.Of(measure)}&from=2026-01-01&to=2026-02-01"),
        ];
        foreach (var client in new[] { insights.Admin, insights.Service.As("sam", "sales", "north") })
        {
            var asked = await SqlitePlans.OfFolderAsync(insights.Service.Folder.Path, async () =>
            {
                foreach (var path in paths) await client.GetAsync($"/api/v1/insights/{path}");
            });
            Assert.All(asked, WalksThroughNoGeneration);
        }
    }

    /// <summary>Of the few registers alone, which are small, all is read.</summary>
    private static void WalksThroughNoGeneration(KeyValuePair<string, string> asked)
    {
        if (new[] { "Segments", "Staff", "Campaigns", "ModelStates" }.Any(register => asked.Key.Contains($"FROM \"{register}\"", StringComparison.Ordinal))) return;
        Assert.False(asked.Value.Contains("PRIMARY KEY (Gen=?)", StringComparison.Ordinal), $"{asked.Key}\n{asked.Value}");
    }

    [Fact]
    public async Task Every_index_of_a_generation_has_its_shape_told()
    {
        var untold = await insights.Service.InScopeAsync(async scope =>
        {
            var db = scope.GetRequiredService<InsightsDb>();
            var told = await db.Database.SqlQuery<string>($"SELECT tbl || '.' || idx AS Value FROM sqlite_stat1").ToListAsync();
            return db.Model.GetEntityTypes().Where(type => type.FindPrimaryKey()!.Properties is [{ Name: nameof(ModelRow.Gen) }, _, ..])
                .SelectMany(type => type.GetIndexes().Where(index => index.Properties[0].Name == nameof(ModelRow.Gen)).Select(index => $"{type.GetTableName()}.{index.GetDatabaseName()}")
                    .Append($"{type.GetTableName()}.{type.GetTableName()}"))
                .Except(told).ToList();
        });
        Assert.Empty(untold);
    }
}
