namespace CrmPlatform.Notifications.Waking;

/// <summary>Wakes a background loop: rung once or a hundred times, it looks once.</summary>
internal abstract class Bell : IDisposable
{
    private readonly SemaphoreSlim news = new(0, 1);

    public void Pulse()
    {
        try
        {
            news.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been rung already.
        }
    }

    /// <summary>Until it is rung, the longest wait is over, or the process ends; never throws.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var alarm = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancellationToken);
        await news.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => news.Dispose();
}
