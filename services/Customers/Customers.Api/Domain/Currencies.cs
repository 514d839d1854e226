namespace CrmPlatform.Customers.Domain;

/// <summary>Money in minor units; how many there are to the major one is ISO 4217's business.</summary>
public static class Currencies
{
    private const decimal Most = 9_000_000_000_000_000m;

    private static readonly HashSet<string> NoMinor = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly HashSet<string> Thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Three capital letters; whether the code is in use is not our business.</summary>
    public static bool IsCode(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);

    /// <summary>Decimal places of the currency.</summary>
    public static int Decimals(string code) => NoMinor.Contains(code) ? 0 : Thousandths.Contains(code) ? 3 : 2;

    /// <summary>Null when the amount has more decimals than the currency or is too large to be true.</summary>
    public static long? ToMinor(decimal amount, string currency)
    {
        if (Math.Abs(amount) > Most) return null;
        var minor = amount * Factor(currency);
        return decimal.Truncate(minor) == minor && Math.Abs(minor) <= Most ? (long)minor : null;
    }

    /// <summary>As <see cref="ToMinor"/>, rounding half away from zero, for amounts computed from a unit price.</summary>
    public static long? ToMinorRounded(decimal amount, string currency) => Math.Abs(amount) > Most ? null :
        Math.Round(amount * Factor(currency), MidpointRounding.AwayFromZero) is var minor && Math.Abs(minor) <= Most ? (long)minor : null;

    public static decimal ToMajor(long minor, string currency) => minor / Factor(currency);

    /// <summary>Minor units of another currency at a rate of major units per major unit, rounded half away from zero; null when that is too large to be true.</summary>
    public static long? Convert(long minor, string from, string to, decimal rate) =>
        from == to ? minor : Math.Round(minor / Factor(from) * rate * Factor(to), MidpointRounding.AwayFromZero) is var converted && Math.Abs(converted) <= Most ? (long)converted : null;

    private static decimal Factor(string currency) => Decimals(currency) switch { 0 => 1m, 3 => 1000m, _ => 100m };
}
