using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Features.Customers;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.ServiceDefaults.Auth;
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
}
