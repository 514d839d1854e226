namespace CrmPlatform.Service.Domain.Numbers;

/// <summary>
/// A weighted sum modulo 23 over all nine characters, check character last, must be 0. The weights are powers of 5, a primitive root
/// of 23, so they are all different and none is 0. From that follows: every single wrong character changes the sum (weight times
/// difference is no multiple of a prime), and so does every exchange of two different characters, neighbours or not.
/// Neighbouring twins (33 heard as 44) are found too, because no two neighbouring weights add up to 0.
/// </summary>
internal static class CheckCharacter
{
    /// <summary>The value of the check character for the eight values before it.</summary>
    public static int For(ReadOnlySpan<int> payload)
    {
        // The check character has weight 1 and the others 5, 25, ... counted from the right.
        var sum = WeightedSum(payload, firstWeight: 5);
        return (NumberAlphabet.Size - sum) % NumberAlphabet.Size;
    }

    /// <summary>Whether the values, check character last, fit together.</summary>
    public static bool Holds(ReadOnlySpan<int> values) => WeightedSum(values, firstWeight: 1) == 0;

    private static int WeightedSum(ReadOnlySpan<int> values, int firstWeight)
    {
        var sum = 0;
        var weight = firstWeight;
        for (var i = values.Length - 1; i >= 0; i--)
        {
            sum = (sum + (values[i] * weight)) % NumberAlphabet.Size;
            weight = weight * 5 % NumberAlphabet.Size;
        }

        return sum;
    }
}
