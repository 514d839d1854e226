using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Internal;

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
