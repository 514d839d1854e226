using System.Globalization;

namespace CrmPlatform.Insights.Domain;

/// <summary>One sentence in the three languages the product speaks.</summary>
internal sealed record Words(string En, string ZhHans, string ZhHant)
{
    /// <summary>A sentence with figures, written the same on every machine.</summary>
    public static Words With(FormattableString en, FormattableString zhHans, FormattableString zhHant) => new(
        en.ToString(CultureInfo.InvariantCulture), zhHans.ToString(CultureInfo.InvariantCulture), zhHant.ToString(CultureInfo.InvariantCulture));
}
