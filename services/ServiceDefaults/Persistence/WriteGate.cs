namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// SQLite lets one writer in at a time and makes the others spin; here they queue instead. On SQL Server the gate stands open.
/// </summary>
internal sealed class WriteGate(bool singleWriter) : IDisposable
{
    private readonly SemaphoreSlim? semaphore = singleWriter ? new SemaphoreSlim(1, 1) : null;

    public Task EnterAsync(CancellationToken cancellationToken) => semaphore?.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    public void Leave() => semaphore?.Release();

    public void Dispose() => semaphore?.Dispose();
}
