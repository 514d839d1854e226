using CrmPlatform.Customers.Data;
using CrmPlatform.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Pool;

/// <summary>X6: how many customers nobody looks after.</summary>
internal static class PoolFigures
{
    // A value to compare with: a bare condition on a column is not looked up in an index by SQLite.
    private static bool Pooled => true;

    public static void AddPoolFigures(this IServiceCollection services) =>
        services.AddFigure<CustomersDb>("crm.pool.customers", "{customer}", "Customers that fell back to the public pool and wait to be claimed.",
            (db, _, token) => db.AllCustomers.CountAsync(customer => customer.InPool == Pooled, token));
}
