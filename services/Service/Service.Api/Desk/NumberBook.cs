using CrmPlatform.Service.Data;
using CrmPlatform.Service.Domain.Numbers;
using CrmPlatform.ServiceDefaults.Persistence;

namespace CrmPlatform.Service.Desk;

/// <summary>
/// S1: gives out complaint numbers. A block of the counter is taken at a time, so that intakes do not queue at one row; what a stopped
/// process leaves of its block is never used, and nobody can tell, because numbers do not show their order.
/// </summary>
internal sealed class NumberBook(IServiceScopeFactory scopes, Secrets secrets) : IDisposable
{
    private const int Block = 100;
    private const string CounterName = "complaint-number";

    private readonly SemaphoreSlim gate = new(1, 1);
    private NumberSequence? sequence;
    private long next;
    private long end;

    /// <summary>Not to be called inside a transaction: on a database with one writer it would wait for itself.</summary>
    public async Task<ComplaintNumber> NextAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            sequence ??= new NumberSequence(await secrets.GetAsync(CounterName, cancellationToken));
            if (next == end) (next, end) = await TakeAsync(cancellationToken);
            return sequence.NumberFor(next++);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<(long Next, long End)> TakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ComplaintsDb>();
        await db.BeginWriteAsync(cancellationToken);
        var first = await db.TakeAsync(CounterName, Block, cancellationToken);
        await db.CommitAsync(cancellationToken);
        return (first, first + Block);
    }
}
