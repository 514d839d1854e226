using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Persistence;

#pragma warning disable EF1001 // See LastUsedFirst.

/// <summary>
/// Those who write have contexts of their own: when one connection has written, SQLite lets the others forget all their pages, and a
/// writer needs a hundred of them that a reader never looks at.
/// </summary>
internal sealed class Contexts<TContext>(IDbContextPool<TContext> reading, DbContextOptions<TContext> options, IServiceProvider services, IHttpContextAccessor http)
    : IDisposable, IAsyncDisposable where TContext : DbContext
{
    private readonly LastUsedFirst<TContext> writing = new(options, services);

    /// <summary>For the request at hand, or a piece of work of the service's own, which writes.</summary>
    public TContext Lend()
    {
        var reads = http.HttpContext is { } context && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        var lease = new DbContextLease(reads ? reading : writing, standalone: true);
        lease.Context.SetLease(lease);
        return (TContext)lease.Context;
    }

    public void Dispose() => ((IDisposable)writing).Dispose();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)writing).DisposeAsync();
}

internal static class ContextsSetup
{
    /// <summary>Said before EF's own pool is added, which then leaves it.</summary>
    public static void LendLastUsedFirst<TContext>(this IServiceCollection services) where TContext : DbContext
    {
        services.AddSingleton<IDbContextPool<TContext>, LastUsedFirst<TContext>>();
        services.AddSingleton<Contexts<TContext>>();
    }
}
