using CrmPlatform.Customers.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Pool;

/// <summary>X6: customers nobody looks after, as a curve.</summary>
public sealed class FiguresForOperators(FiguresForOperators.Fixture fixture) : IClassFixture<FiguresForOperators.Fixture>
{
    public sealed class Fixture : CustomersFixture
    {
        protected override IEnumerable<string> Settings => FigureWatch.Settings;
    }

    [Fact]
    public async Task The_pool_is_told_and_counted_in_its_index()
    {
        using var watch = new FigureWatch(fixture.Service);
        for (var i = 0; i < 3; i++) await fixture.CustomerAsync();
        await watch.TellsAsync("crm.pool.customers", "{customer}", 0);
        await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<CustomersDb>().AllCustomers.OrderBy(c => c.Key).Take(2)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.InPool, true)));
        await watch.TellsAsync("crm.pool.customers", "{customer}", 2);
        await watch.TellsAsync("crm.imports.unfinished", "{import}", 0);
        Assert.Contains("COVERING INDEX IX_Customers_InPool (InPool=?)", (await FigureWatch.PlansAsync(fixture.Service))["crm.pool.customers"]);
    }
}
