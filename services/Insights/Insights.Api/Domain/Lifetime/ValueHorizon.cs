namespace CrmPlatform.Insights.Domain.Lifetime;

/// <summary>
/// How far ahead a value looks and how it is discounted (I4): so many periods of a length in <typeparamref name="TUnit"/>,
/// a purchase in the t-th period counting 1/(1+d)ᵗ.
/// </summary>
internal sealed record ValueHorizon<TUnit>
    where TUnit : ITimeUnit
{
    public const int MaxPeriods = 1200;

    public ValueHorizon(int periods, Time<TUnit> period, double discountPerPeriod)
    {
        if (periods is < 1 or > MaxPeriods)
            throw InsightRefusedException.OutOfRange("periods", periods, $"1 to {MaxPeriods} periods");
        if (!(period.Value > 0) || !double.IsFinite(period.Value))
            throw InsightRefusedException.OutOfRange("period", period.Value, "a length above 0");
        if (!(discountPerPeriod > -1) || !double.IsFinite(discountPerPeriod))
            throw InsightRefusedException.OutOfRange("discountRate", discountPerPeriod, "above −1 (−100 % per period)");
        (Periods, Period, DiscountPerPeriod) = (periods, period, discountPerPeriod);
    }

    public int Periods { get; }

    public Time<TUnit> Period { get; }

    public double DiscountPerPeriod { get; }

    /// <summary>The discount per period that comes to <paramref name="yearly"/> in a year of 365.2425 days.</summary>
    public static ValueHorizon<TUnit> WithYearlyDiscount(int periods, Time<TUnit> period, double yearly)
    {
        if (!(yearly > -1) || !double.IsFinite(yearly))
            throw InsightRefusedException.OutOfRange("discountRate", yearly, "above −1 (−100 % a year)");
        return new ValueHorizon<TUnit>(periods, period, Math.Pow(1 + yearly, period.InDays / 365.2425) - 1);
    }

    /// <summary>End of the t-th period, t from 1.</summary>
    public Time<TUnit> EndOf(int period) => new(period * Period.Value);

    public double Discount(int period) => Math.Pow(1 + DiscountPerPeriod, -period);
}
