using Microsoft.IdentityModel.Tokens;

namespace CrmPlatform.ServiceDefaults.Auth;

/// <summary>
/// A token's key that was never seen has the issuer's keys fetched, in the background. Whoever comes with it meanwhile waits for them
/// instead of being turned away; only now and then, so that made-up keys hold up nobody for long.
/// </summary>
internal sealed class NewKeys
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private long? begun;

    /// <summary>Whether the issuer has published the key by now, or does while we wait.</summary>
    public async Task<bool> HaveAsync(BaseConfigurationManager issuer, string? key)
    {
        if (string.IsNullOrEmpty(key)) return false;
        try
        {
            while (true)
            {
                var metadata = await issuer.GetBaseConfigurationAsync(CancellationToken.None);
                if (metadata.SigningKeys.Any(known => known.KeyId == key)) return true;
                if (!IsTimeToWait(issuer.RefreshInterval)) return false;
                await Task.Delay(Look);
            }
        }
        catch (InvalidOperationException)
        {
            // The issuer does not answer and never has: nobody can be let in.
            return false;
        }
    }

    private bool IsTimeToWait(TimeSpan interval)
    {
        lock (gate)
        {
            if (begun is null || TimeProvider.System.GetElapsedTime(begun.Value) >= interval) begun = TimeProvider.System.GetTimestamp();
            return TimeProvider.System.GetElapsedTime(begun.Value) < Patience;
        }
    }
}
