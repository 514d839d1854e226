namespace CrmPlatform.Insights.Domain;

/// <summary>Amounts are kept in minor units and shown in major ones; how many decimals there are is ISO 4217's business.</summary>
internal static class Money
{
    private static readonly HashSet<string> NoMinor = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];
    private static readonly HashSet<string> Thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>With all decimals of the currency, so that five is 5.00.</summary>
    public static decimal ToMajor(long minor, string currency)
    {
        var digits = (UInt128)Int128.Abs(minor);
        return new decimal((int)(uint)digits, (int)(uint)(digits >> 32), 0, minor < 0, Decimals(currency));
    }

    public static byte Decimals(string currency) => NoMinor.Contains(currency) ? (byte)0 : Thousandths.Contains(currency) ? (byte)3 : (byte)2;

    /// <summary>Rounded half away from zero.</summary>
    public static long ToMinor(decimal major, string currency) => Decimals(currency) switch
    {
        0 => (long)Math.Round(major, MidpointRounding.AwayFromZero),
        3 => (long)Math.Round(major * 1000m, MidpointRounding.AwayFromZero),
        _ => (long)Math.Round(major * 100m, MidpointRounding.AwayFromZero),
    };
}
