namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>X4: how long to wait before trying again.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Longest">No wait is longer, the jitter apart.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    private const double Factor = 3;
    private const double Spread = 0.2;

    /// <param name="failures">Failed attempts so far, from 1.</param>
    /// <param name="chance">0 to 1; spreads the waits by a fifth to either side, so that receivers are not all tried at once.</param>
    public TimeSpan After(int failures, double chance)
    {
        var plain = Math.Min(First.TotalSeconds * Math.Pow(Factor, Math.Min(failures - 1, 30)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(plain * (1 - Spread + (2 * Spread * chance)));
    }
}
