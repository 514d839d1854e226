using System.Net;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Persistence;
using CrmPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Care;

/// <summary>C4, C15: whether a class is greeted on holidays.</summary>
public sealed class HolidaysOfClasses(OwnTimeFixture fixture) : IClassFixture<OwnTimeFixture>
{
    private const string BeforeIt = "FollowUpCadences";

    private ApiClient Admin => fixture.Admin;

    private CarePass Pass => fixture.Service.Services.GetRequiredService<CarePass>();

    [Fact]
    public async Task A_plan_that_says_nothing_of_holidays_leaves_that_as_it_stands()
    {
        // What is shown of a class that nobody has written a plan for is what is done.
        Assert.All(Enum.GetValues<AbcClass>(), abc => Assert.True(SupportPlan.Default(abc).HolidayCare));
        Assert.True((bool)Assert.Single((await Admin.GetAsync("/api/v1/support-plans")).Items, plan => (string?)plan["class"] == "A")["holidayCare"]!);
        foreach (var (said, stands) in new[] { ((bool?)null, true), (false, false), (null, false), (true, true), (null, true) })
            Assert.Equal(stands, (bool)(await PlanAsync("B", said))["holidayCare"]!);
    }

    // Whatever is said of the class while the round is under way, whom it has reached by class it does not reach by grade, and whom it passed over it does.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_that_changes_in_the_middle_of_a_round_holds_from_the_next_one_on(bool greeted)
    {
        await Pass.RunAsync(CancellationToken.None);
        var (ordinary, key) = (await fixture.CustomerAsync(more: new { grade = "ordinary" }), await fixture.CustomerAsync(more: new { grade = "important", ownerId = "nora" }));
        var (code, on) = ($"h-{Guid.NewGuid():N}"[..20], DateOnly.FromDateTime(fixture.Time!.GetUtcNow().UtcDateTime).AddDays(3));
        await PlanAsync("C", greeted);
        var body = new { nameEn = "Middle Day", nameZhHans = "中日", nameZhHant = "中日", calendar = "solar", month = on.Month, day = on.Day, classes = new[] { "C" }, grades = new[] { "important" } };
        (await Admin.PutAsync($"/api/v1/care/holidays/{code}", body, "*")).Expect(HttpStatusCode.Created);
        Assert.True(await Pass.HolidayAsync(CancellationToken.None));
        await PlanAsync("C", !greeted);
        await Pass.RunAsync(CancellationToken.None);
        var told = (await fixture.PublishedAsync<CareDue>()).Where(due => due.Occasion == code).ToList();
        Assert.Single(told, due => due.CustomerId == key.Id);
        Assert.Equal(greeted ? 1 : 0, told.Count(due => due.CustomerId == ordinary.Id));
        (await Admin.DeleteAsync($"/api/v1/care/holidays/{code}", "*")).Expect(HttpStatusCode.NoContent);
    }

    // Until what a plan says was followed, its class was greeted whatever that was; it is still.
    [Fact]
    public async Task The_plans_of_before_say_that_their_class_is_greeted()
    {
        await using var kept = new SqliteConnection("Data Source=:memory:");
        await kept.OpenAsync(TestContext.Current.CancellationToken);
        await using var db = new CustomersSqlite(PersistenceSetup.DesignTime<CustomersSqlite>(DatabaseProvider.Sqlite));
        db.Database.SetDbConnection(kept);
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync(BeforeIt, TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlAsync($"INSERT INTO SupportPlans (Id, Version, Class, CadenceDays, DiscountRoomPercent, ServiceLevel, LookedAfterBy, HolidayCare) VALUES ({Guid.NewGuid()}, 1, 'A', 5, 20, 'gold', 'Nora', 0)", TestContext.Current.CancellationToken);
        await migrator.MigrateAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, await db.Database.SqlQuery<int>($"SELECT HolidayCare AS Value FROM SupportPlans").SingleAsync(TestContext.Current.CancellationToken));

        await using var server = new CustomersSqlServer(PersistenceSetup.DesignTime<CustomersSqlServer>(DatabaseProvider.SqlServer));
        Assert.Contains("UPDATE [SupportPlans] SET [HolidayCare] = 1", server.GetService<IMigrator>().GenerateScript(BeforeIt), StringComparison.Ordinal);
    }

    private async Task<Answer> PlanAsync(string abc, bool? holidayCare) => (await Admin.PutAsync(
        $"/api/v1/support-plans/{abc}", new { cadenceDays = 30, discountRoomPercent = 3, serviceLevel = "standard", lookedAfterBy = "sales team", holidayCare }, "*")).Expect(HttpStatusCode.OK);
}
