namespace CrmPlatform.Engagement.Rounds;

/// <summary>Something that is looked after from time to time: who is due, what is to be reminded of.</summary>
internal interface IRound
{
    /// <summary>
    /// Does what there is to do by now, in pieces that are saved one by one. It may be killed anywhere and may run in several replicas
    /// at once; what it did is then still there once.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);
}

/// <summary>Starts the next round at once instead of at its time.</summary>
internal sealed class RoundSignal : IDisposable
{
    private readonly SemaphoreSlim wanted = new(0, 1);

    public void Pulse()
    {
        lock (wanted)
        {
            if (wanted.CurrentCount == 0) wanted.Release();
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => wanted.WaitAsync(cancellationToken);

    public void Dispose() => wanted.Dispose();
}
