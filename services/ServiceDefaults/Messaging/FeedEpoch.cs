using CrmPlatform.ServiceDefaults.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>To be renewed after a database was restored from a backup.</summary>
internal static class FeedEpoch
{
    public static async Task RenewAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbAccessor>().Db;
        var state = await db.FeedStates.SingleAsync();
        state.Epoch = Guid.CreateVersion7();
        await db.SaveChangesAsync();
    }
}
