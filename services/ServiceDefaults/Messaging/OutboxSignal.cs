namespace CrmPlatform.ServiceDefaults.Messaging;

/// <summary>Wakes whoever waits for new outbox rows in this process.</summary>
internal sealed class OutboxSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Take this before looking; it completes at the first pulse after it was taken, so no news is lost in between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Pulse() =>
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

internal static class WaitForNews
{
    /// <summary>Waits for the signal, at most for <paramref name="longest"/> of <paramref name="time"/>.</summary>
    public static async Task ForAsync(this Task signal, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitAsync(longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing came; whoever waited looks anyway.
        }
    }
}
