using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.ServiceDefaults.Persistence;

#pragma warning disable EF1001 // The order in which a pool lends can be chosen nowhere else; the tests of `Statements` see whether it still holds.

/// <summary>
/// Lends the context that came back last. Lent in turns, as EF's own pool does, each of thirty contexts would find that the others have
/// written since it last read, and read its pages again; and the statements a service runs most would be prepared thirty times.
/// </summary>
internal sealed class LastUsedFirst<TContext>(DbContextOptions<TContext> options, IServiceProvider services)
    : DbContextPool<TContext>(options, services), IDisposable, IAsyncDisposable where TContext : DbContext
{
    private readonly int most = options.FindExtension<CoreOptionsExtension>()!.MaxPoolSize!.Value;
    private readonly Stack<IDbContextPoolable> idle = [];
    private bool ended;

    public override IDbContextPoolable Rent()
    {
        lock (idle)
        {
            if (idle.TryPop(out var last)) return last;
        }
        return base.Rent();
    }

    public override void Return(IDbContextPoolable context)
    {
        context.ResetState();
        if (TakesBack(context)) return;
        context.ClearLease();
        context.Dispose();
    }

    public override async ValueTask ReturnAsync(IDbContextPoolable context, CancellationToken cancellationToken = default)
    {
        await context.ResetStateAsync(cancellationToken);
        if (TakesBack(context)) return;
        context.ClearLease();
        await context.DisposeAsync();
    }

    private bool TakesBack(IDbContextPoolable context)
    {
        lock (idle)
        {
            if (ended || idle.Count == most) return false;
            idle.Push(context);
            return true;
        }
    }

    void IDisposable.Dispose()
    {
        foreach (var context in End())
        {
            context.ClearLease();
            context.Dispose();
        }
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        foreach (var context in End())
        {
            context.ClearLease();
            await context.DisposeAsync();
        }
    }

    private IDbContextPoolable[] End()
    {
        lock (idle)
        {
            ended = true;
            var left = idle.ToArray();
            idle.Clear();
            return left;
        }
    }
}

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
