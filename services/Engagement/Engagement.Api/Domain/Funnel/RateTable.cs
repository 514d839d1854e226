namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>A rate from a day on, until a later one.</summary>
/// <param name="Nano">Units of the base currency for one unit of the other, times 10⁹: 7.0912 is 7_091_200_000.</param>
internal sealed record ExchangeRate(string Currency, DateOnly From, long Nano);

/// <summary>Rates to one base currency. All arithmetic is in integers; what is rounded is rounded once, half away from zero.</summary>
internal sealed class RateTable
{
    private static readonly Int128 NanoUnit = 1_000_000_000;

    private readonly Dictionary<string, List<ExchangeRate>> rates;

    /// <exception cref="ArgumentException">A code is none, a rate is not positive, or one day has two rates.</exception>
    public RateTable(string baseCurrency, IEnumerable<ExchangeRate> rates)
    {
        if (!Money.IsCurrency(baseCurrency)) throw new ArgumentException($"{baseCurrency} is no currency code.", nameof(baseCurrency));
        BaseCurrency = baseCurrency;
        this.rates = rates.GroupBy(rate => rate.Currency).ToDictionary(group => group.Key, group => group.OrderBy(rate => rate.From).ToList());
        foreach (var (currency, list) in this.rates)
        {
            if (!Money.IsCurrency(currency)) throw new ArgumentException($"{currency} is no currency code.", nameof(rates));
            if (currency == baseCurrency) throw new ArgumentException($"{currency} is the base currency and has no rate.", nameof(rates));
            if (list.Exists(rate => rate.Nano <= 0)) throw new ArgumentException($"A rate of {currency} is not positive.", nameof(rates));
            if (list.DistinctBy(rate => rate.From).Count() != list.Count)
                throw new ArgumentException($"A day has two rates of {currency}.", nameof(rates));
        }
    }

    public string BaseCurrency { get; }

    /// <summary>The rate in force on a day; null when none was known by then.</summary>
    public long? NanoOn(string currency, DateOnly day) =>
        currency == BaseCurrency ? (long)NanoUnit
        : rates.GetValueOrDefault(currency)?.LastOrDefault(rate => rate.From <= day)?.Nano;

    /// <summary>Minor units of the base currency; null without a rate.</summary>
    /// <exception cref="OverflowException">The result is no long.</exception>
    public long? ToBase(Money amount, DateOnly day) => ToBase(amount, day, 1, 1);

    /// <summary>
    /// Minor units of the base currency for the fraction weight/whole of an amount: amount × rate × weight is formed exactly and
    /// divided once, so that a weighted amount does not inherit the rounding of the unweighted one.
    /// </summary>
    /// <exception cref="OverflowException">The result is no long.</exception>
    public long? ToBase(Money amount, DateOnly day, int weight, int whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(whole);
        return NanoOn(amount.Currency, day) is { } nano ? checked((long)Exactly(amount, nano, weight, whole)) : null;
    }

    /// <summary>Whether an amount is more than money can be by the rate of a day, or by one that is to be in force later.</summary>
    public bool IsTooLarge(Money amount, DateOnly day) => Exactly(amount, HighestNano(amount.Currency, day), 1, 1) > Money.Most;

    /// <summary>Whether an amount is more than money can be, and more than another table makes of it.</summary>
    public bool IsTooLarge(Money amount, DateOnly day, RateTable than) =>
        IsTooLarge(amount, day) && HighestNano(amount.Currency, day) > than.HighestNano(amount.Currency, day);

    // 0 without any: then nothing can be added up, nor become too much.
    private long HighestNano(string currency, DateOnly day) => (rates.GetValueOrDefault(currency) ?? [])
        .Where(rate => rate.From > day).Select(rate => rate.Nano).Append(NanoOn(currency, day) ?? 0).Max();

    private Int128 Exactly(Money amount, long nano, int weight, int whole)
    {
        var digits = Money.Decimals(BaseCurrency) - Money.Decimals(amount.Currency);
        return DivideHalfAway(checked((Int128)amount.Minor * nano * weight * Power(digits)), NanoUnit * whole * Power(-digits));
    }

    /// <summary>Commercial rounding: 0.5 goes to 1, −0.5 to −1.</summary>
    internal static Int128 DivideHalfAway(Int128 numerator, Int128 denominator)
    {
        var half = denominator / 2 + denominator % 2;
        var (quotient, remainder) = Int128.DivRem(numerator, denominator);
        return Int128.Abs(remainder) >= half ? quotient + Int128.Sign(numerator) : quotient;
    }

    private static Int128 Power(int digits)
    {
        Int128 power = 1;
        for (; digits > 0; digits--) power *= 10;
        return power;
    }
}
