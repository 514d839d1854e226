namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>An amount in the smallest unit of its currency (fen, cents, yen).</summary>
internal readonly record struct Money(long Minor, string Currency)
{
    /// <summary>More than this is a slip of the pen, in whatever currency; so many of them still add up to a whole number of the database.</summary>
    public const long Most = 1_000_000_000_000_000;

    private static readonly HashSet<string> NoDecimals = new(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> ThreeDecimals = new("BHD IQD JOD KWD LYD OMN TND".Split(' '), StringComparer.Ordinal);

    /// <summary>Digits after the point by ISO 4217.</summary>
    public static int Decimals(string currency) => NoDecimals.Contains(currency) ? 0 : ThreeDecimals.Contains(currency) ? 3 : 2;

    /// <summary>Three capital letters; whether there is a rate for it is the rate table's to say.</summary>
    public static bool IsCurrency(string? code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);
}
