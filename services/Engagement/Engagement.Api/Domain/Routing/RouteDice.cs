namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>
/// Xorshift64* (Vigna 2016): the same seed gives the same route on every machine and every version of the runtime.
/// Nothing here is a secret.
/// </summary>
internal struct RouteDice(ulong seed)
{
    private ulong state = seed == 0 ? 0x9E3779B97F4A7C15 : seed;

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 0x2545F4914F6CDD1D >> 32) * (ulong)bound >> 32);
    }
}
